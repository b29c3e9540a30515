"""The rules of the door: what is said to whom. Looks at nothing but what it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from attendance.door.windows import DOOR_CLOSES_AFTER, DOOR_OPENS_BEFORE
from attendance.models import Scan
from lms.people.models.person import AGE_OF_MAJORITY
from sessions.models import Place, Session

if TYPE_CHECKING:
    from attendance.door.events import DoorEvent
    from lms.people.models import Person

Act, Verdict = Scan.Act, Scan.Verdict
GIVEN_UP = (Place.Status.CANCELLED, Place.Status.CALLED_OFF, Place.Status.MOVED)
"""Places that were places once. Whoever was refused, or let an offer go by, never had one."""


BY_HOUSE = (Scan.Method.CLOSING, Scan.Method.CORRECTION, Scan.Method.IMPORT)
"""Statements made afterwards by those who may: no door, no hour and no closed list stands in their way."""
AFTERWARDS = (*BY_HOUSE, Scan.Method.LIST, Scan.Method.PAPER, Scan.Method.APOLOGY)
"""Said by hand, so it may be said later, and it corrects what the door saw."""
SELF_SERVICE = (Scan.Method.ROOM, Scan.Method.PRINTED)
"""Scanned by the people themselves."""


@dataclass(frozen=True, kw_only=True)
class Face:
    """Who a pass or a name on the list stands for, and their place in the run, if any.

    ``known_as`` is the person for whom their entries count, where a walk-in was matched to somebody.
    """

    person: Person
    pass_is_valid: bool = True
    place_id: int | None = None
    place_status: str = ""
    is_walk_in: bool = False
    known_as: int | None = None
    has_consent: bool = False
    is_kept_apart: bool = False
    has_walk_ins: bool = False
    """Somebody written down at a door was matched to this person."""

    @property
    def is_expected(self) -> bool:
        return self.is_walk_in or self.place_status in Place.EXPECTED


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What else is so at this moment: whether they are in, where they belong, whom they would meet."""

    is_in: bool = False
    belongs_elsewhere: bool = False
    is_on_next_door: bool = False
    meets: bool = False
    is_handed_over: bool = False
    has_signed: bool = False
    is_held_back: bool = False
    undoes_anothers: bool = False
    """What is to be undone was noted by somebody else."""


NOTHING_ELSE = Facts()


def judge(
    event: DoorEvent, face: Face | None, *, session: Session, facts: Facts = NOTHING_ELSE
) -> Scan.Verdict:
    """The first rule that has something to say decides; who they are comes before when it is."""
    return (
        _of_pass(event, face)
        or (Verdict.HELD_BACK if facts.is_held_back else None)
        or _of_session(event, session)
        or (Verdict.HELD_BACK if facts.undoes_anothers else None)
        or _of_place(event, face, facts)
        or _of_hour(event, session, facts)
        or _of_company(event, session, facts)
        or _of_child(event, face, session, facts)
        or _of_arrival(event, facts)
    )


def is_outside_hours(session: Session, at: datetime) -> bool:
    return not session.starts_at - DOOR_OPENS_BEFORE <= at <= session.ends_at + DOOR_CLOSES_AFTER


def is_on(session: Session, at: datetime) -> bool:
    """The door is open, and it is not over."""
    return session.starts_at - DOOR_OPENS_BEFORE <= at <= session.ends_at


def _of_pass(event: DoorEvent, face: Face | None) -> Scan.Verdict | None:
    if face is None:
        # What is undone may not have arrived yet, so an undoing needs no face.
        return None if event.act == Act.ANNUL else Verdict.UNKNOWN_PASS
    return None if face.pass_is_valid else Verdict.REVOKED_PASS


def _of_session(event: DoorEvent, session: Session) -> Scan.Verdict | None:
    if session.status == Session.Status.CANCELLED:
        return Verdict.CANCELLED_SESSION
    is_closed = session.status == Session.Status.CLOSED and event.method not in BY_HOUSE
    return Verdict.CLOSED_SESSION if is_closed else None


def _of_place(event: DoorEvent, face: Face | None, facts: Facts) -> Scan.Verdict | None:
    if event.act == Act.ANNUL or event.method in BY_HOUSE or face is None or face.is_expected:
        return None
    if face.place_status in {Place.Status.WAITING, Place.Status.OFFERED, Place.Status.APPLIED}:
        return Verdict.WAITING
    if facts.belongs_elsewhere:
        return Verdict.WRONG_ROOM if facts.is_on_next_door else Verdict.OTHER_DAY
    return Verdict.CANCELLED_PLACE if face.place_status in GIVEN_UP else Verdict.NO_PLACE


def _of_hour(event: DoorEvent, session: Session, facts: Facts) -> Scan.Verdict | None:
    if event.act != Act.ENTER or event.method in BY_HOUSE or not is_outside_hours(session, event.happened_at):
        return None
    is_early = event.happened_at < session.starts_at
    if event.method in AFTERWARDS and not is_early:
        # A name tapped is a statement of the trainer, who may make it afterwards.
        return None
    if facts.belongs_elsewhere:
        return Verdict.WRONG_ROOM if facts.is_on_next_door else Verdict.OTHER_DAY
    return Verdict.TOO_EARLY if is_early else Verdict.TOO_LATE


def _of_company(event: DoorEvent, session: Session, facts: Facts) -> Scan.Verdict | None:
    """Somebody they must not meet is near. Whoever scans themselves is told no more than to wait."""
    is_said_later = event.method in AFTERWARDS and (
        event.method != Scan.Method.LIST or event.happened_at > session.ends_at
    )
    if not facts.meets or event.act != Act.ENTER or is_said_later:
        return None
    return Verdict.TO_CONFIRM if event.method in SELF_SERVICE else Verdict.CALL_COORDINATOR


def _of_child(event: DoorEvent, face: Face | None, session: Session, facts: Facts) -> Scan.Verdict | None:
    """A guardian consents, and is there when the child comes and when it goes."""
    is_at_door = event.method == Scan.Method.LIST or event.method not in AFTERWARDS
    if event.act not in {Act.ENTER, Act.LEAVE} or not is_at_door or not (face and _is_child(face, session)):
        return None
    course = session.run.course
    has_consent = face.has_consent or facts.has_signed or event.has_paper_consent
    if course.needs_consent and event.act == Act.ENTER and not has_consent:
        return Verdict.CONSENT_MISSING
    return Verdict.GUARDIAN_MISSING if course.is_handed_over and not facts.is_handed_over else None


def _is_child(face: Face, session: Session) -> bool:
    age = face.person.age_on(timezone.localdate(session.starts_at))
    return age is not None and age < AGE_OF_MAJORITY


def _of_arrival(event: DoorEvent, facts: Facts) -> Scan.Verdict:
    if event.act != Act.ENTER:
        return Verdict.NOTED
    if event.method == Scan.Method.PRINTED:
        return Verdict.TO_CONFIRM
    # Tapping "came" for somebody who is in corrects when they came.
    return Verdict.ALREADY_IN if facts.is_in and event.method not in AFTERWARDS else Verdict.WELCOME
