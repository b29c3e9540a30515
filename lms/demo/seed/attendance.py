"""What happened at the sessions that are over: passes scanned, lists handed in, certificates given."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from attendance.checkin import note_batch
from attendance.closing import close_session
from attendance.events import DoorEvent
from attendance.models import Scan
from attendance.passes import pass_of
from sessions.models import Session

if TYPE_CHECKING:
    from lms.people.models import Person
    from sessions.models import Place, Run

DEVICE = "demonstration"
EVENTS = uuid.UUID("0a6c2f5e-3a75-4d0b-8f43-6b0d8a2a9c11")
HAND_IN_AFTER = timedelta(minutes=6)


def hold_past_sessions(run: Run) -> None:
    """Hold and close every session before today; the last one of a run concludes it. Safe to repeat."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    past = run.sessions.filter(status=Session.Status.PLANNED, ends_at__lt=today)
    for number, session in enumerate(past.order_by("starts_at")):
        # Where the trainer was on leave and nobody was found in time, one of the usual team stood in.
        if trainer := session.trainers.first() or run.trainers.first():
            _hold(session, trainer=trainer, number=number)


def _hold(session: Session, *, trainer: Person, number: int) -> None:
    places = session.run.places.confirmed().select_related("person").order_by("pk")
    events = [event for turn, place in enumerate(places) for event in _told(session, place, number + turn)]
    if events:
        note_batch(events, session=session, by=trainer)
    close_session(session, by=trainer)
    Session.objects.filter(pk=session.pk).update(closed_at=session.ends_at + HAND_IN_AFTER)


def _told(session: Session, place: Place, turn: int) -> Iterator[DoorEvent]:
    """Most come in time; now and then somebody is late, leaves early, is excused or does not come."""
    occasion = turn % 11
    if occasion == 10:
        return
    if occasion == 9:
        yield _event(session, place, "away", act=Scan.Act.EXCUSE, minutes=-30, by_name=True)
        return
    came = 24 if occasion == 6 else occasion - 8
    yield _event(session, place, "in", act=Scan.Act.ENTER, minutes=came, by_name=occasion == 3)
    if occasion == 7:
        leaves = session.minutes - 35
        yield _event(session, place, "out", act=Scan.Act.LEAVE, minutes=leaves, by_name=True)


def _event(
    session: Session, place: Place, word: str, *, act: Scan.Act, minutes: int, by_name: bool
) -> DoorEvent:
    return DoorEvent(
        event_id=uuid.uuid5(EVENTS, f"{session.uuid}/{place.uuid}/{word}"),
        device=DEVICE,
        happened_at=session.starts_at + timedelta(minutes=minutes),
        act=act,
        method=Scan.Method.LIST if by_name else Scan.Method.CAMERA,
        person=place.person.uuid if by_name else None,
        code="" if by_name else pass_of(place.person).secret,
    )
