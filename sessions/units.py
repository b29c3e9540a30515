"""The parts of a session that count by themselves: proposed, checked, written down, shared by a series."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db import transaction

from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from sessions import signals
from sessions.errors import AlreadyCancelled, AlreadyClosed, UnitOutside, UnitsOverlap
from sessions.models import Run, Session, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lms.people.models import Person
    from sessions.models import Timetable

MOST_UNITS = 24
MOST_LOOKED_AT = 10
"""How far back a series is asked for a session as long as the next one."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A unit as it is planned: minutes after the start of the session, and how long."""

    starts_after: int
    minutes: int
    kind: str
    topic: str = ""

    @property
    def ends_after(self) -> int:
        return self.starts_after + self.minutes


def propose(length: int, *, minutes: int, pause: int, kind: str) -> list[Part]:
    """As many units of ``minutes`` as go into ``length``, with ``pause`` minutes between each two."""
    step = minutes + pause
    number = min((length + pause) // step, MOST_UNITS)
    return [Part(starts_after=index * step, minutes=minutes, kind=kind) for index in range(number)]


def parts_of(session: Session) -> list[Part]:
    """The units of a session as they were planned."""
    return [
        Part(starts_after=unit.starts_after, minutes=unit.minutes, kind=unit.kind, topic=unit.topic)
        for unit in session.units.all()
    ]


def fit(session: Session) -> bool:
    """Whether the units lie inside the session; one that was made shorter cuts off its last ones."""
    return all(part.ends_after <= session.minutes for part in parts_of(session))


@transaction.atomic
def set_units(session: Session, parts: Iterable[Part], *, by: Person | None) -> list[Unit]:
    """Let a session consist of these units; of none: then it is one unit. The same again changes nothing.

    What was noted at its door is counted anew. Raises UnitOutside, UnitsOverlap, AlreadyClosed,
    AlreadyCancelled; then all stays as it was.
    """
    held = _held(session)
    wanted = sorted(parts, key=lambda part: part.starts_after)
    _assert_fit(held, wanted)
    if parts_of(held) == wanted:
        return list(held.units.all())
    return _write(held, wanted, by=by)


@transaction.atomic
def share_with_series(session: Session, *, by: Person | None) -> int:
    """Give the same hours of units to the meetings of the series still to come that last as long.

    Their topics stay theirs where a unit begins at the same minute. Returns how many have changed.
    """
    if session.timetable_id is None:
        return 0
    parts, changed = parts_of(session), 0
    following = Session.objects.filter(timetable=session.timetable_id, status=Session.Status.PLANNED)
    for other in following.upcoming().exclude(pk=session.pk).select_related("run"):
        if other.minutes != session.minutes:
            continue
        held = _held(other)
        topics = {part.starts_after: part.topic for part in parts_of(held)}
        wanted = [
            Part(
                starts_after=part.starts_after,
                minutes=part.minutes,
                kind=part.kind,
                topic=topics.get(part.starts_after, ""),
            )
            for part in parts
        ]
        if parts_of(held) != wanted:
            _write(held, wanted, by=by)
            changed += 1
    return changed


@transaction.atomic
def copy_units(session: Session, *, to: Session) -> None:
    """A session held again has the parts of the one before; only for one that has none yet."""
    Unit.objects.bulk_create(_rows(to, [part for part in parts_of(session) if part.ends_after <= to.minutes]))


@transaction.atomic
def carry_on_in_series(timetable: Timetable, created: Sequence[Session]) -> None:
    """Sessions that a series goes on with consist of the same hours as the last one that lasts as long.

    Topics are of one meeting, so they are not taken along. At most three queries, none if nothing was made.
    """
    if not created:
        return
    before = timetable.sessions.not_cancelled().exclude(pk__in=[session.pk for session in created])
    earlier = before.filter(starts_at__lt=created[0].starts_at).order_by("-starts_at", "-pk")
    last = next((each for each in earlier[:MOST_LOOKED_AT] if each.minutes == created[0].minutes), None)
    if last is None:
        return
    parts = [replace(part, topic="") for part in parts_of(last)]
    rows = (_rows(session, parts) for session in created if session.minutes == last.minutes)
    Unit.objects.bulk_create(row for of_session in rows for row in of_session)


def _held(session: Session) -> Session:
    run = Run.objects.hold(session.run)
    held = Session.objects.select_for_update(of=("self",), no_key=True).get(pk=session.pk)
    held.run = run
    if held.status == Session.Status.CLOSED:
        raise AlreadyClosed
    if held.is_cancelled:
        raise AlreadyCancelled
    return held


def _assert_fit(session: Session, parts: Sequence[Part]) -> None:
    for part in parts:
        if part.ends_after > session.minutes:
            raise UnitOutside(session, part)
    for one, following in pairwise(parts):
        if following.starts_after < one.ends_after:
            raise UnitsOverlap(session, one, following)


def _write(session: Session, parts: Sequence[Part], *, by: Person | None) -> list[Unit]:
    session.units.all().delete()
    rows = Unit.objects.bulk_create(_rows(session, parts))
    record(AuditEntry.Action.CHANGED, session, actor=by.user if by else None)
    signals.units_changed.send(sender=Session, session=session)
    return rows


def _rows(session: Session, parts: Iterable[Part]) -> list[Unit]:
    return [
        Unit(
            session=session,
            starts_after=part.starts_after,
            minutes=part.minutes,
            kind=part.kind,
            topic=part.topic,
        )
        for part in parts
    ]
