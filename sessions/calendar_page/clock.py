"""Days and weeks as addresses write them, hours as the widget reads them: those of the clock on the wall."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from sessions.timetables.clock import on_the_wall

_ISO_WEEK = re.compile(r"(\d{4})-W(\d{2})")
FIRST_YEAR, LAST_YEAR = 2000, 2199


def as_text(moment: datetime) -> str:
    """Without a zone: the widget knows none by name, and shows what it is given."""
    return on_the_wall(moment).isoformat(timespec="seconds")


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_of(day: date) -> str:
    """The week as a field of a browser writes it: "2026-W48"."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def monday_of_week(text: str) -> date | None:
    """The Monday of "2026-W48"; nothing where there is no such week."""
    found = _ISO_WEEK.fullmatch(text)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        return None


def day_from(text: str) -> date | None:
    """The day of an address, as long as calendars can count with it."""
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
