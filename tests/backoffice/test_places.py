"""Pan Adam sees who comes, takes a list with him, gives a place to a family, and takes one back."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from lms.messaging.models import Message
from lms.people.models import Acceptance, Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from sessions.booking import Needs, take_place
from sessions.models import Place
from tests.factories.people import InformationClauseFactory, PersonFactory
from tests.factories.sessions import PlaceFactory, RunFactory


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def run(mops):
    return RunFactory(organiser=mops, code="OPIEK-1", capacity=1, offers_childcare=True)


@pytest.fixture
def place(run, oksana):
    return take_place(oksana, in_run=run, booked_by=oksana, needs=Needs(childcare=True))


def said_by(person, **words):
    """What staff tick for somebody on the telephone."""
    return {"who": [str(person.uuid)], "channel": "phone", **words}


def names_on(page):
    return [place.person.given_name for place in page.context["object_list"]]


def test_the_people_of_a_run_are_listed_with_their_queue(desk_of_adam, run, place, marta):
    take_place(marta, in_run=run, booked_by=marta)
    PlaceFactory()

    page = desk_of_adam.get(reverse("run:places", args=[run.pk]))

    assert names_on(page) == ["Oksana", "Marta"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"status": "waiting"}, ["Marta"]),
        ({"status": ["waiting", "confirmed"]}, ["Oksana", "Marta"]),
        ({"needs": "childcare"}, ["Oksana"]),
        ({"needs": "interpreter"}, []),
        ({"q": "Szewczenko"}, ["Oksana"]),
        ({"q": "Шевченко", "status": "waiting"}, []),
    ],
)
def test_the_list_is_narrowed_by_status_need_and_name(desk_of_adam, run, place, marta, asked, found):
    take_place(marta, in_run=run, booked_by=marta)

    page = desk_of_adam.get(reverse("run:places", args=[run.pk]), asked)

    assert names_on(page) == found


def test_an_export_holds_what_the_list_shows_and_is_noted(desk_of_adam, pan_adam, run, place, marta):
    take_place(marta, in_run=run, booked_by=marta)

    answer = desk_of_adam.get(reverse("run:export", args=[run.pk, "xlsx"]), {"status": "confirmed"})

    rows = list(load_workbook(BytesIO(answer.content)).active.values)
    entry = AuditEntry.objects.get(action=AuditEntry.Action.EXPORTED)
    assert [row[0] for row in rows[1:]] == ["Oksana Shevchenko"]
    assert rows[1][1] == "Оксана Шевченко"
    assert "attachment" in answer["Content-Disposition"]
    assert (entry.actor, entry.target) == (pan_adam.user, "places of OPIEK-1")


def test_an_export_never_holds_the_name_behind_an_alias(desk_of_adam, run, place, oksana):
    oksana.alias = "Pani O."
    oksana.save()

    text = desk_of_adam.get(reverse("run:export", args=[run.pk, "csv"])).content.decode()

    assert "Pani O." in text
    assert "Shevchenko" not in text
    assert "Шевченко" not in text


def test_what_a_spreadsheet_would_run_is_exported_as_text(desk_of_adam, run):
    person = PersonFactory(given_name='=HYPERLINK("http://x")', phone="+48 600 700 800", email="")
    PlaceFactory(run=run, person=person)

    text = desk_of_adam.get(reverse("run:export", args=[run.pk, "csv"])).content.decode()

    assert "'=HYPERLINK" in text
    assert ",+48 600 700 800," in text


def test_the_list_and_the_export_cost_the_same_for_three_as_for_one(
    desk_of_adam, run, place, django_assert_max_num_queries
):
    pages = [reverse("run:places", args=[run.pk]), reverse("run:export", args=[run.pk, "csv"])]
    for page in pages:
        desk_of_adam.get(page)
    with django_assert_max_num_queries(60) as one:
        for page in pages:
            desk_of_adam.get(page)
    PlaceFactory.create_batch(2, run=run)

    with django_assert_max_num_queries(len(one)):
        for page in pages:
            desk_of_adam.get(page)


def test_a_place_taken_back_is_told_and_offered_to_the_first_in_the_queue(
    desk_of_adam, pan_adam, run, place, oksana, marta
):
    waiting = take_place(marta, in_run=run, booked_by=marta)

    answer = desk_of_adam.post(
        reverse("run:cancel_place", args=[place.pk]), {"reason": "Zgodnie z rozmową telefoniczną."}
    )

    place.refresh_from_db()
    waiting.refresh_from_db()
    assert answer.url == reverse("run:places", args=[run.pk])
    assert (place.status, waiting.status) == (Place.Status.CALLED_OFF, Place.Status.OFFERED)
    assert place.changes.last().by == pan_adam
    assert "Zgodnie z rozmową" in Message.objects.get(kind="place_cancelled", recipient=oksana).text


def test_a_family_that_phones_is_found_and_gets_a_place(desk_of_adam, pan_adam, mops, run, oksana):
    grant(Role.PARTICIPANT, to=oksana, at=mops)

    found = desk_of_adam.get(reverse("run:enrol", args=[run.pk]), {"q": "szewczenko"})
    answer = desk_of_adam.post(
        reverse("run:enrol_person", args=[run.pk, oksana.pk]), said_by(oksana, children_in_childcare=1)
    )

    place = Place.objects.get()
    assert found.context["people"] == [oksana]
    assert answer.url == reverse("run:places", args=[run.pk])
    assert (place.person, place.booked_by, place.needs_childcare) == (oksana, pan_adam, True)


def test_who_gets_a_place_has_been_told_what_happens_with_their_data(
    desk_of_adam, pan_adam, mops, run, oksana
):
    clause = InformationClauseFactory()
    grant(Role.PARTICIPANT, to=oksana, at=mops)
    address = reverse("run:enrol_person", args=[run.pk, oksana.pk])

    refused = desk_of_adam.post(address, said_by(oksana))
    desk_of_adam.post(address, said_by(oksana, informed="on"))

    acceptance = Acceptance.objects.get(person=oksana)
    assert refused.status_code == 422
    assert (acceptance.clause, acceptance.accepted_by) == (clause, pan_adam)
    assert Place.objects.filter(person=oksana).exists()


def test_needs_the_run_does_not_offer_are_not_asked(desk_of_adam, mops, run, oksana):
    grant(Role.PARTICIPANT, to=oksana, at=mops)

    page = desk_of_adam.get(reverse("run:enrol_person", args=[run.pk, oksana.pk]))

    assert set(page.context["form"].fields) == {
        "channel",
        "who",
        "children_in_childcare",
        "step_free",
    }


def test_a_full_run_puts_the_family_on_the_waiting_list(desk_of_adam, mops, run, place, marta):
    grant(Role.PARTICIPANT, to=marta, at=mops)

    desk_of_adam.post(reverse("run:enrol_person", args=[run.pk, marta.pk]), said_by(marta))

    assert Place.objects.get(person=marta).status == Place.Status.WAITING


def test_a_closed_run_takes_nobody_and_says_why(desk_of_adam, mops, marta):
    closed = RunFactory(organiser=mops, closed=True)
    grant(Role.PARTICIPANT, to=marta, at=mops)

    page = desk_of_adam.post(reverse("run:enrol_person", args=[closed.pk, marta.pk]), said_by(marta))

    assert page.status_code == 422
    assert page.context["form"].non_field_errors()
    assert not Place.objects.exists()


def test_a_look_at_the_people_of_a_confidential_run_is_noted(desk_of_adam, pan_adam, mops, run):
    desk_of_adam.get(reverse("run:places", args=[run.pk]))
    secret = RunFactory(organiser=mops, confidential=True)
    desk_of_adam.get(reverse("run:places", args=[secret.pk]))

    entry = AuditEntry.objects.get(action="viewed")
    assert (entry.actor, entry.target) == (pan_adam.user, f"training_sessions.Run {secret.pk}")
