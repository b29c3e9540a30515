"""A weekly timetable becomes sessions: on every weekday chosen, at the same hour on the clock all year."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from dateutil import rrule
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from schedule.models import Event

from sessions.errors import AlreadyCancelled, Clash, NotATimetable
from sessions.models import Reservation, Run, Session, Timetable, TimetableRemark
from sessions.planning import add_session, cancel_session, move_session
from sessions.reservations import resource_of_room
from sessions.tasks import keep_timetables_unfolded
from sessions.timetable import keep_unfolded, local_starts, on_the_clock, plan_weekly, unfold, weekly_rule
from tests.factories.sessions import RoomFactory, RunFactory

WARSAW = ZoneInfo("Europe/Warsaw")
MONDAY, WEDNESDAY, FRIDAY, SUNDAY = 0, 2, 4, 6
FIRST = date(2026, 11, 30)


@pytest.fixture
def november():
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=WARSAW), tick=False):
        yield


def wall(written):
    """What the clocks of Wrocław show."""
    return datetime.fromisoformat(written)


def plan(run, **asked):
    usual = {"weekdays": [MONDAY], "first_date": FIRST, "start": time(17), "minutes": 120, "meetings": 3}
    return plan_weekly(run, **(usual | asked))


def starts_of(timetable):
    return [session.starts_at.astimezone(WARSAW).replace(tzinfo=None) for session in timetable.sessions.all()]


@pytest.mark.django_db
@pytest.mark.parametrize("first_day", [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)])
def test_every_weekday_that_was_chosen_counts(november, first_day):
    timetable = plan(RunFactory(), weekdays=[FRIDAY, MONDAY, WEDNESDAY], first_date=first_day, meetings=9)

    days = [start.weekday() for start in starts_of(timetable)]

    assert len(days) == 9
    assert {day: days.count(day) for day in days} == {MONDAY: 3, WEDNESDAY: 3, FRIDAY: 3}


@pytest.mark.django_db
def test_sessions_have_the_room_and_trainers_of_the_run_and_reserve_them(november, irena):
    room = RoomFactory()
    run = RunFactory(room=room, online_link="https://example.org/room")
    run.trainers.add(irena)

    timetable = plan(run, kind=Timetable.Kind.PRACTICE)

    first = timetable.sessions.first()
    assert (first.room, first.online_link, first.kind) == (room, run.online_link, Timetable.Kind.PRACTICE)
    assert list(first.trainers.all()) == [irena]
    assert first.minutes == 120
    assert Reservation.objects.filter(active=True).count() == 2 * 3


@pytest.mark.django_db
def test_ten_o_clock_stays_ten_o_clock_over_both_changes_of_the_clock():
    with time_machine.travel(datetime(2026, 10, 1, tzinfo=WARSAW), tick=False):
        timetable = plan(
            RunFactory(),
            weekdays=[SUNDAY],
            first_date=date(2026, 10, 18),
            start=time(10),
            meetings=None,
            until=date(2027, 4, 4),
        )

    hours = {session.starts_at.astimezone(WARSAW).time() for session in timetable.sessions.all()}
    offsets = {session.starts_at.astimezone(WARSAW).utcoffset() for session in timetable.sessions.all()}
    assert hours == {time(10)}
    assert offsets == {timedelta(hours=1), timedelta(hours=2)}
    assert {session.minutes for session in timetable.sessions.all()} == {120}
    assert starts_of(timetable)[-1] == wall("2027-04-04 10:00")


@pytest.mark.django_db
def test_unfolding_again_changes_nothing(november):
    timetable = plan(RunFactory(), meetings=5)
    before = list(timetable.sessions.values_list("pk", "starts_at", "sequence"))

    again = unfold(timetable, until=FIRST + timedelta(days=400))

    assert (again.created, again.gone, again.clashes) == ([], [], [])
    assert list(timetable.sessions.values_list("pk", "starts_at", "sequence")) == before


@pytest.mark.django_db
def test_a_session_moved_or_cancelled_by_hand_stays_so(november):
    timetable = plan(RunFactory(), meetings=3)
    moved, cancelled, _third = timetable.sessions.all()
    day = timedelta(days=1)
    move_session(moved, starts_at=moved.starts_at + day, ends_at=moved.ends_at + day, room=None, by=None)
    cancel_session(cancelled, by=None, reason="")

    again = unfold(timetable, until=FIRST + timedelta(days=400))

    assert (again.created, again.gone) == ([], [])
    assert timetable.sessions.count() == 3
    assert starts_of(timetable)[0] == wall("2026-12-01 17:00")
    assert Session.objects.get(pk=cancelled.pk).is_cancelled


@pytest.mark.django_db
def test_what_the_rule_no_longer_gives_is_reported_until_it_is_settled_and_never_deleted(november):
    timetable = plan(RunFactory(), meetings=3)
    last = timetable.sessions.last()
    rule = timetable.event.rule
    rule.params = "byweekday:0;count:2"
    rule.save()

    again = unfold(timetable, until=FIRST + timedelta(days=400))
    keep_timetables_unfolded()
    keep_timetables_unfolded()
    remark = TimetableRemark.objects.get()
    rule.params = "byweekday:0;count:3"
    rule.save()
    keep_timetables_unfolded()

    assert again.gone == [last]
    assert timetable.sessions.count() == 3
    assert (remark.kind, remark.session) == (TimetableRemark.Kind.GONE, last)
    assert not TimetableRemark.objects.exists()


@pytest.mark.django_db
def test_a_series_without_an_end_is_kept_unfolded_for_four_hundred_days(november):
    timetable = plan(RunFactory(), meetings=None)
    planned = timetable.sessions.count()

    with time_machine.travel(datetime(2026, 12, 22, 3, tzinfo=WARSAW), tick=False):
        keep_timetables_unfolded()
        keep_timetables_unfolded()

    last = starts_of(timetable)[-1].date()
    assert timetable.sessions.count() == planned + 3
    assert date(2026, 12, 22) + timedelta(days=393) < last <= date(2026, 12, 22) + timedelta(days=400)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Run.Status.CANCELLED, Run.Status.FINISHED])
def test_a_run_that_is_over_is_not_unfolded_any_more(november, status):
    timetable = plan(RunFactory(), meetings=None)
    before = starts_of(timetable)
    Run.objects.update(status=status)

    with time_machine.travel(datetime(2027, 11, 22, 3, tzinfo=WARSAW), tick=False):
        assert unfold(Timetable.objects.get(), until=date(2028, 11, 22)).created == []
        assert keep_unfolded(date(2027, 11, 22)) == []
    assert starts_of(timetable) == before


@pytest.mark.django_db
def test_one_hour_that_is_taken_stops_the_whole_plan_and_says_what_is_not_free(november):
    room = RoomFactory()
    taken, hour = on_the_clock(wall("2026-12-07 18:00")), timedelta(hours=1)
    add_session(RunFactory(), starts_at=taken, ends_at=taken + hour, room=room, kind="theory")
    run = RunFactory(room=room)

    with pytest.raises(Clash) as clash:
        plan(run, meetings=4)

    assert clash.value.resources == [resource_of_room(room)]
    assert clash.value.hours == [on_the_clock(wall("2026-12-07 17:00"))]
    assert not run.sessions.exists()
    assert not run.timetables.exists()
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_at_night_one_hour_that_is_taken_is_reported_and_tried_again(november):
    room = RoomFactory()
    timetable = plan(RunFactory(room=room), meetings=2)
    rule = timetable.event.rule
    rule.params = "byweekday:0;count:3"
    rule.save()
    taken = on_the_clock(wall("2026-12-14 17:00"))
    in_the_way = add_session(
        RunFactory(), starts_at=taken, ends_at=taken + timedelta(hours=1), room=room, kind="theory"
    )

    keep_timetables_unfolded()
    with_clash = timetable.sessions.count()
    remark = TimetableRemark.objects.get()
    cancel_session(in_the_way, by=None, reason="")
    keep_timetables_unfolded()

    assert (remark.kind, remark.starts_at) == (TimetableRemark.Kind.CLASH, taken)
    assert remark.taken == str(room)
    assert with_clash == 2
    assert timetable.sessions.count() == 3
    assert not TimetableRemark.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("timetables", [1, 3])
def test_a_night_with_nothing_to_do_asks_the_database_little(november, timetables, django_assert_num_queries):
    for _each in range(timetables):
        plan(RunFactory(), meetings=10)

    with django_assert_num_queries(5):
        keep_unfolded(timezone.localdate())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "nonsense",
    [
        {"weekdays": []},
        {"weekdays": [7]},
        {"weekdays": [-1, 0]},
        {"minutes": 0},
        {"minutes": 24 * 60 + 1},
        {"meetings": 0},
        {"meetings": 3, "until": date(2027, 1, 1)},
        {"meetings": None, "until": date(2026, 11, 1)},
    ],
)
def test_a_series_that_makes_no_sense_is_refused(nonsense):
    with pytest.raises(NotATimetable):
        plan(RunFactory(), **nonsense)


@pytest.mark.django_db
def test_nothing_is_planned_in_a_run_that_was_called_off():
    with pytest.raises(AlreadyCancelled):
        plan(RunFactory(status=Run.Status.CANCELLED))


weekdays = st.sets(st.integers(min_value=0, max_value=6), min_size=1)
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2032, 12, 31))
hours = st.times().map(lambda moment: moment.replace(minute=moment.minute // 5 * 5, second=0, microsecond=0))


@settings(deadline=None, max_examples=150)
@given(
    weekdays=weekdays,
    first=days,
    start=hours,
    meetings=st.none() | st.integers(1, 80),
    years=st.integers(1, 4),
)
def test_the_series_is_what_dateutil_says_of_a_weekly_rule(weekdays, first, start, meetings, years):
    until = first + timedelta(days=365 * years)
    local = datetime.combine(first, start)
    moment = on_the_clock(local)
    event = Event(start=moment, end=moment, rule=weekly_rule(weekdays, meetings=meetings, until=None))

    given_by_us = local_starts(event, since=None, until=until)

    weekly = rrule.rrule(rrule.WEEKLY, dtstart=local, byweekday=sorted(weekdays), count=meetings)
    if moment.astimezone(WARSAW).replace(tzinfo=None) == local:
        assert given_by_us == weekly.between(local, datetime.combine(until, time.max), inc=True)


@given(st.datetimes(min_value=wall("2024-01-01"), max_value=wall("2032-12-31")))
def test_a_local_start_is_that_hour_on_the_clocks_of_warsaw(local):
    moment = on_the_clock(local)

    shown = moment.astimezone(WARSAW).replace(tzinfo=None)
    assert shown - local in {timedelta(0), timedelta(hours=1)}
    if shown != local:
        assert (local.month, local.hour) == (3, 2)
