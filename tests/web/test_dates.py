"""Dates are said as people say them, in three languages, with months in the genitive and Warsaw's clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils.translation import override

from lms.web import dates

TUESDAY = datetime(2026, 11, 24, 17, 0, tzinfo=ZoneInfo("Europe/Warsaw"))
LATER = datetime(2026, 11, 24, 19, 0, tzinfo=ZoneInfo("Europe/Warsaw"))


@pytest.fixture(autouse=True)
def in_november(time_machine):
    time_machine.move_to(datetime(2026, 11, 2, 12, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("pl", "wtorek, 24 listopada, 17.00–19.00"),
        ("uk", "вівторок, 24 листопада, 17:00–19:00"),
        ("en", "Tuesday, 24 November, 17:00–19:00"),
    ],
)
def test_a_meeting_is_said_in_one_phrase(language, said):
    with override(language):
        assert dates.moment(TUESDAY, LATER) == said


@pytest.mark.parametrize(
    ("language", "months"),
    [
        (
            "pl",
            "stycznia lutego marca kwietnia maja czerwca"
            " lipca sierpnia września października listopada grudnia",
        ),
        (
            "uk",
            "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        ),
    ],
)
def test_every_month_is_in_the_genitive(language, months):
    with override(language):
        said = [dates.date_in_words(date(2026, month, 5)) for month in range(1, 13)]

    assert said == [f"5 {month}" for month in months.split()]


@pytest.mark.parametrize(
    ("language", "weekdays"),
    [
        ("pl", ["poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"]),
        ("uk", ["понеділок", "вівторок", "середа", "четвер", "п’ятниця", "субота", "неділя"]),
    ],
)
def test_weekdays_are_small_inside_a_sentence(language, weekdays):
    with override(language):
        assert [dates.weekday(date(2026, 11, day)) for day in range(2, 9)] == weekdays


def test_the_year_is_said_only_when_it_is_another_one():
    with override("pl"):
        assert dates.date_in_words(date(2026, 1, 9)) == "9 stycznia"
        assert dates.date_in_words(date(2027, 1, 9)) == "9 stycznia 2027"
        assert dates.full_date(date(2026, 1, 9)) == "9 stycznia 2026"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 3), date(2026, 11, 24), "3–24 listopada"),
        (date(2026, 11, 24), date(2026, 12, 15), "24 listopada – 15 grudnia"),
        (date(2026, 12, 1), date(2027, 1, 12), "1 grudnia – 12 stycznia 2027"),
        (date(2026, 11, 24), date(2026, 11, 24), "24 listopada"),
    ],
)
def test_a_series_is_said_from_its_first_to_its_last_day(first, last, said):
    with override("pl"):
        assert dates.span(first, last) == said


def test_hours_are_those_of_warsaw_in_summer_and_in_winter():
    summer = datetime(2026, 10, 24, 8, 0, tzinfo=UTC)
    winter = datetime(2026, 10, 31, 9, 0, tzinfo=UTC)

    with override("pl"):
        assert (dates.hour(summer), dates.hour(winter)) == ("10.00", "10.00")


def test_the_day_is_the_one_in_warsaw_and_not_in_greenwich():
    with override("en"):
        assert dates.day(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "Tuesday, 24 November"


def test_what_is_near_is_called_today_or_tomorrow():
    with override("en"):
        assert dates.near_day(date(2026, 11, 2)) == "today, Monday, 2 November"
        assert dates.near_day(date(2026, 11, 3)) == "tomorrow, Tuesday, 3 November"
        assert dates.near_day(date(2026, 11, 4)) == "Wednesday, 4 November"


def test_a_meeting_over_midnight_names_both_days():
    with override("en"):
        end = datetime(2026, 11, 25, 1, 0, tzinfo=ZoneInfo("Europe/Warsaw"))
        assert dates.moment(TUESDAY, end) == "Tuesday, 24 November, 17:00 – Wednesday, 25 November, 1:00"


def test_templates_say_dates_by_filters_and_tags():
    template = Template(
        "{% load krok_time %}{{ start|day }} | {{ start|hours:end }} | {% moment start end %}"
        " | {% span start end %} | {{ none|day }}"
    )

    with override("pl"):
        said = template.render(Context({"start": TUESDAY, "end": LATER, "none": None}))

    assert said == (
        "wtorek, 24 listopada | 17.00–19.00 | wtorek, 24 listopada, 17.00–19.00 | 24 listopada | "
    )
