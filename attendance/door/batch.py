"""The door of a session while a batch is noted: who stands there, what was noted before, what else is so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import CharField, IntegerField, Q, UUIDField
from django.utils import timezone

from attendance.door import recognition, undoings, walk_ins
from attendance.door.contradictions import disagree
from attendance.door.derive import Derived, derive
from attendance.door.elsewhere import Elsewhere
from attendance.door.judgement import Face, Facts, is_outside_hours
from attendance.door.kept_apart import Company
from attendance.door.units import Stretch, stretches_of
from attendance.models import Contradiction, Scan
from lms.people.models import Guardianship, Person
from lms.web.prepared import many, prepared

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from attendance.door.events import DoorEvent
    from sessions.models import Session, Unit

Kind = Contradiction.Kind


@dataclass
class Door:
    """What is known at the door of a session while a batch is noted."""

    session: Session
    by: Person
    faces: Mapping[UUID, Face]
    elsewhere: Elsewhere
    company: Company
    stretches: Sequence[Stretch]
    guardians: Mapping[tuple[UUID, int], int]
    """Ids of carers, by their uuid and the id of the child in their care."""
    known_as: Mapping[int, int]
    """Walk-ins who were matched to one of these people, and to whom."""
    is_held_back: bool = False
    signed: set[int] = field(default_factory=set)
    """Children whose paper was signed in this batch."""
    known: dict[tuple[str, UUID], Scan] = field(default_factory=dict)
    history: dict[int | None, list[Scan]] = field(default_factory=lambda: defaultdict(list))
    fresh: list[Scan] = field(default_factory=list)

    def remember(self, scan: Scan) -> None:
        self.known[scan.device, scan.event_id] = scan
        if scan.session_id == self.session.pk:
            self.history[self.known_as.get(scan.person_id or 0, scan.person_id)].append(scan)

    def entries_of(self, person: Person) -> list[Scan]:
        """Entries about a person, with the undoings that arrived before what they undo."""
        return [*self.history[person.pk], *self.history[None]]

    def derived(self, person: Person) -> Derived:
        return self._derive(self.entries_of(person))

    def facts(self, event: DoorEvent, face: Face | None) -> Facts:
        """What the rules must know besides the event and whom it is about."""
        if face is None:
            return Facts(is_held_back=self.is_held_back)
        at = event.happened_at
        if event.has_paper_consent:
            self.signed.add(face.person.pk)
        other = self.elsewhere.of(face.person, at=at)
        return Facts(
            is_in=face.is_expected and self.derived(face.person).is_in,
            belongs_elsewhere=other is not None,
            is_on_next_door=self.elsewhere.is_next_door(other, at=at),
            meets=face.is_kept_apart and self.company.is_near(face.person.pk, at=at, is_in=self._is_in),
            is_handed_over=self.guardian_of(event, face) is not None,
            has_signed=face.person.pk in self.signed,
            is_held_back=self.is_held_back,
            undoes_anothers=self._undoes_anothers(event, face),
        )

    def guardian_of(self, event: DoorEvent, face: Face | None) -> int | None:
        """Who brings or fetches, if the child is in their care."""
        if face is None or event.guardian is None:
            return None
        return self.guardians.get((event.guardian, face.person.pk))

    def question_of(self, scan: Scan) -> Kind | None:
        """What a human must decide about an entry that did not count, or was undone by somebody else."""
        if scan.verdict == Scan.Verdict.HELD_BACK or undoings.waiting([*self.history[None], scan]):
            return Kind.HELD_BACK
        closed_at = self.session.closed_at
        if scan.verdict != Scan.Verdict.CLOSED_SESSION or closed_at is None or scan.happened_at >= closed_at:
            return None
        face = self.faces.get(scan.event_id)
        if face is None or not face.is_expected:
            return None
        told = copy(scan)
        told.verdict = Scan.Verdict.NOTED
        said = self.entries_of(face.person)
        was, would_be = self._derive(said), self._derive([*said, told])
        is_news = replace(would_be, method=was.method) != was or (
            disagree([*said, told]) and not disagree(said)
        )
        return Kind.AFTER_CLOSING if is_news else None

    @property
    def has_undoings(self) -> bool:
        """Something new undoes, or was undone before it came."""
        undone = {scan.annuls_event for scan in self.history[None]}
        return any(scan.act == Scan.Act.ANNUL or scan.event_id in undone for scan in self.fresh)

    @property
    def touched(self) -> list[Face]:
        """People about whom something new was noted that counts here, each once."""
        faces = {
            face.person.pk: face
            for scan in self.fresh
            if scan.counts and (face := self.faces.get(scan.event_id)) and face.known_as is None
        }
        return list(faces.values())

    @property
    def counted_elsewhere(self) -> list[Person]:
        """Walk-ins noted who were matched to a known person since: it counts for that one."""
        faces = (self.faces.get(scan.event_id) for scan in self.fresh if scan.counts)
        return [face.person for face in faces if face and face.known_as is not None]

    def _undoes_anothers(self, event: DoorEvent, face: Face) -> bool:
        targets = [
            scan
            for scan in self.entries_of(face.person)
            if scan.event_id == event.annuls and scan.act != Scan.Act.ANNUL
        ]
        return bool(targets) and not any(
            undoings.may_undo(self.by.pk, target, method=event.method) for target in targets
        )

    def _is_in(self, person_id: int) -> bool:
        return self._derive([*self.history[person_id], *self.history[None]]).is_in

    def _derive(self, entries: Iterable[Scan]) -> Derived:
        session = self.session
        return derive(entries, starts_at=session.starts_at, ends_at=session.ends_at, units=self.stretches)


def open_door(
    events: Sequence[DoorEvent],
    *,
    session: Session,
    by: Person,
    units: Sequence[Unit] | None,
    is_held_back: bool,
) -> Door:
    """All that must be read before events are judged; a fixed number of queries.

    The same event id about two people is two events of two devices: each device's is looked up by its own.
    """
    faces = recognition.faces_of(events, session=session)
    apart = {face.person.pk for face in faces.values() if face.is_kept_apart}
    matched = {face.person.pk for face in faces.values() if face.has_walk_ins}
    door = Door(
        session=session,
        by=by,
        faces=faces,
        elsewhere=_elsewhere(events, faces, session=session),
        company=Company(apart, session=session),
        stretches=stretches_of(session, units),
        guardians=_guardians(events, faces, session=session),
        known_as=walk_ins.matched(matched) if matched else {},
        is_held_back=is_held_back,
    )
    for scan in _entries(events, door):
        door.remember(scan)
    return door


@prepared(
    devices=many(CharField()), told=many(UUIDField()), people=many(IntegerField()), session=IntegerField()
)
def _log(*, devices: Any, told: Any, people: Any, session: Any) -> QuerySet[Scan]:
    these = Q(device__in=devices, event_id__in=told)
    about = Q(session=session, person__pk__in=people)
    early_undoings = Q(session=session, person=None, act=Scan.Act.ANNUL)
    return Scan.objects.filter(these | about | early_undoings).select_related("noted_by")


def _entries(events: Sequence[DoorEvent], door: Door) -> Iterable[Scan]:
    """In one query: these very events, if told before, and whatever was noted of these people here."""
    return _log.ask(
        devices={event.device for event in events},
        told={event.event_id for event in events},
        people={face.person.pk for face in door.faces.values()} | door.company.everybody | set(door.known_as),
        session=door.session.pk,
    )


def _elsewhere(events: Sequence[DoorEvent], faces: Mapping[UUID, Face], *, session: Session) -> Elsewhere:
    strayed = {
        face.person: event.happened_at
        for event in events
        if (face := faces.get(event.event_id))
        and (not face.is_expected or is_outside_hours(session, event.happened_at))
    }
    return Elsewhere(strayed.keys(), session=session, at=strayed.values())


def _guardians(
    events: Sequence[DoorEvent], faces: Mapping[UUID, Face], *, session: Session
) -> dict[tuple[UUID, int], int]:
    """Whoever is named, if the child was in their care that day. A query only if somebody is named."""
    named = {event.guardian for event in events if event.guardian}
    if not named:
        return {}
    held = Guardianship.objects.valid_on(timezone.localdate(session.starts_at)).filter(
        carer__uuid__in=named, child__in={face.person.pk for face in faces.values()}
    )
    return {(uuid, child): carer for uuid, child, carer in held.values_list("carer__uuid", "child", "carer")}
