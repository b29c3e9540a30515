"""The dates of a run as people say them: "Mondays and Wednesdays, 17.00–19.00, 8 meetings"."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lms.web import dates

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sessions.models import Session

WEEKDAYS = (
    gettext_lazy("Mondays"),
    gettext_lazy("Tuesdays"),
    gettext_lazy("Wednesdays"),
    gettext_lazy("Thursdays"),
    gettext_lazy("Fridays"),
    gettext_lazy("Saturdays"),
    gettext_lazy("Sundays"),
)
DAYS_SAID_BY_NAME = 3
DATES_SAID_ONE_BY_ONE = 2


@dataclass(frozen=True)
class RunDates:
    """When a run meets. ``start`` is the next meeting, or the first when all are over."""

    start: datetime | None
    title: str
    hours: str
    meetings: str


def dates_of(sessions: Sequence[Session]) -> RunDates:
    """Say the dates of these meetings, which are in order and none of them cancelled."""
    if not sessions:
        return RunDates(start=None, title=_("Dates to be agreed"), hours="", meetings="")
    now = timezone.now()
    coming = next((one for one in sessions if one.ends_at >= now), sessions[0])
    if len(sessions) == 1:
        only = sessions[0]
        hours = dates.hours(only.starts_at, only.ends_at)
        return RunDates(
            start=only.starts_at, title=capfirst(dates.day(only.starts_at)), hours=hours, meetings=""
        )
    return RunDates(
        start=coming.starts_at,
        title=_title(sessions),
        hours=_hours(sessions),
        meetings=ngettext("%(count)d meeting", "%(count)d meetings", len(sessions))
        % {"count": len(sessions)},
    )


def _weekday(session: Session) -> int:
    return timezone.localtime(session.starts_at).weekday()


def _title(sessions: Sequence[Session]) -> str:
    span = dates.span(sessions[0].starts_at, sessions[-1].starts_at)
    weekdays = sorted({_weekday(session) for session in sessions})
    if len(sessions) <= DATES_SAID_ONE_BY_ONE:
        return joined([dates.date_in_words(session.starts_at) for session in sessions])
    if len(weekdays) > DAYS_SAID_BY_NAME or len(weekdays) == len(sessions):
        return span
    return f"{capfirst(joined([str(WEEKDAYS[day]) for day in weekdays]))}, {span}"


def _hours(sessions: Sequence[Session]) -> str:
    """The hours when all meetings keep the same; for two kinds of days, each with its own."""
    days_by_hours: dict[str, set[int]] = defaultdict(set)
    for session in sessions:
        days_by_hours[dates.hours(session.starts_at, session.ends_at)].add(_weekday(session))
    if len(days_by_hours) == 1:
        return next(iter(days_by_hours))
    apart = sum(len(days) for days in days_by_hours.values()) == len(set().union(*days_by_hours.values()))
    if not apart or len(days_by_hours) > DAYS_SAID_BY_NAME:
        return _("hours differ")
    said = (
        f"{joined([str(WEEKDAYS[day]) for day in sorted(days)])} {hours}"
        for hours, days in sorted(days_by_hours.items(), key=lambda item: min(item[1]))
    )
    return ", ".join(said)


def joined(parts: Sequence[str]) -> str:
    """ "one", "one and two", "one, two and three"."""
    if len(parts) < 2:
        return "".join(parts)
    return _("%(some)s and %(last)s") % {"some": ", ".join(parts[:-1]), "last": parts[-1]}
