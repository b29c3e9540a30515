"""Dates and hours as people say them: "wtorek, 24 listopada, 17.00–19.00".

Everything is said in the active language and in the local time zone. Django's formats know the
genitive of Polish and Ukrainian months (``E``); the small case of weekdays, the typographic
apostrophe and the sign between hour and minute are added here.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _language() -> str:
    return (get_language() or "en")[:2]


def _date_of(value: date | datetime) -> date:
    local = _local(value)
    return local.date() if isinstance(local, datetime) else local


def _year(of: date) -> str:
    """The year is said only when it is not this one."""
    return "" if of.year == timezone.localdate().year else f" {of.year}"


def weekday(value: date | datetime) -> str:
    """The name of the day as it stands inside a sentence: "wtorek", "п’ятниця", "Tuesday"."""
    name = date_format(_date_of(value), "l")
    if _language() == "en":
        return name
    return name.lower().replace("'", "’")


def date_in_words(value: date | datetime) -> str:
    """Day and month, with the year when it is another one: "24 listopada", "9 January 2027"."""
    spoken = _date_of(value)
    return date_format(spoken, "j E") + _year(spoken)


def full_date(value: date | datetime) -> str:
    """Day, month and always the year, for papers and dates of birth: "24 listopada 2026"."""
    return date_format(_date_of(value), "j E Y")


def short_date(value: date | datetime) -> str:
    """A date for a narrow column, which nobody can read the wrong way round: "24.11.2026", "24 Nov 2026"."""
    return date_format(_date_of(value), "j M Y" if _language() == "en" else "d.m.Y")


def day(value: date | datetime) -> str:
    """Weekday and date: "wtorek, 24 listopada", "вівторок, 24 листопада", "Tuesday, 24 November"."""
    return f"{weekday(value)}, {date_in_words(value)}"


def near_day(value: date | datetime) -> str:
    """Like ``day``, with "today" or "tomorrow" before it when it is."""
    distance = _date_of(value) - timezone.localdate()
    if distance == timedelta():
        return _("today, %(day)s") % {"day": day(value)}
    if distance == timedelta(days=1):
        return _("tomorrow, %(day)s") % {"day": day(value)}
    return day(value)


def hour(value: datetime | time) -> str:
    """The time of day: "17.00" in Polish, "17:00" in Ukrainian and English."""
    pattern = "G.i" if _language() == "pl" else "G:i"
    if isinstance(value, time):
        return time_format(value, pattern)
    return date_format(_local(value), pattern)


def hours(start: datetime | time, end: datetime | time) -> str:
    """From when to when on one day: "17.00–19.00"."""
    return f"{hour(start)}–{hour(end)}"


def moment(start: datetime, end: datetime | None = None) -> str:
    """A meeting in one phrase: "wtorek, 24 listopada, 17.00–19.00"."""
    if end is None:
        return f"{day(start)}, {hour(start)}"
    if _date_of(start) == _date_of(end):
        return f"{day(start)}, {hours(start, end)}"
    return f"{day(start)}, {hour(start)} – {day(end)}, {hour(end)}"


def span(first: date | datetime, last: date | datetime) -> str:
    """The dates of a series: "24 listopada – 15 grudnia", "3–24 listopada", or one date alone."""
    begins, ends = _date_of(first), _date_of(last)
    if begins == ends:
        return date_in_words(begins)
    if (begins.year, begins.month) == (ends.year, ends.month):
        return f"{begins.day}–{date_in_words(ends)}"
    return f"{date_in_words(begins)} – {date_in_words(ends)}"
