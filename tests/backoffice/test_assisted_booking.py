"""A family phones Halyna, an aspirant: she finds them, reads out the clause, and takes their places."""

from datetime import date

import pytest
from django.urls import reverse

from courses.models import Audience
from lms.messaging.models import Message
from lms.people.models import Acceptance, Guardianship, Person, Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from sessions.booking import take_place
from sessions.models import Place, Run
from tests.factories.people import InformationClauseFactory, PersonFactory
from tests.factories.sessions import RunFactory


@pytest.fixture
def halyna(mops):
    """A social-work aspirant of the centre."""
    person = PersonFactory(given_name="Halyna", email="halyna@example.org", language="uk", with_sign_in=True)
    grant(Role.ASSISTANT, to=person, at=mops)
    return person


@pytest.fixture
def desk_of_halyna(client, halyna):
    client.force_login(halyna.user)
    return client


@pytest.fixture
def run(mops):
    return RunFactory(organiser=mops, capacity=2, offers_childcare=True)


@pytest.fixture
def family(mops, oksana, danylo):
    """Oksana with Danylo in her care, known to the centre."""
    grant(Role.PARTICIPANT, to=oksana, at=mops)
    return oksana, danylo


def said(*people, **words):
    return {
        "who": [str(person.uuid) for person in people],
        "channel": "phone",
        "together": "together",
        **words,
    }


def test_a_carer_and_a_child_get_places_together_by_the_hand_of_an_aspirant(
    desk_of_halyna, halyna, run, family, oksana, danylo
):
    address = reverse("run:enrol_person", args=[run.pk, oksana.pk])

    desk_of_halyna.post(address, said(oksana, danylo, channel="counter", children_in_childcare=1))

    places = {place.person: place for place in run.places.all()}
    assert {place.status for place in places.values()} == {Place.Status.CONFIRMED}
    assert len({place.party for place in places.values()}) == 1
    assert {place.booked_by for place in places.values()} == {halyna}
    assert {place.channel for place in places.values()} == {"counter"}
    assert (places[oksana].childcare_children, places[danylo].childcare_children) == (1, 0)


def test_the_family_gets_its_message_in_its_language_and_the_aspirant_none(
    desk_of_halyna, halyna, run, family, oksana
):
    desk_of_halyna.post(reverse("run:enrol_person", args=[run.pk, oksana.pk]), said(oksana))

    message = Message.objects.get(kind="place_confirmed")
    assert (message.recipient, message.language) == (oksana, "uk")


def test_the_clause_is_read_out_in_the_language_of_the_person_and_that_is_noted(
    desk_of_halyna, halyna, run, family, oksana, danylo
):
    clause = InformationClauseFactory(
        summary="Administratorem jest MOPS.", summary_uk="Адміністратор – MOPS."
    )
    address = reverse("run:enrol_person", args=[run.pk, oksana.pk])

    page = desk_of_halyna.get(address)
    silent = desk_of_halyna.post(address, said(oksana, danylo))
    desk_of_halyna.post(address, said(oksana, danylo, informed="on"))

    heard = Acceptance.objects.filter(clause=clause)
    assert page.context["read_out"] == "Адміністратор – MOPS."
    assert "informed" in silent.context["form"].errors
    assert {(one.person, one.accepted_by, one.language) for one in heard} == {
        (oksana, halyna, "uk"),
        (danylo, halyna, "uk"),
    }


def test_each_for_themselves_one_is_seated_and_one_waits(desk_of_halyna, run, family, oksana, danylo):
    Run.objects.update(capacity=1)
    address = reverse("run:enrol_person", args=[run.pk, oksana.pk])

    desk_of_halyna.post(address, said(oksana, danylo, together="apart"))

    assert [place.status for place in run.places.order_by("pk")] == ["confirmed", "waiting"]


def test_together_a_family_waits_when_not_all_fit(desk_of_halyna, run, family, oksana, danylo, marta):
    take_place(marta, in_run=run, booked_by=marta)

    desk_of_halyna.post(reverse("run:enrol_person", args=[run.pk, oksana.pk]), said(oksana, danylo))

    family_places = run.places.filter(person__in=[oksana, danylo])
    assert {place.status for place in family_places} == {Place.Status.WAITING}


def test_where_a_carer_stays_the_adult_on_the_telephone_comes_along(
    desk_of_halyna, mops, family, oksana, danylo
):
    run = RunFactory(organiser=mops, course__audience=Audience.CHILDREN, carer_stays=True)

    desk_of_halyna.post(reverse("run:enrol_person", args=[run.pk, oksana.pk]), said(danylo))

    assert run.places.get().accompanied_by == oksana


def test_who_cannot_take_a_place_is_told_why_and_cannot_be_chosen(
    desk_of_halyna, mops, family, oksana, danylo
):
    run = RunFactory(organiser=mops, audience=Audience.CHILDREN)

    page = desk_of_halyna.get(reverse("run:enrol_person", args=[run.pk, oksana.pk]))

    assert [person for person, _why in page.context["kept"]] == [oksana]
    assert list(page.context["form"].people) == [str(danylo.uuid)]


