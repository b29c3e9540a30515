"""Whoever reads when a counter is open finds it open then: on working days, holidays and odd days alike."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.offices.opening_hours import HoursNow
from cms.offices.plan import HORIZON, WARSAW, OtherHours, Plan, Span, Why
from cms.offices.public_holidays import is_holiday, name_of
from tests.factories.offices import span

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


def week(**days):
    """``week(mon_fri="8-15", thu="8-16.30")``: the later word about a day is right."""
    names = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    known = [()] * 7
    for name, hours in days.items():
        first, _, last = name.partition("_")
        for number in range(names.index(first), names.index(last or first) + 1):
            known[number] = tuple(Span(*span(one)) for one in hours.split(",")) if hours else ()
    return tuple(known)


def other(first, last=None, hours="", reason=""):
    spans = tuple(Span(*span(one)) for one in hours.split(",")) if hours else ()
    return OtherHours(first_day=first, last_day=last or first, spans=spans, reason=reason)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=WARSAW)


def hours_on(plan, day):
    return ", ".join(f"{one.opens:%H:%M}-{one.closes:%H:%M}" for one in plan.on(day).spans)


CENTRE = Plan(week=week(mon_fri="7.30-15.30"))
CASH_DESK = Plan(week=week(mon_fri="10-14"), last_of_month=(Span(time(10), time(12)),))
FAMILY_CARDS = Plan(week=week(mon_fri="8-15", thu="8-16.30"))
BOARD = Plan(week=week(mon_fri="8-15"))


# --- the centre's own hours --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "moment", "is_open"),
    [
        (CENTRE, "2026-11-23 07:29", False),
        (CENTRE, "2026-11-23 07:30", True),
        (CENTRE, "2026-11-23 15:29", True),
        (CENTRE, "2026-11-23 15:30", False),
        (CENTRE, "2026-11-21 10:00", False),
        (CENTRE, "2026-11-11 10:00", False),
        (CASH_DESK, "2026-11-27 13:00", True),
        (CASH_DESK, "2026-11-30 11:59", True),
        (CASH_DESK, "2026-11-30 12:00", False),
        (CASH_DESK, "2026-11-30 13:00", False),
        (FAMILY_CARDS, "2026-11-25 16:00", False),
        (FAMILY_CARDS, "2026-11-26 16:00", True),
        (BOARD, "2026-11-26 14:59", True),
        (BOARD, "2026-11-26 15:00", False),
    ],
)
def test_the_doors_of_the_centre_are_open_when_its_notice_says(plan, moment, is_open):
    assert plan.is_open(at(moment)) is is_open


@pytest.mark.parametrize(
    ("plan", "moment", "opens"),
    [
        (CENTRE, "2026-11-23 06:00", "2026-11-23 07:30"),
        (CENTRE, "2026-11-23 07:30", "2026-11-24 07:30"),
        (CENTRE, "2026-11-27 15:30", "2026-11-30 07:30"),
        (CENTRE, "2026-11-10 16:00", "2026-11-12 07:30"),
        (CENTRE, "2026-12-23 16:00", "2026-12-28 07:30"),
        (CASH_DESK, "2026-11-30 12:00", "2026-12-01 10:00"),
    ],
)
def test_the_next_opening_is_the_next_day_on_which_somebody_is_there(plan, moment, opens):
    assert plan.next_opening(at(moment)) == at(opens)


# --- the last day of the month -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("month", "last"),
    [
        ((2026, 11), date(2026, 11, 30)),
        ((2026, 10), date(2026, 10, 30)),  # the 31st is a Saturday
        ((2026, 5), date(2026, 5, 29)),  # the 31st is a Sunday
        ((2027, 3), date(2027, 3, 31)),
        ((2024, 3), date(2024, 3, 29)),  # the 31st is Easter
        ((2028, 2), date(2028, 2, 29)),
    ],
)
def test_the_last_day_of_a_month_is_the_last_on_which_the_counter_works(month, last):
    assert CASH_DESK.last_working_day(*month) == last
    assert hours_on(CASH_DESK, last) == "10:00-12:00"
    assert CASH_DESK.on(last).why is Why.LAST_OF_MONTH


def test_the_last_working_day_goes_before_days_that_are_closed():
    closed = Plan(
        week=CASH_DESK.week,
        last_of_month=CASH_DESK.last_of_month,
        closures=(other(date(2026, 12, 31)),),
        other=(other(date(2026, 12, 30)),),
    )

    assert closed.last_working_day(2026, 12) == date(2026, 12, 29)


def test_a_counter_that_works_on_fridays_has_its_last_friday():
    fridays = Plan(week=week(fri="10-14"), last_of_month=(Span(time(10), time(12)),))

    assert fridays.last_working_day(2026, 11) == date(2026, 11, 27)
    assert hours_on(fridays, date(2026, 11, 27)) == "10:00-12:00"


def test_a_counter_may_open_on_the_last_working_day_alone():
    once = Plan(last_of_month=(Span(time(10), time(12)),))

    assert once.next_opening(at("2026-10-01 08:00")) == at("2026-10-30 10:00")


def test_a_month_that_is_closed_has_no_last_working_day():
    away = Plan(week=CASH_DESK.week, closures=(other(date(2026, 8, 1), date(2026, 8, 31)),))

    assert away.last_working_day(2026, 8) is None


# --- which word is right -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "hours", "why"),
    [
        ({}, "07:30-15:30", Why.WEEK),
        ({"other": (other(date(2026, 11, 23), hours="9-11"),)}, "09:00-11:00", Why.OTHER_HOURS),
        ({"other": (other(date(2026, 11, 23)),)}, "", Why.OTHER_HOURS),
        (
            {
                "other": (
                    other(date(2026, 11, 1), date(2026, 11, 30)),
                    other(date(2026, 11, 23), hours="9-11"),
                )
            },
            "09:00-11:00",
            Why.OTHER_HOURS,
        ),
        (
            {"other": (other(date(2026, 11, 23), hours="13-15"), other(date(2026, 11, 23), hours="9-11"))},
            "09:00-11:00, 13:00-15:00",
            Why.OTHER_HOURS,
        ),
        (
            {
                "other": (other(date(2026, 11, 23), hours="9-11"),),
                "closures": (other(date(2026, 11, 20), date(2026, 11, 23)),),
            },
            "",
            Why.CLOSURE,
        ),
    ],
)
def test_the_nearest_word_about_a_day_is_right_and_a_closure_above_all(rules, hours, why):
    plan = Plan(week=CENTRE.week, **rules)
    monday = date(2026, 11, 23)

    assert (hours_on(plan, monday), plan.on(monday).why) == (hours, why)


def test_summer_hours_change_working_days_and_open_no_sunday_and_no_holiday():
    summer = Plan(week=CENTRE.week, other=(other(date(2025, 7, 1), date(2025, 8, 31), "8-13"),))

    assert hours_on(summer, date(2025, 7, 1)) == "08:00-13:00"
    assert hours_on(summer, date(2025, 7, 5)) == ""
    assert summer.on(date(2025, 8, 15)).why is Why.HOLIDAY


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 11, 11)])
def test_hours_for_one_day_open_even_a_saturday_or_a_holiday(day):
    plan = Plan(week=CENTRE.week, other=(other(day, hours="9-12"),))

    assert hours_on(plan, day) == "09:00-12:00"


def test_an_office_that_keeps_no_holidays_is_open_on_them():
    line = Plan(week=week(mon_sun="8-20"), keeps_holidays=False)

    assert line.is_open(at("2026-12-25 12:00"))


# --- public holidays ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2024, 12, 24), False),
        (date(2025, 12, 24), True),
        (date(2026, 12, 24), True),
        (date(2026, 4, 6), True),
        (date(2026, 6, 4), True),
        (date(2026, 5, 2), False),
        (date(2027, 1, 6), True),
    ],
)
def test_holidays_are_those_of_the_law_of_the_year(day, is_one):
    assert is_holiday(day) is is_one
    assert bool(name_of(day)) is is_one


# --- the clock changes -------------------------------------------------------------------------


def test_a_morning_opens_at_the_same_hour_on_the_wall_before_and_after_the_clock_change():
    daily = Plan(week=week(mon_sun="7.30-15.30"))

    for day in ("2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"):
        assert daily.next_opening(at(f"{day} 00:00")) == at(f"{day} 07:30")
    long_night = daily.next_opening(at("2026-10-24 16:00")) - at("2026-10-24 15:30").astimezone(UTC)
    assert long_night == timedelta(hours=17)


def test_hours_that_the_spring_night_skips_do_not_exist():
    nightly = Plan(week=week(mon_sun="2-3"))

    assert not nightly.is_open(at("2026-03-29 03:00"))
    assert nightly.next_opening(at("2026-03-28 12:00")) == at("2026-03-30 02:00")


def test_a_night_shift_in_autumn_lasts_an_hour_longer():
    (opening,) = (
        one
        for one in Plan(week=week(mon_sun="1-4")).openings(at("2026-10-25 00:00"))
        if one.starts == at("2026-10-25 01:00")
    )

    assert opening.ends - opening.starts == timedelta(hours=4)


# --- round the clock, and never ----------------------------------------------------------------


def test_spans_that_touch_are_one_opening():
    plan = Plan(week=week(mon="8-12, 12-16"))
    now = HoursNow(plan, at("2026-11-23 09:00"))

    assert now.closes_at == at("2026-11-23 16:00")
    assert now.next_opening == at("2026-11-30 08:00")


def test_a_line_that_answers_round_the_clock_never_closes():
    now = HoursNow(Plan(week=week(mon_sun="0-23.59"), keeps_holidays=False), at("2026-11-23 23:59"))

    assert now.is_open
    assert (now.closes_at, now.next_opening) == (None, None)


@pytest.mark.parametrize(
    "plan", [Plan(), Plan(week=CENTRE.week, closures=(other(date(2026, 1, 1), date(2028, 1, 1)),))]
)
def test_what_never_opens_has_no_next_opening(plan):
    now = HoursNow(plan, at("2026-11-23 09:00"))

    assert not now.is_open
    assert now.next_opening is None


# --- whatever an editor writes -----------------------------------------------------------------

DAYS = st.dates(date(2025, 9, 1), date(2027, 4, 30))
TIMES = st.times(time(0), time(23, 59)).map(lambda one: one.replace(second=0, microsecond=0))
SPANS = st.lists(TIMES, min_size=2, max_size=2, unique=True).map(lambda pair: Span(*sorted(pair)))
SPANS_OF_A_DAY = st.lists(SPANS, max_size=2).map(tuple)
OTHER = st.builds(
    lambda first, length, spans: OtherHours(
        first_day=first, last_day=first + timedelta(days=length), spans=spans
    ),
    DAYS,
    st.integers(0, 20),
    SPANS_OF_A_DAY,
)
CLOSURES = OTHER.map(lambda one: OtherHours(first_day=one.first_day, last_day=one.last_day))
PLANS = st.builds(
    Plan,
    week=st.tuples(*[SPANS_OF_A_DAY] * 7),
    other=st.lists(OTHER, max_size=4).map(tuple),
    last_of_month=st.none() | SPANS_OF_A_DAY,
    closures=st.lists(CLOSURES, max_size=3).map(tuple),
    keeps_holidays=st.booleans(),
)
NIGHTS_OF_CLOCK_CHANGES = st.sampled_from([datetime(2026, 3, 28, 19), datetime(2026, 10, 24, 18)])  # noqa: DTZ001
MOMENTS = st.one_of(
    st.datetimes(datetime(2025, 12, 1), datetime(2026, 12, 31)),  # noqa: DTZ001
    st.builds(
        lambda night, minutes: night + timedelta(minutes=minutes),
        NIGHTS_OF_CLOCK_CHANGES,
        st.integers(0, 720),
    ),
).map(lambda one: one.replace(tzinfo=UTC))


@given(plan=PLANS, moment=MOMENTS)
@settings(max_examples=150, deadline=None)
def test_the_counter_is_open_at_its_next_opening(plan, moment):
    opens = plan.next_opening(moment)

    if opens is not None:
        assert opens > moment
        assert plan.is_open(opens)


@given(plan=PLANS, moment=MOMENTS, share=st.integers(0, 999))
@settings(max_examples=150, deadline=None)
def test_while_it_is_closed_it_is_not_open_before_its_next_opening(plan, moment, share):
    if plan.is_open(moment):
        return
    opens = plan.next_opening(moment)
    until = opens or moment + timedelta(days=HORIZON - 1)
    between = moment + (until - moment) * share // 1000

    assert not plan.is_open(between)


@given(plan=PLANS, moment=MOMENTS)
@settings(max_examples=150, deadline=None)
def test_it_closes_when_it_says_and_is_open_until_then(plan, moment):
    now = HoursNow(plan, moment)

    if now.closes_at is not None:
        assert not plan.is_open(now.closes_at)
        assert plan.is_open(now.closes_at - timedelta(seconds=1))
    if now.is_open:
        assert plan.on(now.date).spans


@given(plan=PLANS, moment=MOMENTS)
@settings(max_examples=100, deadline=None)
def test_what_is_said_stays_true_until_it_says(plan, moment):
    now = HoursNow(plan, moment)
    later = HoursNow(plan, now.changes_at - timedelta(seconds=1))

    assert now.changes_at > moment
    if later.at > moment:
        assert later.in_words == now.in_words


@given(day=DAYS, plan=PLANS)
@settings(max_examples=100, deadline=None)
def test_a_closed_office_is_never_open(day, plan):
    closed = Plan(week=plan.week, other=plan.other, closures=(other(day),))

    assert closed.on(day).spans == ()
