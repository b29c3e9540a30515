"""Units and teaching hours in templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.db.models import prefetch_related_objects

from lms.web.dates import hours
from sessions.models import Session, Timetable
from sessions.teaching_hours import teaching_hours
from sessions.units import fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from sessions.models import Run, Unit

register = template.Library()


@register.simple_tag
def unit_hours(unit: Unit, session: Session) -> str:
    """ "17.00–17.45"."""
    return hours(*unit.hours(session))


@register.simple_tag
def units_line(session: Session, *, hides: bool = False) -> str:
    """ "17.00–17.45 theory: Court · 17.55–18.40 practice"; empty where the session is one.

    ``hides`` leaves the topics out. A query, unless the units were prefetched.
    """
    lines = []
    for unit in session.units.all():
        line = f"{hours(*unit.hours(session))} {Timetable.Kind(unit.kind).label}"
        lines.append(line if hides or not unit.topic else f"{line}: {unit.topic}")
    return " · ".join(lines)


@register.simple_tag
def with_units(meetings: Sequence[tuple[Session, Any]]) -> Sequence[tuple[Session, Any]]:
    """The same meetings with their units read, in one query."""
    prefetch_related_objects([session for session, _where in meetings], "units")
    return meetings


@register.simple_tag
def taught_in_all(sessions: Iterable[Session], run: Run) -> str:
    """What the meetings amount to without their breaks: "6 teaching hours of 45 min"."""
    minutes = sum(_minutes(session) for session in sessions if not session.is_cancelled)
    return teaching_hours(minutes, minutes_in_hour=run.course.minutes_in_hour) if minutes else ""


@register.filter
def units_fit(session: Session) -> bool:
    return fit(session)


def _minutes(session: Session) -> int:
    units = session.units.all()
    return sum(unit.minutes for unit in units) if units else session.minutes
