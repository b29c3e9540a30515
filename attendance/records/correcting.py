"""A record is put right: what was noted is undone by new entries with an author and a reason; all is kept.

Allowed after the list was handed in, too; then minutes and certificates follow the corrected record. Who may
correct is known to whoever calls: the coordinator of the organiser and administrators.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from attendance.door.checkin import note_batch
from attendance.door.derive import standing
from attendance.door.entries import entries_about
from attendance.door.events import DoorEvent
from attendance.door.guests import runs_to_hold
from attendance.models import Scan
from attendance.records.concluding import count_again
from attendance.sheets.freezing import freeze
from sessions.models import Run, Session

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from attendance.door.events import Noted
    from attendance.models import Excuse
    from lms.people.models import Person

Act = Scan.Act
REASON_LENGTH = 200


class CorrectionRefused(Exception):
    """The record cannot be corrected like this."""


class ReasonMissing(CorrectionRefused):
    """Two years later nobody would know why."""


class NothingToCorrect(CorrectionRefused):
    """The session was called off, so nobody was there or away."""


class HoursAskew(CorrectionRefused):
    """They left before they came, or the hours are not those of the session."""


@transaction.atomic
def correct(
    person: Person,
    *,
    session: Session,
    by: Person,
    reason: str,
    act: Act,
    at: datetime | None = None,
    until: datetime | None = None,
    excuse: Excuse | str = "",
) -> list[Noted]:
    """Say how it was, over all that was noted before; the answer is the entries of this correction.

    ``act`` ENTER: was there from ``at`` (the start, if nothing is said) until ``until`` (the end);
    LEAVE: was there from the start until ``at``; EXCUSE and MARK_ABSENT: was not there.
    Raises ReasonMissing, NothingToCorrect, HoursAskew.
    """
    reason = reason.strip()[:REASON_LENGTH]
    if not reason:
        raise ReasonMissing
    session = held_for_correction(session)
    said = _said(act, session=session, at=at, until=until)
    events = [undoing(scan.event_id) for scan in standing(entries_about(person, session=session))]
    events += [
        entry(kind, person=person, stated_at=stated_at, excuse=excuse if kind == Act.EXCUSE else "")
        for kind, stated_at in said
    ]
    return write(events, session=session, people=[person], by=by, reason=reason)


def held_for_correction(session: Session) -> Session:
    """The session as it stands now, kept for this transaction. Raises NothingToCorrect.

    Runs are held first, as by all verbs of planning. The lock lets those at the door go on: they hold people
    and then look at the session, a correction the other way round.
    """
    for run in runs_to_hold(session):
        Run.objects.hold(run)
    held = (
        Session.objects.select_for_update(of=("self",), no_key=True)
        .select_related("run__course", "run__organiser", "run__funder")
        .get(pk=session.pk)
    )
    if held.is_cancelled:
        raise NothingToCorrect
    return held


def write(
    events: Iterable[DoorEvent], *, session: Session, people: Iterable[Person], by: Person, reason: str
) -> list[Noted]:
    """Put the entries of one correction into the log, with its reason, and count again what hangs on them.

    A list handed in before is frozen anew; the sheet that was frozen then stays as it was.

    Every correction is a device of its own, so that undoing an earlier one takes nothing of this one along.
    """
    device, now = f"correction-{uuid4().hex}", timezone.now()
    told = [
        DoorEvent(
            **{
                **vars(event),
                "device": device,
                "happened_at": now,
                "sequence": sequence,
                "method": Scan.Method.CORRECTION,
                "reason": reason,
            }
        )
        for sequence, event in enumerate(events, start=1)
    ]
    noted = note_batch(told, session=session, by=by)
    count_again(session, people, by=by, cause=reason)
    if session.status == Session.Status.CLOSED:
        freeze(session, by=by)
    return noted


def entry(act: Act, *, person: Person, stated_at: datetime | None = None, excuse: str = "") -> DoorEvent:
    """What a correction says; where, when and by whom is added when it is written."""
    return DoorEvent(
        event_id=uuid4(),
        device="",
        happened_at=timezone.now(),
        act=act,
        person=person.uuid,
        stated_at=stated_at,
        excuse=excuse,
    )


def undoing(event_id: UUID) -> DoorEvent:
    """What takes an earlier entry back; both stay in the log."""
    return DoorEvent(event_id=uuid4(), device="", happened_at=timezone.now(), act=Act.ANNUL, annuls=event_id)


def _said(
    act: Act, *, session: Session, at: datetime | None, until: datetime | None
) -> list[tuple[Act, datetime | None]]:
    """The entries that say it, each with the time it states."""
    if act in {Act.EXCUSE, Act.MARK_ABSENT}:
        return [(act, None)]
    came, left = (session.starts_at, at) if act == Act.LEAVE else (at or session.starts_at, until)
    gone = left if left and left < session.ends_at else None
    if not session.starts_at <= came <= session.ends_at or (gone and gone <= came):
        raise HoursAskew
    return [(Act.ENTER, came), *([(Act.LEAVE, gone)] if gone else [])]
