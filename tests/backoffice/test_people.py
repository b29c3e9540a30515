"""Pan Adam finds, writes down and looks after the people of his organisation, and every look is noted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.people.models import Clearance, Guardianship, Membership, Person, Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from tests.factories.people import GuardianshipFactory, PersonFactory


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def known(mops):
    """A person known to the centre."""

    def know(**fields):
        person = PersonFactory(**fields)
        grant(Role.PARTICIPANT, to=person, at=mops)
        return person

    return know


@pytest.mark.parametrize("typed", ["Szewczenko", "shevchenko", "Шевченко", "600 700 800", "oksana@ex"])
def test_a_person_is_found_by_name_telephone_or_address(desk_of_adam, mops, known, oksana, typed):
    grant(Role.PARTICIPANT, to=oksana, at=mops)
    oksana.phone = "+48600700800"
    oksana.save()
    known(family_name="Kowalska")

    page = desk_of_adam.get(reverse("person:index"), {"q": typed})

    assert [person.pk for person in page.context["object_list"]] == [oksana.pk]


def test_a_new_person_belongs_to_the_organisation_of_who_wrote_them_down(desk_of_adam, mops):
    answer = desk_of_adam.post(
        reverse("person:add"),
        {
            "organisation": mops.pk,
            "given_name": "Iryna",
            "family_name": "Bondar",
            "language": "uk",
            "phone": "600",
        },
    )

    person = Person.objects.get(family_name="Bondar")
    assert answer.status_code == 302
    assert person.memberships.get().organisation == mops
    assert AuditEntry.objects.get(subject=person).action == AuditEntry.Action.CREATED


def test_nobody_is_written_down_for_somebody_elses_organisation(desk_of_adam, fundacja):
    answer = desk_of_adam.post(
        reverse("person:add"),
        {"organisation": fundacja.pk, "given_name": "Iryna", "family_name": "Bondar", "language": "uk"},
    )

    assert answer.status_code == 200
    assert not Person.objects.filter(family_name="Bondar").exists()


def test_opening_a_persons_page_is_noted(desk_of_adam, pan_adam, known):
    person = known()

    page = desk_of_adam.get(reverse("person:inspect", args=[person.pk]))

    entry = AuditEntry.objects.get()
    assert page.status_code == 200
    assert (entry.action, entry.actor, entry.subject) == (AuditEntry.Action.VIEWED, pan_adam.user, person)


def test_an_address_with_which_somebody_signs_in_is_theirs_to_change(desk_of_adam, mops, oksana):
    grant(Role.PARTICIPANT, to=oksana, at=mops)

    desk_of_adam.post(
        reverse("person:edit", args=[oksana.pk]),
        {"given_name": "Oksana", "family_name": "Bondar", "language": "uk", "email": "thief@example.org"},
    )

    oksana.refresh_from_db()
    assert oksana.family_name == "Bondar"
    assert oksana.email == "oksana@example.org"


def test_a_coordinator_makes_a_trainer_but_no_administrator(desk_of_adam, mops, known):
    person = known(with_sign_in=True)
    address = reverse("person:grant", args=[person.pk])

    made = desk_of_adam.post(address, {"role": "trainer", "organisation": mops.pk})
    refused = desk_of_adam.post(address, {"role": "administrator", "organisation": mops.pk})

    assert made.status_code == 302
    assert refused.status_code == 422
    assert set(person.memberships.values_list("role", flat=True)) == {Role.PARTICIPANT, Role.TRAINER}


def test_a_role_is_given_only_in_ones_own_organisation(desk_of_adam, fundacja, known):
    person = known()

    answer = desk_of_adam.post(
        reverse("person:grant", args=[person.pk]), {"role": "trainer", "organisation": fundacja.pk}
    )

    assert answer.status_code == 422
    assert not Membership.objects.filter(organisation=fundacja).exists()


def test_a_role_is_ended_by_whoever_may_give_it(desk_of_adam, irena, pan_adam):
    trainer, coordinator = irena.memberships.get(), pan_adam.memberships.get()

    ended = desk_of_adam.post(reverse("person:end_role", args=[trainer.pk]))
    refused = desk_of_adam.post(reverse("person:end_role", args=[coordinator.pk]))

    assert ended.url == reverse("person:inspect", args=[irena.pk])
    assert refused.status_code == 404
    assert not irena.memberships.exists()
    assert pan_adam.memberships.exists()


def test_a_child_written_down_at_the_counter_is_verified_and_known(desk_of_adam, pan_adam, mops, known):
    carer = known()

    desk_of_adam.post(
        reverse("person:add_child", args=[carer.pk]),
        {
            "given_name": "Danylo",
            "family_name": "Koval",
            "date_of_birth": "2018-05-01",
            "basis": "temporary_guardian",
            "organisation": mops.pk,
        },
    )

    guardianship = Guardianship.objects.get(carer=carer)
    assert guardianship.is_verified
    assert guardianship.verified_by == pan_adam.user
    assert desk_of_adam.get(reverse("person:inspect", args=[guardianship.child_id])).status_code == 200


def test_a_guardianship_told_by_the_carer_is_verified_by_the_office(desk_of_adam, pan_adam, known):
    guardianship = GuardianshipFactory(carer=known())

    desk_of_adam.post(reverse("person:verify", args=[guardianship.pk]))

    guardianship.refresh_from_db()
    assert guardianship.verified_by == pan_adam.user


def test_who_is_in_care_of_somebody_known_and_who_cares_for_a_known_child_is_seen(desk_of_adam, known):
    mother = GuardianshipFactory(carer=known())
    child = GuardianshipFactory(child=known(child=True))
    GuardianshipFactory()

    page = desk_of_adam.get(reverse("person:index"))

    shown = set(page.context["object_list"])
    assert {mother.carer, mother.child, child.carer, child.child} <= shown
    assert len(shown) == 5


def test_ended_care_gives_no_right_any_more(desk_of_adam, known):
    guardianship = GuardianshipFactory(carer=known(), child=known(child=True))

    desk_of_adam.post(reverse("person:revoke", args=[guardianship.pk]))

    assert not Person.objects.in_care_of(guardianship.carer).exists()


def test_a_clearance_ends_after_it_starts(desk_of_adam, known):
    person = known()
    today = timezone.localdate()
    address = reverse("person:add_clearance", args=[person.pk])

    refused = desk_of_adam.post(address, {"checked_on": today, "valid_until": today - timedelta(days=1)})
    noted = desk_of_adam.post(address, {"checked_on": today, "valid_until": today + timedelta(days=1)})

    assert refused.status_code == 422
    assert noted.status_code == 302
    assert Clearance.objects.get().person == person


def test_the_list_of_people_costs_the_same_for_three_as_for_one(
    desk_of_adam, known, django_assert_max_num_queries
):
    known()
    with django_assert_max_num_queries(30) as one:
        desk_of_adam.get(reverse("person:index"))
    known()
    known()

    with django_assert_max_num_queries(len(one)):
        desk_of_adam.get(reverse("person:index"))


def test_opening_the_form_of_a_person_is_noted_too(desk_of_adam, pan_adam, known):
    person = known()

    desk_of_adam.get(reverse("person:edit", args=[person.pk]))

    entry = AuditEntry.objects.get(action="viewed")
    assert (entry.actor, entry.subject) == (pan_adam.user, person)


def test_the_address_that_will_open_more_than_a_coordinator_may_give_is_not_theirs_to_change(
    desk_of_adam, mops, known
):
    person = known(email="anna@example.org")
    grant(Role.ADMINISTRATOR, to=person, at=mops)

    desk_of_adam.post(
        reverse("person:edit", args=[person.pk]),
        {"given_name": "A", "family_name": "B", "language": "pl", "email": "adam+mine@example.org"},
    )

    person.refresh_from_db()
    assert (person.given_name, person.email) == ("A", "anna@example.org")
