"""The rules of the door: what is said to whom. Looks at nothing but what it is given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from attendance.models import Scan
from attendance.windows import DOOR_CLOSES_AFTER, DOOR_OPENS_BEFORE
from sessions.models import Place, Session

if TYPE_CHECKING:
    from attendance.events import DoorEvent
    from lms.people.models import Person

Act, Verdict = Scan.Act, Scan.Verdict
GIVEN_UP = (Place.Status.CANCELLED, Place.Status.CALLED_OFF, Place.Status.MOVED)
"""Places that were places once. Whoever was refused, or let an offer go by, never had one."""


@dataclass(frozen=True, kw_only=True)
class Face:
    """Who a pass or a name on the list stands for, and their place in the run, if any."""

    person: Person
    pass_is_valid: bool = True
    place_id: int | None = None
    place_status: str = ""

    @property
    def is_expected(self) -> bool:
        return self.place_status in Place.EXPECTED


def judge(
    event: DoorEvent, face: Face | None, *, session: Session, is_in: bool, belongs_elsewhere: bool
) -> Scan.Verdict:
    """The first rule that has something to say decides; who they are comes before when it is."""
    return (
        _of_pass(event, face)
        or _of_session(session)
        or _of_place(event, face, belongs_elsewhere=belongs_elsewhere)
        or _of_hour(event, session=session, belongs_elsewhere=belongs_elsewhere)
        or _of_arrival(event, is_in=is_in)
    )


def is_outside_hours(session: Session, at: datetime) -> bool:
    return not session.starts_at - DOOR_OPENS_BEFORE <= at <= session.ends_at + DOOR_CLOSES_AFTER


def _of_pass(event: DoorEvent, face: Face | None) -> Scan.Verdict | None:
    if face is None:
        # What is undone may not have arrived yet, so an undoing needs no face.
        return None if event.act == Act.ANNUL else Verdict.UNKNOWN_PASS
    return None if face.pass_is_valid else Verdict.REVOKED_PASS


def _of_session(session: Session) -> Scan.Verdict | None:
    return {
        Session.Status.CANCELLED.value: Verdict.CANCELLED_SESSION,
        Session.Status.CLOSED.value: Verdict.CLOSED_SESSION,
    }.get(session.status)


def _of_place(event: DoorEvent, face: Face | None, *, belongs_elsewhere: bool) -> Scan.Verdict | None:
    if event.act == Act.ANNUL or face is None or face.is_expected:
        return None
    if face.place_status in {Place.Status.WAITING, Place.Status.OFFERED, Place.Status.APPLIED}:
        return Verdict.WAITING
    if belongs_elsewhere:
        return Verdict.OTHER_DAY
    return Verdict.CANCELLED_PLACE if face.place_status in GIVEN_UP else Verdict.NO_PLACE


def _of_hour(event: DoorEvent, *, session: Session, belongs_elsewhere: bool) -> Scan.Verdict | None:
    if event.act != Act.ENTER or not is_outside_hours(session, event.happened_at):
        return None
    is_early = event.happened_at < session.starts_at
    if event.method == Scan.Method.LIST and not is_early:
        # A name tapped is a statement of the trainer, who may make it afterwards.
        return None
    if belongs_elsewhere:
        return Verdict.OTHER_DAY
    return Verdict.TOO_EARLY if is_early else Verdict.TOO_LATE


def _of_arrival(event: DoorEvent, *, is_in: bool) -> Scan.Verdict:
    if event.act != Act.ENTER:
        return Verdict.NOTED
    # Tapping "came" for somebody who is in corrects when they came.
    return Verdict.ALREADY_IN if is_in and event.method != Scan.Method.LIST else Verdict.WELCOME
