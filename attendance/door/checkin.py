"""The one verb of the door: what a device tells is noted once, judged, and made into attendance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from attendance.door import contradictions, walk_ins
from attendance.door import paper_consents as papers
from attendance.door.batch import Door, open_door
from attendance.door.derive import standing
from attendance.door.events import DoorEvent, Noted
from attendance.door.judgement import Face, judge
from attendance.door.keeping import attendance_from, keep_attendance, rederive
from attendance.models import Scan

if TYPE_CHECKING:
    from lms.people.models import Person
    from sessions.models import Session, Unit

__all__ = ["MOST_EVENTS", "keep_attendance", "note", "note_batch", "rederive"]

MOST_EVENTS = 200


def note(event: DoorEvent, *, session: Session, by: Person) -> Noted:
    """Note one event and say what to do. The same event again gives the same entry and changes nothing."""
    return note_batch([event], session=session, by=by)[0]


def note_batch(
    events: Sequence[DoorEvent],
    *,
    session: Session,
    by: Person,
    units: Sequence[Unit] | None = None,
    is_held_back: bool = False,
) -> list[Noted]:
    """Note many events of one session, answered in the order given; queries do not grow with their number.

    Safe to repeat, whole or in part and in any order. Two requests that tell the same event of an unknown
    pass at the same instant meet at the unique constraint: the later starts again and finds the entry. So
    does whoever tells of a list that is being closed in this instant, and hears that it is.

    ``units`` are those of the session, for a caller who has them. ``is_held_back`` when the one who tells
    has no right to the session any more: all is kept for the coordinator, nothing counts.
    """
    if not events:
        return []
    try:
        return _note(events, session=session, by=by, units=units, is_held_back=is_held_back)
    except IntegrityError:
        session.refresh_from_db(fields=["status", "starts_at", "ends_at", "closed_at"])
        return _note(events, session=session, by=by, units=units, is_held_back=is_held_back)


@transaction.atomic
def _note(
    events: Sequence[DoorEvent],
    *,
    session: Session,
    by: Person,
    units: Sequence[Unit] | None,
    is_held_back: bool,
) -> list[Noted]:
    walk_ins.write_down(events, session=session, by=by)
    door = open_door(events, session=session, by=by, units=units, is_held_back=is_held_back)
    turns = sorted(
        range(len(events)),
        key=lambda turn: (events[turn].happened_at, events[turn].sequence, events[turn].event_id.int),
    )
    noted = {turn: _note_one(events[turn], door=door) for turn in turns}
    papers.file_consents(events, door=door)
    known = {face: door.derived(face.person) for face in door.touched}
    keep_attendance(known, session=session, entries=door.fresh)
    _ask_humans(door)
    if moved := door.counted_elsewhere:
        rederive(session, moved)
    return [_completed(noted[index], door=door) for index in range(len(events))]


def _note_one(event: DoorEvent, *, door: Door) -> Noted:
    face = door.faces.get(event.event_id)
    scan = door.known.get((event.device, event.event_id))
    is_repeat = scan is not None
    if scan is None:
        verdict = judge(event, face, session=door.session, facts=door.facts(event, face))
        scan = _entry(event, face=face, verdict=verdict, door=door)
        door.fresh.append(scan)
        door.remember(scan)
    verdict = Scan.Verdict(scan.verdict)
    is_known_here = face is not None and (face.place_id is not None or face.is_walk_in)
    is_sent_on = verdict in {Scan.Verdict.OTHER_DAY, Scan.Verdict.WRONG_ROOM}
    return Noted(
        scan=scan,
        verdict=verdict,
        person=face.person if face and is_known_here else None,
        elsewhere=door.elsewhere.of(face.person, at=event.happened_at) if face and is_sent_on else None,
        is_repeat=is_repeat,
    )


def _entry(event: DoorEvent, *, face: Face | None, verdict: Scan.Verdict, door: Door) -> Scan:
    return Scan(
        event_id=event.event_id,
        device=event.device,
        session=door.session,
        person=face.person if face else None,
        act=event.act,
        method=event.method,
        verdict=verdict,
        annuls_event=event.annuls,
        sequence=event.sequence,
        happened_at=event.happened_at,
        device_at=event.device_at,
        stated_at=event.stated_at,
        noted_by=door.by,
        excuse=event.excuse,
        guardian_id=door.guardian_of(event, face),
        reason=event.reason,
    )


def _ask_humans(door: Door) -> None:
    """Open a question for each thing that a rule cannot decide."""
    contradictions.open_for(
        {
            (kind, scan.person): None
            for scan in door.fresh
            if scan.person and (kind := door.question_of(scan))
        },
        session=door.session,
    )
    contradictions.open_there_or_away(
        {face.person: door.entries_of(face.person) for face in door.touched},
        session=door.session,
        has_undoings=door.has_undoings,
    )


def _completed(noted: Noted, *, door: Door) -> Noted:
    """Add what is known only when the whole batch is noted."""
    face = door.faces.get(noted.scan.event_id)
    if face is None or not face.is_expected:
        return noted
    earlier = None
    if noted.verdict == Scan.Verdict.ALREADY_IN:
        came = [
            scan
            for scan in standing(door.entries_of(face.person))
            if scan.act == Scan.Act.ENTER and scan is not noted.scan
        ]
        earlier = min(came, key=lambda scan: scan.time, default=None)
    attendance = attendance_from(door.derived(face.person), face, session=door.session)
    return replace(noted, attendance=attendance, earlier=earlier)
