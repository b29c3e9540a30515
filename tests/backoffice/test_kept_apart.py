"""Two people must not meet: coordinators alone know, and every look of theirs is in the log."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail.users.models import UserProfile

from attendance.models import KeptApart
from lms.people.models import Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from tests.factories.attendance import KeptApartFactory
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db
NEW = reverse("keptapart:add")
LIST = reverse("keptapart:index")


@pytest.fixture
def desk_of_adam(client, pan_adam):
    UserProfile.objects.update_or_create(user=pan_adam.user, defaults={"preferred_language": "en"})
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def known(mops):
    """Somebody whom the organisation knows."""

    def person(given_name, family_name):
        found = PersonFactory(given_name=given_name, family_name=family_name)
        grant(Role.PARTICIPANT, to=found, at=mops)
        return found

    return person


def typed(one, other):
    return {"one_typed": one, "other_typed": other, "starts_on": timezone.localdate().isoformat()}


def looks():
    return AuditEntry.objects.filter(target__startswith="attendance.KeptApart")


def test_two_people_are_noted_by_any_spelling_of_their_names(desk_of_adam, known, pan_adam):
    olena, petro = known("Olena", "Shevchenko"), known("Petro", "Kovalchuk")

    desk_of_adam.post(NEW, typed("Шевченко Олена", "Kowalczuk"))

    pair = KeptApart.objects.get()
    assert (pair.one, pair.other, pair.noted_by) == (olena, petro, pan_adam)
    assert looks().get().action == AuditEntry.Action.CREATED


def test_of_several_one_is_chosen_in_a_second_step(desk_of_adam, known):
    _other_olena, olena = known("Olena", "Shevchenko"), known("Olena", "Shevchenko")
    known("Petro", "Kovalchuk")

    asked = desk_of_adam.post(NEW, typed("Shevchenko", "Kovalchuk"))
    desk_of_adam.post(NEW, typed("Shevchenko", "Kovalchuk") | {"which_one": str(olena.pk)})

    assert "There are several. Please choose one." in asked.content.decode()
    assert KeptApart.objects.get().one == olena


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("Shevchenko", "Nobody", "Nobody like that is known to your organisation."),
        ("Shevchenko", "Shevchenko", "Choose two different people."),
        ("", "Kovalchuk", "This field is required."),
    ],
)
def test_what_cannot_be_is_told(desk_of_adam, known, one, other, told):
    known("Olena", "Shevchenko")
    known("Petro", "Kovalchuk")

    answer = desk_of_adam.post(NEW, typed(one, other))

    assert told in answer.content.decode()
    assert not KeptApart.objects.exists()


def test_the_same_two_are_noted_once(desk_of_adam, known):
    olena, petro = known("Olena", "Shevchenko"), known("Petro", "Kovalchuk")
    KeptApartFactory(one=petro, other=olena)

    answer = desk_of_adam.post(NEW, typed("Shevchenko", "Kovalchuk"))

    assert "These two are noted already." in answer.content.decode()


def test_strangers_to_the_organisation_are_not_found(desk_of_adam, known, marta):
    known("Petro", "Kovalchuk")

    answer = desk_of_adam.post(NEW, typed(marta.full_name, "Kovalchuk"))

    assert "Nobody like that is known" in answer.content.decode()


def test_every_look_is_in_the_log_and_names_nobody(desk_of_adam, known, pan_adam):
    pair = KeptApartFactory(one=known("Olena", "Shevchenko"))

    desk_of_adam.get(LIST)
    desk_of_adam.get(reverse("keptapart:edit", args=[pair.pk]))

    assert list(looks().values_list("action", "actor", "subject", "target")) == [
        ("viewed", pan_adam.user.pk, None, f"attendance.KeptApart {pair.pk}"),
        ("viewed", pan_adam.user.pk, None, f"attendance.KeptApart {pair.pk}"),
    ]


def test_an_end_is_set_and_the_two_stay_who_they_are(desk_of_adam, known):
    olena = known("Olena", "Shevchenko")
    pair = KeptApartFactory(one=olena)
    today = timezone.localdate().isoformat()

    desk_of_adam.post(
        reverse("keptapart:edit", args=[pair.pk]),
        {"starts_on": pair.starts_on.isoformat(), "ends_on": today, "one": "1", "other": "2"},
    )

    pair.refresh_from_db()
    assert (pair.one, pair.ends_on.isoformat()) == (olena, today)
    assert looks().filter(action=AuditEntry.Action.CHANGED).count() == 1


def test_no_history_of_the_back_office_names_the_two(desk_of_adam, known):
    pair = KeptApartFactory(one=known("Olena", "Shevchenko"), other=known("Petro", "Kovalchuk"))
    days = {"starts_on": pair.starts_on.isoformat(), "ends_on": "2027-12-31"}

    desk_of_adam.post(NEW, typed("Olena Shevchenko", known("Ihor", "Bondar").full_name))
    desk_of_adam.post(reverse("keptapart:edit", args=[pair.pk]), days)

    assert str(KeptApart.objects.get(pk=pair.pk).ends_on) == "2027-12-31"
    assert KeptApart.objects.count() == 2
    assert not ModelLogEntry.objects.exists()


@pytest.mark.parametrize("who", ["irena", "oksana", "anna", "ewa"])
def test_nobody_else_comes_near(client, request, known, who):
    pair = KeptApartFactory(one=known("Olena", "Shevchenko"))
    client.force_login(request.getfixturevalue(who).user)

    answers = {
        client.get(address).status_code for address in (LIST, NEW, reverse("keptapart:edit", args=[pair.pk]))
    }

    assert 200 not in answers
    assert not looks().exists()
