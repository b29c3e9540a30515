"""The log says two things of one person; a human reads both versions and says which was so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from attendance.door import undoings
from attendance.door.derive import standing
from attendance.door.entries import entries_about
from attendance.models import Contradiction, Scan
from attendance.records import correcting
from lms.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Sequence

    from attendance.door.events import DoorEvent

Kept, Kind, Act, Verdict = Contradiction.Kept, Contradiction.Kind, Scan.Act, Scan.Verdict
AWAY = (Act.EXCUSE, Act.MARK_ABSENT)
LATE = {Kind.AFTER_CLOSING: Verdict.CLOSED_SESSION, Kind.HELD_BACK: Verdict.HELD_BACK}
"""The verdict of the entries that wait, by what kind of question they opened."""
CHOICES = {
    Kind.THERE_OR_AWAY: (Kept.THERE, Kept.AWAY),
    Kind.AFTER_CLOSING: (Kept.ACCEPT, Kept.LEAVE),
    Kind.HELD_BACK: (Kept.ACCEPT, Kept.LEAVE),
}


class SettlingRefused(Exception):
    """It cannot be settled like this."""


class SettledAlready(SettlingRefused):
    """Somebody else has said how it was."""


class NotAChoice(SettlingRefused):
    """That is no answer to this question."""


@transaction.atomic
def settle(contradiction: Contradiction, *, by: Person, keep: str, reason: str) -> Contradiction:
    """Keep one version. The other is undone by new entries, never changed or removed.

    "there" or "away" where two people say different things; "accept" or "leave" for what arrived late or
    was noted by somebody whose right had ended. Settled once; the same answer again changes nothing.
    Raises SettledAlready, NotAChoice, and what ``correcting`` raises.
    """
    session = correcting.held_for_correction(contradiction.session)
    contradiction = (
        Contradiction.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=contradiction.pk)
    )
    if contradiction.settled_at:
        if contradiction.kept == keep:
            return contradiction
        raise SettledAlready
    if keep not in CHOICES[Kind(contradiction.kind)]:
        raise NotAChoice
    if not reason.strip():
        raise correcting.ReasonMissing
    # The person before the question, as at the door: who asks it anew there waits for this one to be settled.
    Person.objects.select_for_update(no_key=True).get(pk=contradiction.person_id)
    contradiction.settled_at, contradiction.settled_by = timezone.now(), by
    contradiction.kept, contradiction.reason = keep, reason.strip()[: correcting.REASON_LENGTH]
    # First said to be settled, so that the entries that settle it find no open question.
    contradiction.save(update_fields=["settled_at", "settled_by", "kept", "reason"])
    if events := _events(contradiction, keep=Kept(keep)):
        person = contradiction.person
        correcting.write(events, session=session, people=[person], by=by, reason=contradiction.reason)
    return contradiction


def versions(contradiction: Contradiction) -> tuple[list[Scan], list[Scan]]:
    """Both sides, entry by entry: there and away; or what stands and what waits. One query."""
    scans = entries_about(contradiction.person, session=contradiction.session)
    entries = list(scans.select_related("noted_by", "guardian"))
    verdict = LATE.get(Kind(contradiction.kind))
    stands = standing(entries)
    if verdict:
        early = undoings.waiting(entries, verdict=verdict)
        return stands, [
            scan for scan in entries if scan in early or (scan.verdict == verdict and scan.person_id)
        ]
    return (
        [scan for scan in stands if scan.act not in AWAY],
        [scan for scan in stands if scan.act in AWAY],
    )


def _events(contradiction: Contradiction, *, keep: Contradiction.Kept) -> Sequence[DoorEvent]:
    first, second = versions(contradiction)
    if keep == Kept.THERE:
        return [correcting.undoing(scan.event_id) for scan in second]
    if keep == Kept.AWAY:
        return [correcting.undoing(scan.event_id) for scan in first]
    if keep == Kept.ACCEPT:
        return [_said_again(scan, contradiction.person) for scan in _not_taken_back(second)]
    return []


def _not_taken_back(waiting: Sequence[Scan]) -> list[Scan]:
    """What waits, without what the same hand undid before it arrived."""
    told = {scan.event_id for scan in waiting}
    undone = {scan.annuls_event for scan in waiting if scan.act == Act.ANNUL}
    return [
        scan
        for scan in waiting
        if scan.event_id not in undone and not (scan.act == Act.ANNUL and scan.annuls_event in told)
    ]


def _said_again(scan: Scan, person: Person) -> DoorEvent:
    """The same, as an entry of today that counts and states when it was so."""
    if scan.annuls_event:
        return correcting.undoing(scan.annuls_event)
    is_there = scan.act not in AWAY
    return correcting.entry(
        Act(scan.act), person=person, stated_at=scan.time if is_there else None, excuse=scan.excuse
    )
