"""Months and what people mean by the last one, the quarter, the year."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from django.utils.translation import gettext as _

Days = tuple[date, date]


def month_of(day: date) -> Days:
    """Its first day and its last."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def months_in(since: date, until: date) -> list[Days]:
    """Every month of which a day lies between the two."""
    found = [month_of(since)]
    while found[-1][1] < until:
        found.append(month_of(found[-1][1] + timedelta(days=1)))
    return found


def usual_days(today: date) -> list[tuple[str, date, date]]:
    """Days that reports are most often about: name, first, last."""
    first, last = month_of(today)
    quarter = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    return [
        (_("this month"), first, last),
        (_("last month"), *month_of(first - timedelta(days=1))),
        (_("this quarter"), quarter, month_of(quarter.replace(month=quarter.month + 2))[1]),
        (_("this year"), date(today.year, 1, 1), date(today.year, 12, 31)),
        (_("last year"), date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)),
    ]
