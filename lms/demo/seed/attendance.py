"""What happened at the sessions that are over: passes scanned, lists handed in, certificates given."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from attendance.codes.passes import pass_of
from attendance.door.checkin import note, note_batch
from attendance.door.events import DoorEvent, WalkInWords
from attendance.models import Scan
from attendance.records.closing import close_session
from sessions.models import Session

if TYPE_CHECKING:
    from lms.people.models import Person
    from sessions.models import Place, Run

DEVICE = "demonstration"
EVENTS = uuid.UUID("0a6c2f5e-3a75-4d0b-8f43-6b0d8a2a9c11")
HAND_IN_AFTER = timedelta(minutes=6)


def hold_past_sessions(run: Run, *, left_open: Mapping[str, Any] | None = None) -> None:
    """Hold and close every session before today; the last one of a run concludes it. Safe to repeat.

    ``left_open`` tells of the last of them: who walked in, and whether two say different things of somebody.
    """
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    past = list(run.sessions.filter(status=Session.Status.PLANNED, ends_at__lt=today).order_by("starts_at"))
    for number, session in enumerate(past):
        # Where the trainer was on leave and nobody was found in time, one of the usual team stood in.
        if trainer := session.trainers.first() or run.trainers.first():
            left = left_open if session == past[-1] else None
            _hold(session, trainer=trainer, number=number, left_open=left or {})


def _hold(session: Session, *, trainer: Person, number: int, left_open: Mapping[str, Any]) -> None:
    places = list(session.run.places.confirmed().select_related("person", "booked_by").order_by("pk"))
    events = [event for turn, place in enumerate(places) for event in _told(session, place, number + turn)]
    if events:
        note_batch(events, session=session, by=trainer)
    if walked_in := left_open.get("walk_in"):
        note(_walk_in(session, WalkInWords(**walked_in)), session=session, by=trainer)
    if other := left_open.get("disputed_by"):
        note(
            _event(session, places[0], "excused", act=Scan.Act.EXCUSE, minutes=-90, by_name=True),
            session=session,
            by=other,
        )
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


def _walk_in(session: Session, words: WalkInWords) -> DoorEvent:
    return DoorEvent(
        event_id=uuid.uuid5(EVENTS, f"{session.uuid}/{words.name}"),
        device=DEVICE,
        happened_at=session.starts_at + timedelta(minutes=4),
        method=Scan.Method.LIST,
        person=uuid.uuid5(EVENTS, words.name),
        walk_in=words,
    )


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
        guardian=place.booked_by.uuid if place.booked_by != place.person else None,
    )
