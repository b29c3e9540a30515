"""The week as a plain list, day by day: the calendar without its widget, and for whoever prefers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from sessions.calendar_page.background import absences_between, holidays_between
from sessions.calendar_page.entries import entries_between
from sessions.timetables.clock import on_the_wall, start_of

if TYPE_CHECKING:
    from datetime import date

    from lms.people.roles import AnyUser
    from sessions.calendar_page.background import Stretch
    from sessions.calendar_page.entries import Entry
    from sessions.calendar_page.filters import Chosen


@dataclass(frozen=True, kw_only=True)
class Day:
    date: date
    is_today: bool
    holiday: str
    away: list[Stretch]
    entries: list[Entry]


def days_of_week(user: AnyUser, *, monday: date, chosen: Chosen) -> list[Day]:
    days = [monday + timedelta(days=number) for number in range(7)]
    begins, ends = start_of(monday), start_of(days[-1] + timedelta(days=1))
    by_day: dict[date, list[Entry]] = {day: [] for day in days}
    for entry in entries_between(user, begins, ends, chosen):
        by_day[max(on_the_wall(entry.starts_at).date(), monday)].append(entry)
    away = absences_between(user, begins, ends, chosen)
    holidays = holidays_between(monday, days[-1])
    today = timezone.localdate()
    return [
        Day(
            date=day,
            is_today=day == today,
            holiday=holidays.get(day, ""),
            away=[one for one in away if _touches(one, day)],
            entries=by_day[day],
        )
        for day in days
    ]


def _touches(stretch: Stretch, day: date) -> bool:
    return stretch.starts_at < start_of(day + timedelta(days=1)) and stretch.ends_at > start_of(day)
