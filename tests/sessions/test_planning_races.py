"""A hundred coordinators want one room at one hour, and one of them gets it; the others hear why.

Real threads with connections of their own, on a SQLite file as on PostgreSQL.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from sessions.arrangements import Arrangement
from sessions.errors import ChangedMeanwhile, Clash
from sessions.models import Reservation, Session, Timetable
from sessions.planning import add_session, move_session
from sessions.timetables.changing import change_series
from sessions.timetables.patterns import Weekly
from sessions.timetables.plan import Plan
from sessions.timetables.reconciling import keep_unfolded
from sessions.timetables.unfolding import plan_series
from tests.factories.sessions import RoomFactory, RunFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)

START = datetime(2030, 1, 7, 16, tzinfo=UTC)
HOUR = timedelta(hours=1)


def all_at_once(acts, *, threads=None):
    """Do every act as nearly at the same moment as the threads allow; what each returned or raised."""
    number = threads or len(acts)
    starting_line = Barrier(number)

    def share(first):
        answers = []
        try:
            connection.ensure_connection()
            starting_line.wait(timeout=60)
            for act in acts[first::number]:
                try:
                    answers.append(act())
                except Exception as error:
                    answers.append(error)
        finally:
            connection.close()
        return answers

    with ThreadPoolExecutor(max_workers=number) as pool:
        return [answer for answers in pool.map(share, range(number)) for answer in answers]


def kinds(answers):
    found = [type(answer).__name__ for answer in answers]
    return {kind: found.count(kind) for kind in set(found)}


def mondays(**changes):
    usual = {
        "pattern": Weekly((0,)),
        "first_date": START.date(),
        "start": time(17),
        "minutes": 90,
        "meetings": 4,
    }
    return Plan(**(usual | changes))


def test_one_of_a_hundred_gets_the_hour_of_the_room():
    room = RoomFactory()
    runs = RunFactory.create_batch(100)

    def put_on(run, minutes):
        start = START + timedelta(minutes=minutes)
        return lambda: add_session(run, starts_at=start, ends_at=start + HOUR, room=room, kind="theory")

    answers = all_at_once([put_on(run, number % 30) for number, run in enumerate(runs)])

    assert kinds(answers) == {"Clash": 99, "Session": 1}
    assert Session.objects.count() == 1
    assert Reservation.objects.filter(active=True).count() == 1


def test_of_ten_who_move_what_they_saw_one_moves_it_and_nine_look_again():
    session = SessionFactory(starts_at=START, ends_at=START + HOUR)

    def move(hours):
        start = START + hours * HOUR
        return lambda: move_session(
            session, starts_at=start, ends_at=start + HOUR, room=None, by=None, sequence=0
        )

    answers = all_at_once([move(number + 1) for number in range(10)])

    session.refresh_from_db()
    assert kinds(answers) == {ChangedMeanwhile.__name__: 9, "Session": 1}
    assert session.sequence == 1


def test_series_that_cross_in_one_room_are_planned_whole_or_not_at_all():
    room = RoomFactory()
    runs = RunFactory.create_batch(8, room=room)

    def plan(run, weekdays):
        pattern = mondays(pattern=Weekly(weekdays), meetings=6)
        return lambda: plan_series(run, plan=pattern, arrangement=Arrangement.of(run))

    chosen = [(0, 2), (2, 4), (4, 0), (1,), (1, 3), (3,), (0,), (4,)]
    answers = all_at_once([plan(run, days) for run, days in zip(runs, chosen, strict=True)])

    planned = [answer for answer in answers if isinstance(answer, Timetable)]
    assert all(isinstance(answer, Timetable | Clash) for answer in answers)
    assert planned
    assert all(timetable.sessions.count() == 6 for timetable in planned)
    assert Session.objects.count() == 6 * len(planned)


def test_a_series_changed_while_the_night_settles_it_has_each_session_once():
    run, soon = RunFactory(), timezone.localdate() + timedelta(days=14)
    timetable = plan_series(run, plan=mondays(first_date=soon), arrangement=Arrangement())

    def change(hour):
        return lambda: change_series(
            Timetable.objects.get(pk=timetable.pk),
            since=soon,
            plan=mondays(first_date=soon, start=time(hour)),
            arrangement=Arrangement(),
            by=None,
        )

    def settle():
        return keep_unfolded(timezone.localdate())

    answers = all_at_once([change(9), settle, change(10), settle, change(11), settle])

    starts = set(run.sessions.values_list("starts_at__hour", flat=True))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert run.sessions.filter(status="planned").count() == 4
    assert run.sessions.count() == 4
    assert len(starts) == 1
