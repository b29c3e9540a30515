"""The one verb of the door: what a device tells is noted once, judged, and made into attendance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from attendance import recognition
from attendance.derive import Derived, derive, standing
from attendance.elsewhere import Elsewhere
from attendance.events import DoorEvent, Noted
from attendance.judgement import Face, is_outside_hours, judge
from attendance.models import Attendance, Scan

if TYPE_CHECKING:
    from lms.people.models import Person
    from sessions.models import Session

MOST_EVENTS = 200


def note(event: DoorEvent, *, session: Session, by: Person) -> Noted:
    """Note one event and say what to do. The same event again gives the same entry and changes nothing."""
    return note_batch([event], session=session, by=by)[0]


def note_batch(events: Sequence[DoorEvent], *, session: Session, by: Person) -> list[Noted]:
    """Note many events of one session, answered in the order given; queries do not grow with their number.

    Safe to repeat, whole or in part and in any order. Two requests that tell the same event of an unknown
    pass at the same instant meet at the unique constraint: the later starts again and finds the entry. So
    does whoever tells of a list that is being closed in this instant, and hears that it is.
    """
    try:
        return _note(events, session=session, by=by)
    except IntegrityError:
        session.refresh_from_db(fields=["status", "starts_at", "ends_at"])
        return _note(events, session=session, by=by)


@dataclass
class Door:
    """What is known at the door of a session while a batch is noted."""

    session: Session
    by: Person
    faces: Mapping[UUID, Face]
    elsewhere: Elsewhere
    known: dict[tuple[str, UUID], Scan] = field(default_factory=dict)
    history: dict[int | None, list[Scan]] = field(default_factory=lambda: defaultdict(list))
    fresh: list[Scan] = field(default_factory=list)

    def remember(self, scan: Scan) -> None:
        self.known[scan.device, scan.event_id] = scan
        if scan.session_id == self.session.pk:
            self.history[scan.person_id].append(scan)

    def entries_of(self, person: Person) -> list[Scan]:
        """Entries about a person, with the undoings that arrived before what they undo."""
        return [*self.history[person.pk], *self.history[None]]

    def derived(self, person: Person) -> Derived:
        return derive(self.entries_of(person), starts_at=self.session.starts_at, ends_at=self.session.ends_at)


@transaction.atomic
def _note(events: Sequence[DoorEvent], *, session: Session, by: Person) -> list[Noted]:
    faces = recognition.faces_of(events, session=session)
    door = Door(session=session, by=by, faces=faces, elsewhere=_elsewhere(events, faces, session=session))
    for scan in _entries(events, faces, session=session):
        door.remember(scan)
    noted: dict[int, Noted] = {}
    for index, event in sorted(
        enumerate(events), key=lambda each: (each[1].happened_at, each[1].event_id.int)
    ):
        noted[index] = _note_one(event, door=door)
    Scan.objects.bulk_create(door.fresh)
    keep_attendance(
        {face: door.derived(face.person) for face in _touched(door)},
        session=session,
    )
    return [_completed(noted[index], door=door) for index in range(len(events))]


def _note_one(event: DoorEvent, *, door: Door) -> Noted:
    face = door.faces.get(event.event_id)
    scan = door.known.get((event.device, event.event_id))
    is_repeat = scan is not None
    if scan is None:
        elsewhere = door.elsewhere.of(face.person, at=event.happened_at) if face else None
        verdict = judge(
            event,
            face,
            session=door.session,
            is_in=bool(face and face.is_expected and door.derived(face.person).is_in),
            belongs_elsewhere=elsewhere is not None,
        )
        scan = _entry(event, face=face, verdict=verdict, door=door)
        door.fresh.append(scan)
        door.remember(scan)
    verdict = Scan.Verdict(scan.verdict)
    is_known_here = face is not None and face.place_id is not None
    return Noted(
        scan=scan,
        verdict=verdict,
        person=face.person if face and is_known_here else None,
        elsewhere=door.elsewhere.of(face.person, at=event.happened_at)
        if face and verdict == Scan.Verdict.OTHER_DAY
        else None,
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
        happened_at=event.happened_at,
        stated_at=event.stated_at,
        noted_by=door.by,
        reason=event.reason,
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


def _entries(events: Sequence[DoorEvent], faces: Mapping[UUID, Face], *, session: Session) -> Iterable[Scan]:
    """In one query: these very events, if told before, and whatever was noted of these people here."""
    told = Q(device__in={event.device for event in events}, event_id__in={event.event_id for event in events})
    about = Q(session=session, person__in={face.person.pk for face in faces.values()})
    early_undoings = Q(session=session, person=None, act=Scan.Act.ANNUL)
    return Scan.objects.filter(told | about | early_undoings).select_related("noted_by")


def _elsewhere(events: Sequence[DoorEvent], faces: Mapping[UUID, Face], *, session: Session) -> Elsewhere:
    strayed = {
        face.person: event.happened_at
        for event in events
        if (face := faces.get(event.event_id))
        and (not face.is_expected or is_outside_hours(session, event.happened_at))
    }
    return Elsewhere(strayed.keys(), session=session, at=strayed.values())


def _touched(door: Door) -> set[Face]:
    """People of this list about whom something new was noted that counts."""
    faces = (door.faces.get(scan.event_id) for scan in door.fresh if scan.counts)
    return {face for face in faces if face and face.is_expected}


def attendance_from(derived: Derived, face: Face, *, session: Session) -> Attendance | None:
    """The row that says so; none while nothing is known of somebody."""
    if derived.status is None or face.place_id is None:
        return None
    return Attendance(
        session=session,
        person=face.person,
        place_id=face.place_id,
        status=derived.status,
        minutes=derived.minutes,
        arrived_at=derived.arrived_at,
        left_at=derived.left_at,
    )


def keep_attendance(known: Mapping[Face, Derived], *, session: Session) -> None:
    """Write down what the entries amount to; where all was undone, nothing is known any more."""
    rows = [
        attendance_from(derived, face, session=session) for face, derived in known.items() if derived.status
    ]
    rows = [attendance_from(derived, face, session=session) for face, derived in known.items()]
    Attendance.objects.bulk_create(
        [row for row in rows if row is not None],
        update_conflicts=True,
        unique_fields=["session", "person"],
        update_fields=["place", "status", "minutes", "arrived_at", "left_at"],
    )
    if gone := [face.person for face, derived in known.items() if not derived.status]:
        Attendance.objects.filter(session=session, person__in=gone).delete()
