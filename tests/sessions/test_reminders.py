"""People are reminded two days and two hours before, each once, and never of what no longer holds."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from lms.messaging.models import Message
from sessions.booking import Wish, cancel_place, take_place, take_places
from sessions.models import Run
from sessions.planning import add_session, cancel_session, move_session
from sessions.reminders import queue_reminders
from tests.factories.people import PersonFactory
from tests.factories.sessions import RunFactory

pytestmark = pytest.mark.django_db

WARSAW = ZoneInfo("Europe/Warsaw")
START = datetime(2026, 11, 26, 17, tzinfo=WARSAW)


@pytest.fixture
def clock():
    """Monday noon; the meeting is on Thursday at five."""
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=WARSAW), tick=False) as clock:
        yield clock


@pytest.fixture
def meeting(clock):
    run = RunFactory()
    return add_session(run, starts_at=START, ends_at=START + timedelta(hours=2), kind="theory")


def reminders(**of):
    return Message.objects.filter(kind="session_reminder", **of)


def round_at(clock, *, before):
    clock.move_to(START - before)
    return queue_reminders(START - before)


def test_everyone_with_a_seat_is_reminded_twice_and_nobody_more_often(clock, meeting, oksana, marta):
    take_place(oksana, in_run=meeting.run, booked_by=oksana)
    take_place(marta, in_run=meeting.run, booked_by=marta)

    rounds = [
        round_at(clock, before=before)
        for before in (
            timedelta(hours=49),
            timedelta(hours=48),
            timedelta(hours=47, minutes=50),
            timedelta(hours=3),
            timedelta(hours=2),
            timedelta(minutes=110),
            timedelta(0),
        )
    ]

    assert rounds == [0, 2, 0, 0, 2, 0, 0]
    assert reminders(recipient=oksana).count() == 2
    assert reminders(recipient=marta).count() == 2


def test_a_worker_that_slept_reminds_late_rather_than_not_at_all(clock, meeting, oksana):
    take_place(oksana, in_run=meeting.run, booked_by=oksana)

    assert round_at(clock, before=timedelta(hours=30)) == 1
    assert round_at(clock, before=timedelta(minutes=20)) == 1


def test_whoever_has_just_booked_or_heard_of_a_move_is_not_reminded_of_it(clock, meeting, oksana, marta):
    take_place(oksana, in_run=meeting.run, booked_by=oksana)
    clock.move_to(START - timedelta(hours=40))
    take_place(marta, in_run=meeting.run, booked_by=marta)

    round_at(clock, before=timedelta(hours=39))
    hour = timedelta(hours=1)
    later = move_session(meeting, starts_at=START + hour, ends_at=meeting.ends_at + hour, room=None, by=None)

    assert [message.recipient for message in reminders()] == [oksana]
    assert queue_reminders(later.starts_at - timedelta(hours=39)) == 0
    assert queue_reminders(later.starts_at - timedelta(hours=2)) == 2


def test_the_carer_reads_the_reminder_of_each_of_her_children(clock, meeting, oksana, danylo):
    take_places([Wish(oksana), Wish(danylo)], in_run=meeting.run, booked_by=oksana)

    round_at(clock, before=timedelta(hours=2))

    assert reminders(recipient=oksana).count() == 2


@pytest.mark.parametrize("gone", ["place", "session", "run"])
def test_what_no_longer_holds_is_not_reminded_of(clock, meeting, oksana, gone):
    place = take_place(oksana, in_run=meeting.run, booked_by=oksana)
    if gone == "place":
        cancel_place(place, by=oksana)
    elif gone == "session":
        cancel_session(meeting, by=None, reason="")
    else:
        Run.objects.update(status=Run.Status.CANCELLED)

    assert round_at(clock, before=timedelta(hours=2)) == 0


@pytest.mark.parametrize("gone", ["place", "session"])
def test_a_reminder_that_waits_to_be_sent_is_taken_back(clock, meeting, oksana, gone):
    place = take_place(oksana, in_run=meeting.run, booked_by=oksana)
    round_at(clock, before=timedelta(hours=48))

    if gone == "place":
        cancel_place(place, by=None, by_organiser=True)
    else:
        cancel_session(meeting, by=None, reason="")

    assert [message.status for message in reminders()] == [Message.Status.WITHDRAWN]


@pytest.mark.parametrize("people", [1, 3])
def test_a_round_with_nothing_to_do_asks_little(clock, meeting, people, django_assert_num_queries):
    for person in PersonFactory.create_batch(people):
        take_place(person, in_run=meeting.run, booked_by=person)
    round_at(clock, before=timedelta(hours=48))

    with django_assert_num_queries(4):
        queue_reminders(START - timedelta(hours=47))
