"""Between the clock on the wall, which the page shows, and moments.

The widget of the page knows no zones by name, so it is given, and gives back, hours without a zone.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.session import WARSAW
from sessions.timetable import on_the_clock

_ISO_WEEK = re.compile(r"(\d{4})-W(\d{2})")
FIRST_YEAR, LAST_YEAR = 2000, 2199


def on_the_wall(moment: datetime) -> datetime:
    """What the clocks of Wrocław show at that moment, without a zone."""
    return timezone.localtime(moment, WARSAW).replace(tzinfo=None)


def as_text(moment: datetime) -> str:
    return on_the_wall(moment).isoformat(timespec="seconds")


def day_begins(day: date) -> datetime:
    return on_the_clock(datetime.combine(day, time.min))


def is_skipped(local: datetime) -> bool:
    """Whether no clock ever shows this: the hour that is left out in spring."""
    return on_the_wall(on_the_clock(local)) != local


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


class OnTheWallField(forms.Field):
    """An hour without a zone, as the widget sends it. One that no clock shows is refused."""

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            local = datetime.fromisoformat(str(value))
        except ValueError:
            local = None
        if local is None or local.tzinfo or not FIRST_YEAR <= local.year <= LAST_YEAR:
            raise ValidationError(_("This is not an hour."))
        if is_skipped(local):
            raise ValidationError(_("The clocks skip this hour that night. Choose another."))
        return local.replace(microsecond=0)
