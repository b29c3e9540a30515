"""Every pattern a form offers gives the dates that the calendar standard gives, for ten years on end."""

from datetime import date, datetime, time, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from sessions.errors import HourSkipped, NotATimetable
from sessions.timetables.aligning import align
from sessions.timetables.clock import is_shown_twice, is_skipped, on_the_clock, on_the_wall
from sessions.timetables.patterns import LAST, WHICH, Dates, Monthly, Weekly
from sessions.timetables.plan import Plan

WARSAW = ZoneInfo("Europe/Warsaw")
TUESDAY, FRIDAY = 1, 4

days = st.dates(min_value=date(2024, 1, 1), max_value=date(2032, 12, 31))
hours = st.times().map(lambda moment: moment.replace(minute=moment.minute // 5 * 5, second=0, microsecond=0))
ends = st.none() | st.integers(1, 80)


def wall(written):
    """What the clocks of Wrocław show."""
    return datetime.fromisoformat(written)


def weekdays(least=1):
    return st.sets(st.integers(0, 6), min_size=least).map(lambda chosen: tuple(sorted(chosen)))


def given_by_us(pattern, first, start, *, meetings=None, until):
    return Plan(pattern=pattern, first_date=first, start=start, minutes=90, meetings=meetings).local_starts(
        until=until
    )


def ten_years_from(day):
    return day + timedelta(days=3653)


def between(series, first, start, until):
    return series.between(datetime.combine(first, start), datetime.combine(until, time.max), inc=True)


@settings(deadline=None, max_examples=120)
@given(chosen=weekdays(), every=st.integers(1, 12), first=days, start=hours, meetings=ends)
def test_every_so_many_weeks_on_chosen_days(chosen, every, first, start, meetings):
    if is_skipped(datetime.combine(first, start)):
        return
    until = ten_years_from(first)

    ours = given_by_us(Weekly(chosen, every), first, start, meetings=meetings, until=until)

    theirs = rrule.rrule(
        rrule.WEEKLY,
        dtstart=datetime.combine(first, start),
        interval=every,
        byweekday=chosen,
        count=meetings,
    )
    assert ours == between(theirs, first, start, until)


@settings(deadline=None, max_examples=120)
@given(weekday=st.integers(0, 6), which=st.sampled_from(WHICH), first=days, start=hours, meetings=ends)
def test_each_month_on_the_second_tuesday_or_the_last_friday(weekday, which, first, start, meetings):
    if is_skipped(datetime.combine(first, start)):
        return
    until = ten_years_from(first)

    ours = given_by_us(Monthly(weekday, which), first, start, meetings=meetings, until=until)

    nth = rrule.weekdays[weekday](which)
    theirs = rrule.rrule(rrule.MONTHLY, dtstart=datetime.combine(first, start), byweekday=nth, count=meetings)
    assert ours == between(theirs, first, start, until)


@settings(deadline=None, max_examples=120)
@given(first=days, gaps=st.sets(st.integers(0, 360), min_size=1, max_size=40), start=hours)
def test_a_list_of_dates_gives_just_those(first, gaps, start):
    chosen = tuple(sorted(first + timedelta(days=gap) for gap in gaps))
    if is_skipped(datetime.combine(chosen[0], start)):
        return

    plan = Plan.on(chosen, start=start, minutes=60)

    assert plan.local_starts() == [datetime.combine(day, start) for day in chosen]


@settings(deadline=None, max_examples=120)
@given(chosen=weekdays(), every=st.integers(1, 12), first=days, start=hours, meetings=ends)
def test_what_a_series_was_made_of_can_be_read_back(chosen, every, first, start, meetings):
    if is_skipped(datetime.combine(first, start)):
        return
    plan = Plan(pattern=Weekly(chosen, every), first_date=first, start=start, minutes=45, meetings=meetings)

    assert Plan.of(plan.series()) == plan


@pytest.mark.parametrize("which", [2, LAST])
def test_a_monthly_series_and_a_list_can_be_read_back_too(which):
    monthly = Plan(
        pattern=Monthly(TUESDAY, which),
        first_date=date(2026, 12, 1),
        start=time(17),
        minutes=90,
        until=date(2027, 6, 30),
    )
    listed = Plan.on((date(2026, 12, 1), date(2027, 2, 9)), start=time(17), minutes=90)

    assert Plan.of(monthly.series()) == monthly
    assert Plan.of(listed.series()) == listed


def test_the_second_tuesday_and_the_last_friday_by_the_calendar():
    second = given_by_us(Monthly(TUESDAY, 2), date(2026, 11, 24), time(17), until=date(2027, 2, 28))
    last = given_by_us(Monthly(FRIDAY, LAST), date(2026, 11, 24), time(17), until=date(2027, 2, 28))

    assert [start.date() for start in second] == [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)]
    assert [start.date() for start in last] == [
        date(2026, 11, 27),
        date(2026, 12, 25),
        date(2027, 1, 29),
        date(2027, 2, 26),
    ]


@settings(deadline=None, max_examples=60)
@given(chosen=weekdays(), every=st.integers(1, 4), first=days)
def test_ten_o_clock_stays_ten_o_clock_for_ten_years(chosen, every, first):
    starts = given_by_us(Weekly(chosen, every), first, time(10), until=ten_years_from(first))

    shown = {on_the_wall(on_the_clock(start)).time() for start in starts}
    assert shown == {time(10)}


def test_a_series_that_begins_with_an_hour_no_clock_shows_is_refused():
    with pytest.raises(HourSkipped) as refused:
        given_by_us(Weekly((6,)), date(2027, 3, 28), time(2, 30), until=date(2027, 5, 1))

    assert refused.value.local == wall("2027-03-28 02:30")


def test_inside_a_series_the_hour_that_is_skipped_becomes_one_hour_later_that_day_only():
    starts = given_by_us(Weekly((6,)), date(2027, 3, 21), time(2, 30), until=date(2027, 4, 4))

    shown = [on_the_wall(on_the_clock(start)).time() for start in starts]
    assert shown == [time(2, 30), time(3, 30), time(2, 30)]
    assert [is_skipped(start) for start in starts] == [False, True, False]


def test_of_the_hour_shown_twice_in_october_the_first_counts():
    twice = wall("2027-10-31 02:30")

    moment = on_the_clock(twice)

    assert is_shown_twice(twice)
    assert moment.astimezone(WARSAW).utcoffset() == timedelta(hours=2)
    assert not is_shown_twice(wall("2027-10-31 03:30"))
    assert not is_shown_twice(wall("2027-03-28 02:30"))


@pytest.mark.parametrize(
    "nonsense",
    [
        {"pattern": Weekly(())},
        {"pattern": Weekly((7,))},
        {"pattern": Weekly((0,), every=0)},
        {"pattern": Weekly((0,), every=13)},
        {"pattern": Monthly(0, 5)},
        {"pattern": Monthly(0, 0)},
        {"pattern": Monthly(7, 1)},
        {"pattern": Dates(())},
        {"pattern": Dates((date(2026, 1, 1), date(2027, 6, 1)))},
        {"pattern": Weekly((0,)), "meetings": 0},
        {"pattern": Weekly((0,)), "meetings": 3, "until": date(2027, 1, 1)},
        {"pattern": Weekly((0,)), "until": date(2025, 1, 1)},
        {"pattern": Weekly((0,)), "minutes": 0},
    ],
)
def test_what_makes_no_sense_is_refused(nonsense):
    usual = {"first_date": date(2026, 11, 30), "start": time(17), "minutes": 90}

    with pytest.raises(NotATimetable):
        Plan(**(usual | nonsense)).series()


def moving(old, new, pairs):
    return sum(abs((new[here] - old[there]).total_seconds()) for there, here in pairs)


moments = st.lists(st.integers(0, 40), max_size=6, unique=True).map(
    lambda numbers: [wall("2027-01-01") + timedelta(days=number) for number in sorted(numbers)]
)


@settings(deadline=None, max_examples=200)
@given(old=moments, new=moments)
def test_sessions_keep_their_order_and_move_as_little_as_possible(old, new):
    pairs = align(old, new)

    number = min(len(old), len(new))
    every_way = [
        list(zip(there, here, strict=True))
        for there in combinations(range(len(old)), number)
        for here in combinations(range(len(new)), number)
    ]
    assert pairs in every_way
    assert moving(old, new, pairs) == min(moving(old, new, each) for each in every_way)
