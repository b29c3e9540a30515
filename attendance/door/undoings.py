"""Whose right an undoing was. It may arrive before what it undoes, so that is looked at each time anew."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from attendance.door.judgement import BY_HOUSE, SELF_SERVICE
from attendance.models import Scan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from uuid import UUID


def may_undo(person_id: int, target: Scan, *, method: str) -> bool:
    """Whoever noted something takes it back; what people scanned themselves, anybody at the Desk.

    The house undoes by corrections, imports and apologies, whose verbs know who may.
    """
    is_own = person_id == target.noted_by_id
    return is_own or target.method in SELF_SERVICE or method in (*BY_HOUSE, Scan.Method.APOLOGY)


def undone_by(annul: Scan, told: Iterable[Scan]) -> list[Scan]:
    """What an undoing that counts takes back.

    One that knows its person came after what it undoes: it was judged then, and what was said of it holds.
    """
    targets = [scan for scan in told if scan.event_id == annul.annuls_event]
    theirs = [scan for scan in targets if _is_theirs(annul, scan)]
    return theirs or (targets if annul.person_id else [])


def waiting(entries: Collection[Scan], *, verdict: str = Scan.Verdict.HELD_BACK) -> list[Scan]:
    """Undoings that came before what they undo, and that a human must decide on now that it is here.

    They were kept with this verdict; or they counted, and it turns out to be somebody else's.
    """
    told: dict[UUID, list[Scan]] = defaultdict(list)
    for scan in entries:
        if scan.act != Scan.Act.ANNUL:
            told[scan.event_id].append(scan)
    early = (scan for scan in entries if scan.act == Scan.Act.ANNUL and scan.person_id is None)
    return [
        annul
        for annul in early
        if annul.annuls_event
        and (targets := told.get(annul.annuls_event))
        and (annul.verdict == verdict or _is_anothers(annul, targets, verdict=verdict))
    ]


def _is_anothers(annul: Scan, targets: Sequence[Scan], *, verdict: str) -> bool:
    is_asked = verdict == Scan.Verdict.HELD_BACK and annul.counts
    return is_asked and not any(_is_theirs(annul, target) for target in targets)


def _is_theirs(annul: Scan, target: Scan) -> bool:
    return may_undo(annul.noted_by_id, target, method=annul.method)
