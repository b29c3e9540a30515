"""The dates of a run are said as a person would say them."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import translation

from sessions.run_dates import dates_of, joined

WARSAW = ZoneInfo("Europe/Warsaw")


def meeting(day, month, start="17:00", minutes=120, year=2026):
    hour, minute = map(int, start.split(":"))
    starts_at = datetime(year, month, day, hour, minute, tzinfo=WARSAW)
    return SimpleNamespace(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes))


MONDAYS_AND_WEDNESDAYS = [meeting(day, 11) for day in (23, 25, 30)] + [meeting(2, 12)]


@pytest.fixture(autouse=True)
def _in_november():
    with (
        time_machine.travel(datetime(2026, 11, 20, 9, tzinfo=WARSAW), tick=False),
        translation.override("en"),
    ):
        yield


def test_one_meeting_is_its_day_and_its_hours():
    said = dates_of([meeting(24, 11)])

    assert (said.title, said.hours, said.meetings) == ("Tuesday, 24 November", "17:00–19:00", "")


def test_a_series_is_its_weekdays_and_its_span():
    said = dates_of(MONDAYS_AND_WEDNESDAYS)

    assert said.title == "Mondays and Wednesdays, 23 November – 2 December"
    assert (said.hours, said.meetings) == ("17:00–19:00", "4 meetings")


def test_two_meetings_are_named_one_by_one():
    assert dates_of([meeting(24, 11), meeting(26, 11)]).title == "24 November and 26 November"


def test_days_that_follow_no_rule_are_only_a_span():
    scattered = [meeting(day, 11) for day in (23, 24, 26, 27)] + [meeting(5, 12)]

    assert dates_of(scattered).title == "23 November – 5 December"


def test_days_with_hours_of_their_own_are_said_apart():
    said = dates_of([meeting(23, 11), meeting(25, 11, "10:00"), meeting(30, 11), meeting(2, 12, "10:00")])

    assert said.hours == "Mondays 17:00–19:00, Wednesdays 10:00–12:00"


def test_hours_that_change_from_week_to_week_are_not_promised():
    said = dates_of([meeting(23, 11), meeting(30, 11, "10:00"), meeting(7, 12)])

    assert said.hours == "hours differ"


def test_an_hour_stays_the_same_across_the_change_of_the_clock():
    said = dates_of([meeting(day, 10) for day in (19, 26)] + [meeting(2, 11)])

    assert said.hours == "17:00–19:00"


def test_the_tile_shows_the_next_meeting():
    said = dates_of([meeting(2, 11), meeting(9, 11), meeting(23, 11)])

    assert said.start == meeting(23, 11).starts_at


def test_a_run_without_meetings_says_so():
    assert dates_of([]).title == "Dates to be agreed"


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ([], ""),
        (["one"], "one"),
        (["one", "two"], "one and two"),
        (["one", "two", "three"], "one, two and three"),
    ],
)
def test_a_list_is_joined_as_in_a_sentence(parts, sentence):
    assert joined(parts) == sentence
