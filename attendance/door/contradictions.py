"""The log says two things of one person: both stay, and a human is asked which was so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attendance.door.derive import AWAY, standing
from attendance.door.judgement import BY_HOUSE
from attendance.models import Contradiction, Scan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from lms.people.models import Person
    from sessions.models import Session

Kind = Contradiction.Kind
FORECASTS = (*BY_HOUSE, Scan.Method.APOLOGY)
"""Nobody who writes such an entry says that they saw it."""


def witnessed(entries: Iterable[Scan]) -> list[Scan]:
    """What people say they saw, since somebody last put it right."""
    seen: list[Scan] = []
    for scan in standing(entries):
        if scan.method == Scan.Method.CORRECTION:
            seen = []
        elif scan.method not in FORECASTS:
            seen.append(scan)
    return seen


def disagree(entries: Iterable[Scan]) -> list[Scan]:
    """The entries of two authors of whom one says there and the other away; none if they agree."""
    seen = witnessed(entries)
    there = {scan.noted_by_id for scan in seen if scan.act not in AWAY}
    away = {scan.noted_by_id for scan in seen if scan.act in AWAY}
    is_said = any(one != other for one in there for other in away)
    return seen if is_said else []


def open_for(found: Iterable[tuple[Kind, Person]], *, session: Session) -> None:
    """Ask a human; of what is asked already nobody is asked twice. A query, none if there is nothing."""
    rows = [Contradiction(session=session, person=person, kind=kind) for kind, person in found]
    if rows:
        Contradiction.objects.bulk_create(rows, ignore_conflicts=True)


def open_there_or_away(
    noted: Mapping[Person, Collection[Scan]], *, session: Session, has_undoings: bool
) -> None:
    """Ask about those of whom two authors say different things, and no more about those where none does.

    What was settled stays settled until something new is said. Without a disagreement or an undoing no
    query, else at most three.
    """
    said = {person: disagree(entries) for person, entries in noted.items()}
    split = {person: entries for person, entries in said.items() if entries}
    if split:
        before = Contradiction.objects.filter(
            session=session, person__in=split, kind=Kind.THERE_OR_AWAY, settled_at__isnull=False
        )
        settled = {
            person: at
            for person, at in before.order_by("settled_at").values_list("person", "settled_at")
            if at
        }
        open_for(
            (
                (Kind.THERE_OR_AWAY, person)
                for person, entries in split.items()
                if person.pk not in settled or any(scan.received_at > settled[person.pk] for scan in entries)
            ),
            session=session,
        )
    if has_undoings and (agreed := [person for person in noted if person not in split]):
        Contradiction.objects.filter(
            session=session, person__in=agreed, kind=Kind.THERE_OR_AWAY, settled_at=None
        ).delete()
