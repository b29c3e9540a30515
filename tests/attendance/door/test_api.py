"""A trainer's phone talks to the house: of its own sessions only, and a broken event spoils no other."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from attendance.codes.passes import pass_address, pass_of
from attendance.models import Attendance, Scan
from lms.people.models import Membership, Role
from lms.people.roles import grant
from sessions.models import Place, Run
from tests.attendance.conftest import START
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.factories.sessions import PlaceFactory, SessionFactory

SCANS = "/api/v1/desk/scans"


@pytest.fixture
def tell(client):
    def post(*events, by, language="en", **facts):
        client.force_login(by.user)
        return client.post(
            SCANS,
            sent(*events, **facts),
            content_type="application/json",
            headers={"accept-language": language},
        )

    return post


def sent(*events, device="phone-1", sent_at=None):
    """The letter of a device."""
    return {"device": device, "sent_at": (sent_at or timezone.now()).isoformat(), "events": list(events)}


def results(response):
    return response.json()["results"]


@pytest.fixture
def event(session):
    def told(person=None, **facts):
        return {
            "event_id": str(uuid4()),
            "session": str(session.uuid),
            "happened_at": timezone.now().isoformat(),
            "code": pass_address(pass_of(person)) if person else "",
        } | facts

    return told


def statements(queries):
    """Queries of the work itself: neither transaction marks nor reading who is signed in.

    Nor the one with which Django asks SQLite, once in a process, whether it knows JSON.
    """
    sql = [query["sql"] for query in queries]
    framing = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT JSON(")
    sign_in = ('FROM "django_session"', 'FROM "people_user"')
    return [
        each for each in sql if not each.startswith(framing) and not any(table in each for table in sign_in)
    ]


def test_a_scan_is_answered_with_a_word_a_colour_and_a_name(tell, event, seat, oksana, irena):
    response = tell(told := event(oksana), by=irena)

    assert response.json() == {
        "server_time": "2026-11-24T16:00:00Z",
        "revoked": False,
        "results": [
            {
                "event_id": told["event_id"],
                "status": "recorded",
                "error": "",
                "verdict": "welcome",
                "colour": "green",
                "word": "Welcome",
                "remedy": "",
                "person": str(oksana.uuid),
                "name": "Oksana Shevchenko",
                "detail": "",
                "attendance": "present",
            }
        ],
    }


def test_at_a_confidential_door_neither_answer_nor_list_shows_a_whole_name(
    client, tell, event, session, seat, oksana, irena
):
    Run.objects.update(visibility=Run.Visibility.CONFIDENTIAL)

    [answer] = results(tell(event(oksana), by=irena))

    listed = client.get(f"/api/v1/desk/sessions/{session.uuid}/roster").json()["people"]
    assert (answer["verdict"], answer["name"]) == ("welcome", "Oksana")
    assert [row["name"] for row in listed] == ["Oksana"]


def test_the_same_event_again_is_answered_the_same_and_recorded_once(tell, event, seat, oksana, irena):
    told = event(oksana)
    tell(told, by=irena)

    [again] = results(tell(told, by=irena))

    assert (again["status"], again["verdict"]) == ("repeated", "welcome")
    assert Scan.objects.count() == 1


def test_whoever_is_in_already_is_told_of_by_the_name_of_who_noted_it(
    tell, event, seat, oksana, irena, time_machine
):
    first, second = event(oksana, sequence=1), event(oksana, sequence=2)
    second["happened_at"] = (timezone.now() + timedelta(seconds=30)).isoformat()
    time_machine.move_to(START + timedelta(minutes=1))

    _came, again = results(tell(first, second, by=irena))

    assert (again["verdict"], again["detail"]) == ("already_in", "Came at 17:00, noted by Irena Wójcik.")


def test_one_check_in_takes_at_most_five_queries(client, event, seat, oksana, irena):
    told = event(oksana)
    client.force_login(irena.user)

    with CaptureQueriesContext(connection) as queries:
        client.post(SCANS, sent(told), content_type="application/json")

    # And one more finds the visit. PostgreSQL writes the log and what it amounts to at once.
    at_most = 4 if connection.vendor == "postgresql" else 5
    assert len(statements(queries)) == at_most, "\n".join(statements(queries))


@pytest.mark.parametrize(
    "broken",
    [
        "nothing",
        None,
        {},
        {"event_id": "1"},
        {"sequence": -1},
        {"guardian": "Oksana"},
        {"excuse": "flu"},
        {"walk_in": {"name": ""}},
        {"code": "x" * 1_000_000},
        {"happened_at": "2026-11-24T17:00:00"},
        {"happened_at": "0001-01-01T00:00:00Z"},
        {"act": "fly"},
        {"act": "annul"},
        {"annuls": str(uuid4())},
        {"code": "x" * 201},
        {"code": "\x00"},
        {"session": "today"},
    ],
)
def test_a_broken_event_does_not_spoil_the_others(tell, event, seat, oksana, irena, broken):
    if isinstance(broken, dict) and broken:
        broken = event(oksana) | broken

    first, second = results(tell(broken, event(oksana), by=irena))

    assert (first["status"], first["error"]) == ("refused", "broken")
    assert second["verdict"] == "welcome"


def test_two_hundred_at_once_are_welcome_and_no_more(tell, event, session, irena):
    people = PersonFactory.create_batch(50)
    for person in people:
        PlaceFactory(run=session.run, person=person)
    events = [event(person) for person in people for _time in range(4)]

    accepted = tell(*events, by=irena)
    refused = tell(*events, event(people[0]), by=irena)

    assert [each["status"] for each in results(accepted)] == ["recorded"] * 200
    assert refused.status_code == 413
    assert Attendance.objects.count() == 50


def test_two_hundred_scans_take_the_queries_of_one(client, event, session, irena):
    people = PersonFactory.create_batch(50)
    for person in people:
        PlaceFactory(run=session.run, person=person)
    events = [event(person) for person in people for _time in range(4)]
    client.force_login(irena.user)

    with CaptureQueriesContext(connection) as queries:
        client.post(SCANS, sent(*events), content_type="application/json")

    reads = [each for each in statements(queries) if each.startswith("SELECT")]
    inserts = [each for each in statements(queries) if "INSERT" in each]
    assert len(reads) == 3
    # SQLite takes a limited number of values at once, so there one INSERT becomes four.
    assert len(inserts) <= (1 if connection.vendor == "postgresql" else 5)


def test_sessions_of_one_queue_are_told_apart(tell, event, session, seat, oksana, irena, time_machine):
    tomorrow = SessionFactory(run=session.run, starts_at=START + timedelta(days=1), trainers=[irena])
    yesterdays = event(oksana)
    time_machine.move_to(START + timedelta(days=1))

    here, there = results(tell(yesterdays, event(oksana, session=str(tomorrow.uuid)), by=irena))

    assert (here["verdict"], there["verdict"]) == ("welcome", "welcome")
    assert Attendance.objects.count() == 2


def test_words_come_in_the_language_of_the_page(tell, event, irena):
    [polish] = results(tell(event(), by=irena, language="pl"))
    [ukrainian] = results(tell(event(), by=irena, language="uk"))

    assert polish["verdict"] == ukrainian["verdict"] == "unknown_pass"


def test_a_stranger_may_not_tell_anything(client, event, session, oksana):
    assert client.post(SCANS, sent(event(oksana)), content_type="application/json").status_code == 401
    assert client.get(f"/api/v1/desk/sessions/{session.uuid}/roster").status_code == 401


@pytest.mark.parametrize(
    "ended",
    [
        lambda user: type(user).objects.filter(pk=user.pk).update(is_active=False),
        lambda user: (user.set_password("another one"), user.save()),
    ],
    ids=["may not sign in any more", "has another password"],
)
def test_a_visit_that_is_believed_no_more_notes_nothing(client, event, seat, oksana, irena, ended):
    client.force_login(irena.user)
    told = sent(event(oksana))

    ended(irena.user)

    assert client.post(SCANS, told, content_type="application/json").status_code == 401
    assert not Scan.objects.exists()


def test_without_the_token_of_the_page_nothing_is_taken(event, seat, oksana, irena):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(irena.user)

    assert careful.post(SCANS, sent(event(oksana)), content_type="application/json").status_code == 403


def test_the_document_describes_the_events_and_no_page_loads_scripts(client, db):
    document = client.get("/api/v1/openapi.json").json()
    asked = document["paths"][SCANS]["post"]["requestBody"]["content"]["application/json"]["schema"]

    assert asked["properties"]["events"]["maxItems"] == 200
    assert "event_id" in asked["properties"]["events"]["items"]["properties"]
    assert client.get("/api/v1/docs", follow=True).status_code == 404


# --- whose session it is ---------------------------------------------------------------------------------


@pytest.fixture
def may_open(client, session):
    def opens(person):
        client.force_login(person.user)
        return client.get(f"/api/v1/desk/sessions/{session.uuid}/roster").status_code == 200

    return opens


def test_its_trainer_and_a_coordinator_of_its_organiser_open_a_session(may_open, irena, pan_adam):
    assert may_open(irena)
    assert may_open(pan_adam)


def test_nobody_else_opens_it(may_open, session, mops, seat, oksana, pani_beata, ewa, anna):
    other_trainer = PersonFactory(with_sign_in=True)
    grant(Role.TRAINER, to=other_trainer, at=mops)

    assert not any(may_open(person) for person in (oksana, pani_beata, ewa, anna, other_trainer))


def test_a_role_that_ended_opens_nothing(may_open, irena):
    Membership.objects.filter(person=irena).update(
        starts_on=START.date() - timedelta(days=9), ends_on=START.date() - timedelta(days=1)
    )

    assert not may_open(irena)


@pytest.mark.parametrize(("days", "opens"), [(-8, False), (-6, True), (6, True), (8, False)])
def test_a_trainer_opens_it_from_a_week_before_to_a_week_after(client, session, irena, days, opens):
    session.starts_at += timedelta(days=days)
    session.ends_at += timedelta(days=days)
    session.save()
    client.force_login(irena.user)

    response = client.get(f"/api/v1/desk/sessions/{session.uuid}/roster")

    assert (response.status_code == 200) is opens


def test_a_session_of_somebody_else_takes_no_scan(tell, event, seat, oksana, pani_beata):
    [answer] = results(tell(event(oksana), by=pani_beata))

    assert (answer["status"], answer["error"]) == ("refused", "no_session")
    assert answer["name"] == ""
    assert not Scan.objects.exists()


def test_the_roster_holds_names_and_fingerprints_and_nothing_else(client, session, irena):
    hidden = PersonFactory(alias="Kalina")
    waiting = PersonFactory()
    PlaceFactory(run=session.run, person=hidden)
    PlaceFactory(run=session.run, person=waiting, status=Place.Status.WAITING, queue_number=1)
    held = pass_of(hidden)
    client.force_login(irena.user)

    roster = client.get(f"/api/v1/desk/sessions/{session.uuid}/roster").json()

    assert roster["people"] == [{"name": "Kalina", "fingerprint": held.fingerprint}]
    assert held.secret not in str(roster)


def test_a_coordinator_of_two_organisations_opens_both(client, session, pani_beata):
    grant(Role.COORDINATOR, to=pani_beata, at=session.run.organiser)
    elsewhere = SessionFactory(run__organiser=OrganisationFactory(code="FUNDA"))
    client.force_login(pani_beata.user)

    for each in (session, elsewhere):
        assert client.get(f"/api/v1/desk/sessions/{each.uuid}/roster").status_code == 200


@pytest.mark.parametrize("offset", ["+23:59", "-23:59"])
def test_a_clock_in_no_time_zone_of_this_earth_is_read_all_the_same(tell, event, seat, oksana, irena, offset):
    odd = event(oksana) | {"happened_at": f"1970-06-01T00:00:00{offset}"}

    [answer] = results(tell(odd, by=irena))

    assert (answer["status"], answer["verdict"]) == ("recorded", "too_early")
