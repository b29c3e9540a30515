"""A tired reader learns in one line whether to go now, later today, or on Monday."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.utils import translation

from cms.offices.opening_hours import HoursNow
from cms.offices.plan import Plan, Span
from tests.cms.offices.test_opening_hours import CASH_DESK, CENTRE, FAMILY_CARDS, at, other, week

CLOSED_FOR_GOOD = Plan(week=CENTRE.week, closures=(other(date(2026, 1, 1), date(2028, 12, 31)),))
REPAIRED = Plan(
    week=CENTRE.week,
    closures=(other(date(2026, 11, 24), date(2026, 12, 1), reason="we are being repainted."),),
)
SHORT = Plan(week=CENTRE.week, other=(other(date(2026, 11, 24), hours="9-11", reason="a staff meeting"),))


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"), time_machine.travel(datetime(2026, 11, 23, 8, tzinfo=UTC), tick=False):
        yield


@pytest.mark.parametrize(
    ("plan", "moment", "words"),
    [
        (CENTRE, "2026-11-23 09:00", "Open now, until 15:30"),
        (CENTRE, "2026-11-23 06:00", "Closed now. Opens today at 7:30"),
        (CENTRE, "2026-11-23 16:00", "Closed now. Opens tomorrow, Tuesday, at 7:30"),
        (CENTRE, "2026-11-27 16:00", "Closed now. Opens on Monday, 30 November, at 7:30"),
        (CENTRE, "2026-11-28 10:00", "Closed today. Opens on Monday, 30 November, at 7:30"),
        (CENTRE, "2026-11-29 10:00", "Closed today. Opens tomorrow, Monday, at 7:30"),
        (
            CENTRE,
            "2026-11-11 10:00",
            "Closed today: public holiday (National Independence Day). Opens tomorrow, Thursday, at 7:30",
        ),
        (
            CENTRE,
            "2026-12-31 16:00",
            "Closed now. Opens on Monday, 4 January 2027, at 7:30",
        ),
        (
            REPAIRED,
            "2026-11-24 10:00",
            "Closed today: we are being repainted. Opens on Wednesday, 2 December, at 7:30",
        ),
        (SHORT, "2026-11-24 10:00", "Open now, until 11:00"),
        (SHORT, "2026-11-24 11:00", "Closed now. Opens tomorrow, Wednesday, at 7:30"),
        (CASH_DESK, "2026-11-30 11:00", "Open now, until 12:00"),
        (CLOSED_FOR_GOOD, "2026-11-23 10:00", "Closed until further notice"),
        (
            Plan(week=week(mon_sun="0-23.59"), keeps_holidays=False),
            "2026-11-23 10:00",
            "Open now, round the clock",
        ),
    ],
)
def test_one_line_says_whether_it_is_open_and_when_it_is_next(plan, moment, words):
    assert HoursNow(plan, at(moment)).in_words == words


def test_the_hour_is_said_by_the_clock_of_warsaw_whatever_clock_is_asked():
    assert HoursNow(CENTRE, datetime(2026, 7, 15, 8, tzinfo=UTC)).in_words == "Open now, until 15:30"


@pytest.mark.parametrize(("language", "hour"), [("pl", "15.30"), ("uk", "15:30")])
def test_hours_are_written_as_the_language_writes_them(language, hour):
    with translation.override(language):
        assert HoursNow(CENTRE, at("2026-11-23 09:00")).in_words.endswith(hour)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (CENTRE, "Mon–Fri 7:30–15:30"),
        (FAMILY_CARDS, "Mon–Wed, Fri 8:00–15:00, Thu 8:00–16:30"),
        (Plan(week=week(mon="8-12, 13-15", wed="8-12, 13-15")), "Mon, Wed 8:00–12:00, 13:00–15:00"),
        (Plan(week=week(sat_sun="10-14")), "Sat–Sun 10:00–14:00"),
        (Plan(), ""),
    ],
)
def test_days_with_the_same_hours_are_said_together(plan, words):
    assert HoursNow(plan, at("2026-11-23 09:00")).week_in_words == words


def test_the_table_marks_today_and_ends_with_the_days_that_are_closed():
    rows = HoursNow(FAMILY_CARDS, at("2026-11-26 09:00")).rows

    assert [(row.days, row.hours, row.is_today) for row in rows] == [
        ("Mon–Wed, Fri", "8:00–15:00", False),
        ("Thu", "8:00–16:30", True),
        ("Sat–Sun", "closed", False),
    ]


def notices(plan, moment):
    return [(one.days, one.in_words) for one in HoursNow(plan, at(moment)).notices]


def test_the_days_to_come_that_differ_are_said_with_their_reason():
    assert notices(CASH_DESK, "2026-11-23 09:00") == [
        ("Monday, 30 November", "10:00–12:00, last working day of the month"),
        ("Thursday, 24 December", "closed, public holiday (Christmas Eve)"),
        ("Friday, 25 December", "closed, public holiday (Christmas Day)"),
        ("Thursday, 31 December", "10:00–12:00, last working day of the month"),
        ("Friday, 1 January 2027", "closed, public holiday (New Year’s Day)"),
        ("Wednesday, 6 January 2027", "closed, public holiday (Epiphany)"),
    ]


def test_a_closure_over_a_weekend_is_one_line():
    assert notices(REPAIRED, "2026-11-23 09:00")[0] == (
        "24 November – 1 December",
        "closed, we are being repainted",
    )


def test_what_differs_tomorrow_is_said_to_be_tomorrow():
    assert notices(SHORT, "2026-11-23 09:00")[0] == (
        "tomorrow, Tuesday, 24 November",
        "9:00–11:00, a staff meeting",
    )


def test_a_holiday_on_a_day_that_is_closed_anyway_is_no_news():
    assert notices(Plan(week=week(tue="8-12")), "2026-11-04 09:00") == []


def test_only_the_next_two_weeks_are_news_for_a_small_card():
    soon = HoursNow(CASH_DESK, at("2026-11-23 09:00")).notices_soon

    assert [one.first for one in soon] == [date(2026, 11, 30)]


def test_other_hours_that_are_as_ever_are_no_news():
    same = Plan(week=CENTRE.week, other=(other(date(2026, 11, 24), hours="7.30-15.30"),))

    assert notices(same, "2026-11-23 09:00")[0][0] == "Thursday, 24 December"
    assert same.on(date(2026, 11, 24)).spans == (Span(time(7, 30), time(15, 30)),)
