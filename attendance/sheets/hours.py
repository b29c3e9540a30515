"""Hours as papers say them: in teaching hours of the course, theory and practice apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import formats
from django.utils.translation import gettext as _

from sessions.models import Timetable

if TYPE_CHECKING:
    from sessions.models import Session


@dataclass(frozen=True)
class Span:
    """Minutes of real time, theory and practice apart."""

    theory: int = 0
    practice: int = 0

    @property
    def total(self) -> int:
        return self.theory + self.practice

    def __add__(self, other: Span) -> Span:
        return Span(self.theory + other.theory, self.practice + other.practice)


def span_of(session: Session) -> Span:
    """What a session is planned to give: its units, or the whole of it. Its units are looked up."""
    units = list(session.units.all())
    if not units:
        whole = session.minutes
        return Span(practice=whole) if session.kind == Timetable.Kind.PRACTICE else Span(theory=whole)
    practice = theory = 0
    for unit in units:
        starts_at, ends_at = unit.hours(session)
        minutes = int((ends_at - starts_at).total_seconds() // 60)
        if unit.kind == Timetable.Kind.PRACTICE:
            practice += minutes
        else:
            theory += minutes
    return Span(theory, practice)


def figure(minutes: int, minutes_in_hour: int) -> str:
    """Teaching hours with at most two decimals: 6, 4,5 or 2,67."""
    hours = round(minutes / minutes_in_hour, 2)
    return formats.number_format(int(hours) if hours == int(hours) else hours)


def in_words(span: Span, minutes_in_hour: int) -> str:
    """ "2,67 (theory 2, practice 0,67)", without a part that is not there."""
    total = figure(span.total, minutes_in_hour)
    parts = {
        "total": total,
        "theory": figure(span.theory, minutes_in_hour),
        "practice": figure(span.practice, minutes_in_hour),
    }
    if span.theory and span.practice:
        return _("%(total)s (theory %(theory)s, practice %(practice)s)") % parts
    if span.practice:
        return _("%(total)s of practice") % parts
    return _("%(total)s of theory") % parts