def test_somebody_new_is_written_down_on_the_way(desk_of_halyna, halyna, mops, run):
    words = {
        "given_name": "Iryna",
        "family_name": "Bondar",
        "given_name_cyrillic": "Ірина",
        "language": "uk",
        "phone": "+48 600 100 200",
    }

    answer = desk_of_halyna.post(reverse("run:enrol_new", args=[run.pk]), words)

    person = Person.objects.get(family_name="Bondar")
    assert answer.url == reverse("run:enrol_person", args=[run.pk, person.pk])
    assert person.memberships.get().role == Role.PARTICIPANT
    assert AuditEntry.objects.get(action="created").actor == halyna.user
    assert desk_of_halyna.get(answer.url).status_code == 200


def test_somebody_of_the_same_name_is_shown_before_anyone_is_written_down_twice(
    desk_of_halyna, run, family, oksana
):
    words = {"given_name": "Oksana", "family_name": "Szewczenko", "language": "uk", "phone": "600"}
    address = reverse("run:enrol_new", args=[run.pk])

    asked = desk_of_halyna.post(address, words)
    desk_of_halyna.post(address, {**words, "is_somebody_else": "on"})

    assert asked.context["alike"] == [oksana]
    assert Person.objects.filter(family_name="Szewczenko").count() == 1


def test_nobody_is_written_down_who_cannot_be_told_anything(desk_of_halyna, run):
    page = desk_of_halyna.post(
        reverse("run:enrol_new", args=[run.pk]),
        {"given_name": "Iryna", "family_name": "Bondar", "language": "uk"},
    )

    assert "phone" in page.context["form"].errors


@pytest.mark.parametrize(("paper_seen", "is_verified"), [("on", True), ("", False)])
def test_a_child_in_care_is_written_down_and_verified_when_the_paper_was_seen(
    desk_of_halyna, run, family, oksana, paper_seen, is_verified
):
    answer = desk_of_halyna.post(
        reverse("run:enrol_child", args=[run.pk, oksana.pk]),
        {
            "given_name": "Maks",
            "family_name": "Koval",
            "date_of_birth": "2017-05-04",
            "basis": "temporary_guardian",
            "paper_seen": paper_seen,
        },
    )

    care = Guardianship.objects.get(child__given_name="Maks")
    assert answer.url == reverse("run:enrol_person", args=[run.pk, oksana.pk])
    assert (care.carer, care.child.date_of_birth, care.is_verified) == (oksana, date(2017, 5, 4), is_verified)


def test_a_family_is_found_by_telephone(desk_of_halyna, run, family, oksana):
    Person.objects.filter(pk=oksana.pk).update(phone="+48600700800")

    page = desk_of_halyna.get(reverse("run:enrol", args=[run.pk]), {"q": "600 700 800"})

    assert page.context["people"] == [oksana]


def test_opening_a_family_is_noted(desk_of_halyna, halyna, run, family, oksana):
    desk_of_halyna.get(reverse("run:enrol_person", args=[run.pk, oksana.pk]))

    entry = AuditEntry.objects.get(action="viewed")
    assert (entry.actor, entry.subject) == (halyna.user, oksana)


def test_an_aspirant_enrols_at_home_and_finds_nothing_of_another_organisation(
    desk_of_halyna, run, fundacja, family, oksana, marta
):
    theirs = RunFactory(organiser=fundacja)

    listed = desk_of_halyna.get(reverse("run:enrol_runs")).context["runs"]

    assert list(listed) == [run]
    assert desk_of_halyna.get(reverse("run:enrol", args=[theirs.pk])).status_code == 404
    assert desk_of_halyna.get(reverse("run:enrol_person", args=[run.pk, marta.pk])).status_code == 404


def test_of_the_back_office_an_aspirant_opens_the_pages_of_enrolling_and_no_other(
    desk_of_halyna, run, family, oksana
):
    place = take_place(oksana, in_run=run, booked_by=oksana)
    of_runs = ("inspect", "edit", "places", "queue", "requests", "cancel")
    of_places = ("place", "cancel_place", "move_place", "priority")
    closed = [
        *(reverse(f"run:{name}", args=[run.pk]) for name in of_runs),
        *(reverse(f"run:{name}", args=[place.pk]) for name in of_places),
        *(reverse(f"person:{name}", args=[oksana.pk]) for name in ("inspect", "edit", "add_child")),
        *(reverse(name) for name in ("run:index", "run:add", "person:index", "person:add", "course:index")),
    ]

    opened = [address for address in closed if desk_of_halyna.get(address).status_code == 200]

    assert opened == []
    assert desk_of_halyna.get(reverse("wagtailadmin_home")).status_code == 200
    assert desk_of_halyna.get(reverse("run:enrol_runs")).status_code == 200


def test_the_list_of_open_runs_costs_the_same_for_three_as_for_one(
    desk_of_halyna, run, family, oksana, django_assert_max_num_queries
):
    address = reverse("run:enrol_runs")
    desk_of_halyna.get(address)
    with django_assert_max_num_queries(40) as one:
        desk_of_halyna.get(address)
    RunFactory.create_batch(2, organiser=run.organiser, languages=["uk"])

    with django_assert_max_num_queries(len(one)):
        desk_of_halyna.get(address)
