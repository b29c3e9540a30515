"""What no door should ever be told, and what it answers all the same."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from attendance.codes.passes import pass_address, pass_of, replace_pass
from attendance.models import Attendance, Scan
from tests.attendance.conftest import START
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, SessionFactory

SCANS = "/api/v1/desk/scans"


@pytest.fixture
def tell(client, irena):
    client.force_login(irena.user)

    def post(*events, **facts):
        body = {"device": "phone-1", "sent_at": timezone.now().isoformat(), "events": list(events)} | facts
        return client.post(SCANS, body, content_type="application/json")

    return post


@pytest.fixture
def event(session, seat):
    def told(person=None, **facts):
        return {
            "event_id": str(uuid4()),
            "session": str(session.uuid),
            "happened_at": timezone.now().isoformat(),
            "code": pass_address(pass_of(person)) if person else "",
        } | facts

    return told


def verdicts(response):
    return [result["verdict"] or result["error"] for result in response.json()["results"]]


def test_replayed_forged_foreign_and_old_codes_let_nobody_in(tell, event, oksana, marta):
    old = pass_address(pass_of(oksana))
    replace_pass(oksana, by=oksana)
    foreign = pass_address(pass_of(PersonFactory()))
    forged = old[:-4] + "AAAA"

    answers = tell(*(event(code=code) for code in (old, forged, foreign, "https://example.org/p/XYZ")))

    assert verdicts(answers) == ["revoked_pass", "unknown_pass", "no_place", "unknown_pass"]
    assert not Attendance.objects.exists()


def test_a_scan_sent_a_hundred_times_is_one_entry(tell, event, oksana):
    told = event(oksana)

    answers = tell(*[told] * 100)

    assert set(verdicts(answers)) == {"welcome"}
    assert Scan.objects.count() == 1


def test_the_same_event_from_two_phones_is_one_person_in(tell, event, oksana):
    told = event(oksana)

    first, second = tell(told), tell(told, device="phone-2")

    assert verdicts(first) + verdicts(second) == ["welcome", "already_in"]
    assert Attendance.objects.count() == 1


def test_the_replay_of_an_undone_scan_from_another_phone_does_not_bring_it_back(tell, event, oksana):
    told = event(oksana)
    tell(told)
    tell(event(act="annul", annuls=told["event_id"], sequence=2))

    tell(told)
    tell(told, device="phone-2")

    assert not Attendance.objects.exists()


def test_a_scan_from_the_future_happened_now_at_the_latest(tell, event, oksana):
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()

    tell(event(oksana, happened_at=tomorrow))

    assert Scan.objects.get().happened_at <= timezone.now()


def test_one_scan_opens_no_other_session_of_the_run(tell, event, session, oksana, irena):
    for weeks in (1, 2):
        SessionFactory(run=session.run, starts_at=START + timedelta(weeks=weeks), trainers=[irena])

    tell(event(oksana))

    assert list(Attendance.objects.values_list("session", flat=True)) == [session.pk]


def test_a_megabyte_of_nonsense_in_a_pass_is_one_broken_event(tell, event, oksana):
    answers = tell(event(code="%" * 1_000_000), event(oksana))

    assert verdicts(answers) == ["broken", "welcome"]


def test_six_megabytes_are_not_even_read(tell, event, oksana):
    assert tell(event(code="%" * 6_000_000), event(oksana)).status_code in {400, 413}
    assert not Scan.objects.exists()


@pytest.mark.parametrize("stated", [-61, 181, 60 * 24 * 400])
def test_nobody_came_at_an_hour_when_the_door_was_shut(tell, event, oksana, stated):
    at = (START + timedelta(minutes=stated)).isoformat()

    answers = tell(event(oksana, method="list", stated_at=at), event(oksana))

    assert verdicts(answers) == ["outside_session", "welcome"]


@pytest.mark.parametrize("method", ["correction", "import", "closing", "room", "paper", "apology"])
def test_a_phone_speaks_for_itself_only(tell, event, oksana, method):
    assert verdicts(tell(event(oksana, method=method))) == ["broken"]


@pytest.mark.parametrize(
    "body",
    [
        {"device": "a b"},
        {"device": "x" * 65},
        {"device": None},
        {"device": "list-of-somebody-else"},
        {"sent_at": "yesterday"},
        {"sent_at": "2026-11-24T17:00:00"},
        {"events": "all"},
        {"events": {}},
    ],
)
def test_a_letter_without_a_sender_or_an_hour_is_none(tell, event, oksana, body):
    assert tell(event(oksana), **body).status_code == 422
    assert not Scan.objects.exists()


@pytest.mark.parametrize("sent_at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_a_clock_beyond_all_years_still_hands_in(tell, event, oksana, sent_at):
    assert verdicts(tell(event(oksana), sent_at=sent_at)) == ["welcome"]


def test_a_list_of_events_as_it_was_once_told_is_refused(client, event, oksana, irena):
    client.force_login(irena.user)

    assert client.post(SCANS, [event(oksana)], content_type="application/json").status_code == 422


def test_whoever_undoes_what_is_somewhere_else_undoes_nothing(tell, event, session, oksana, irena):
    other = SessionFactory(starts_at=START, trainers=[irena], run__organiser=session.run.organiser)
    PlaceFactory(run=other.run, person=oksana)
    told = event(oksana)
    tell(told)

    tell(event(session=str(other.uuid), act="annul", annuls=told["event_id"]))

    assert Attendance.objects.get().status == "present"


def test_a_number_no_phone_counts_to_is_broken(tell, event, oksana):
    assert verdicts(tell(event(oksana, sequence=2**64), event(oksana, sequence=2**53))) == [
        "broken",
        "welcome",
    ]
