"""Opening hours as people say them, in the reader's language."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.offices.plan import WARSAW, Span, Why
from cms.offices.public_holidays import name_of
from lms.web import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from cms.offices.opening_hours import HoursNow, WeekRow
    from cms.offices.plan import DayHours

A_MONDAY = date(2024, 1, 1)


def spans(of_a_day: Sequence[Span]) -> str:
    """ "8.00–12.00, 13.00–15.00", "closed", "round the clock"."""
    if not of_a_day:
        return pgettext("opening hours", "closed")
    return ", ".join(_span(span) for span in of_a_day)


def _span(span: Span) -> str:
    if span.is_whole_day:
        return _("round the clock")
    return dates.hours(span.opens, span.closes)


def weekdays(numbers: Sequence[int]) -> str:
    """Days of the week in short, those in a row as one: "Mon–Wed, Fri"."""
    rows: list[list[int]] = []
    for number in numbers:
        if rows and number == rows[-1][-1] + 1:
            rows[-1].append(number)
        else:
            rows.append([number])
    return ", ".join("–".join(map(_short, dict.fromkeys((row[0], row[-1])))) for row in rows)


def _short(weekday: int) -> str:
    return date_format(A_MONDAY + timedelta(days=weekday), "D")


def week(rows: Iterable[WeekRow]) -> str:
    """ "Mon–Wed, Fri 8.00–15.00, Thu 8.00–16.30"."""
    return ", ".join(f"{row.days} {row.hours}" for row in rows)


def days(first: date, last: date) -> str:
    """ "tomorrow, Wednesday, 11 November", "1–14 August"."""
    return dates.near_day(first) if first == last else dates.span(first, last)


def notice(hours: DayHours) -> str:
    """What is different on a day, and why: "closed, public holiday (Epiphany)", "10.00–12.00"."""
    why = reason(hours)
    told = spans(hours.spans)
    return f"{told}, {why}" if why else told


def reason(hours: DayHours) -> str:
    """Why a day has other hours than its week, as far as somebody said."""
    if hours.why is Why.HOLIDAY:
        return _("public holiday (%(name)s)") % {"name": name_of(hours.day)}
    if hours.why is Why.LAST_OF_MONTH and not hours.reason:
        return _("last working day of the month")
    return hours.reason.strip().rstrip(".")


def status(hours: HoursNow) -> str:
    """ "Open now", "Closed today", "Closed now"."""
    if hours.is_open:
        return _("Open now")
    return _("Closed now") if hours.today.spans else _("Closed today")


def detail(hours: HoursNow) -> str:
    """What follows the status: "until 15.30", "Opens tomorrow, Tuesday, at 7.30"."""
    if hours.is_open:
        until = hours.closes_at
        return _("until %(hour)s") % {"hour": dates.hour(until)} if until else _("round the clock")
    return _opens(hours.next_opening, today=hours.date) if hours.next_opening else ""


def now(hours: HoursNow) -> str:
    """The whole of it in one or two sentences."""
    if hours.is_open:
        return ", ".join((status(hours), detail(hours)))
    if hours.next_opening is None:
        return _("Closed until further notice")
    why = "" if hours.today.spans else reason(hours.today)
    closed = f"{status(hours)}: {why}" if why else status(hours)
    return f"{closed}. {detail(hours)}"


def _opens(moment: datetime, *, today: date) -> str:
    local = moment.astimezone(WARSAW)
    words = {
        "hour": dates.hour(moment),
        "weekday": dates.weekday(local),
        "on_weekday": on_weekday(local.weekday()),
        "date": dates.date_in_words(local),
    }
    if local.date() == today:
        return _("Opens today at %(hour)s") % words
    if local.date() == today + timedelta(days=1):
        return _("Opens tomorrow, %(weekday)s, at %(hour)s") % words
    return _("Opens %(on_weekday)s, %(date)s, at %(hour)s") % words


def on_weekday(number: int) -> str:
    """ "on Tuesday": Polish and Ukrainian decline the day and choose between two prepositions."""
    return (
        _("on Monday"),
        _("on Tuesday"),
        _("on Wednesday"),
        _("on Thursday"),
        _("on Friday"),
        _("on Saturday"),
        _("on Sunday"),
    )[number]
