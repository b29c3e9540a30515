"""The parts of a session in which minutes are earned, by the clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sessions.models import Timetable

if TYPE_CHECKING:
    from sessions.models import Session, Unit


@dataclass(frozen=True)
class Stretch:
    """A unit from when to when; what lies between two of them is a break and earns nothing."""

    starts_at: datetime
    ends_at: datetime
    is_practice: bool = False


def stretches_of(session: Session, units: Iterable[Unit] | None = None) -> tuple[Stretch, ...]:
    """The units of a session as hours; a session without units is one. They never overlap.

    A query, unless the units are given or were prefetched.
    """
    stretches: list[Stretch] = []
    known = session.units.all() if units is None else units
    for unit in sorted(known, key=lambda unit: unit.starts_after):
        starts_at, ends_at = unit.hours(session)
        starts_at = max(starts_at, stretches[-1].ends_at) if stretches else starts_at
        if starts_at < ends_at:
            stretches.append(Stretch(starts_at, ends_at, unit.kind == Timetable.Kind.PRACTICE))
    if stretches:
        return tuple(stretches)
    return (Stretch(session.starts_at, session.ends_at, session.kind == Timetable.Kind.PRACTICE),)
