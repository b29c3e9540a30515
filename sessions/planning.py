"""Sessions are put on, moved and called off; runs are published and called off.

The run is held first, then its session: what is planned and who takes a place at the same moment come
one after the other, and everyone with a seat has the hours reserved. What changes is told in the same
transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from sessions import notices, signals
from sessions.booking import vacate
from sessions.errors import AlreadyCancelled, AlreadyClosed, WrongHours
from sessions.models import Run, Session, SessionTrainer
from sessions.reservations import release, reserve, resources_needed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from lms.people.models import Person
    from sessions.models import Resource, Room


@transaction.atomic
def add_session(
    run: Run,
    *,
    starts_at: datetime,
    ends_at: datetime,
    room: Room | None = None,
    online_link: str = "",
    kind: str,
    trainers: Iterable[Person] = (),
    topic: str = "",
) -> Session:
    """Put a session on. Raises Clash when the room, a trainer or a participant is not free."""
    run = hold_living(run)
    teachers = list(trainers)
    session = Session(
        run=run,
        starts_at=starts_at,
        ends_at=ends_at,
        room=room,
        online_link=online_link,
        kind=kind,
        topic=topic,
    )
    return put_on(session, trainers=teachers, resources=resources_needed(run, room=room, trainers=teachers))


@transaction.atomic
def put_on(session: Session, *, trainers: Iterable[Person], resources: Iterable[Resource]) -> Session:
    """Write a new session down with its trainers and reserve its hours. The caller holds the run."""
    if session.ends_at <= session.starts_at:
        raise WrongHours
    session.save(force_insert=True)
    SessionTrainer.objects.bulk_create(
        SessionTrainer(session=session, trainer=trainer) for trainer in trainers
    )
    reserve(session, resources)
    return session


@transaction.atomic
def move_session(
    session: Session, *, starts_at: datetime, ends_at: datetime, room: Room | None, by: Person | None
) -> Session:
    """Give a session another time or room, and tell everyone. The same again changes nothing.

    Raises Clash, AlreadyClosed and AlreadyCancelled; then all stays as it was.
    """
    if ends_at <= starts_at:
        raise WrongHours
    session = _held_and_planned(session)
    before = (session.starts_at, session.ends_at, session.room)
    if before == (starts_at, ends_at, room):
        return session
    session.starts_at, session.ends_at, session.room = starts_at, ends_at, room
    _changed(session, by=by)
    release(session)
    reserve(session, resources_needed(session.run, room=room, trainers=session.trainers.all()))
    notices.tell_moved(session, old_starts_at=before[0], old_room=before[2])
    return session


@transaction.atomic
def change_trainers(session: Session, trainers: Iterable[Person], *, by: Person | None) -> Session:
    """Let others hold the session. Raises Clash, AlreadyClosed and AlreadyCancelled."""
    session = _held_and_planned(session)
    teachers = list(trainers)
    session.trainers.set(teachers)
    release(session)
    reserve(session, resources_needed(session.run, room=session.room, trainers=teachers))
    _record(session, by=by)
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: Person | None, reason: str) -> Session:
    """Call a session off and tell everyone; its room and people are free again. Safe to repeat."""
    session = _held(session)
    if session.is_cancelled:
        return session
    if session.status == Session.Status.CLOSED:
        raise AlreadyClosed
    _call_off(session, by=by)
    notices.tell_session_cancelled(session, reason=reason)
    signals.session_cancelled.send(sender=Session, session=session)
    return session


def hold_living(run: Run) -> Run:
    """The run as it stands now, kept for this transaction. Raises AlreadyCancelled, AlreadyClosed."""
    held = Run.objects.hold(run)
    if held.status == Run.Status.CANCELLED:
        raise AlreadyCancelled
    if held.status == Run.Status.FINISHED:
        raise AlreadyClosed
    return held


@transaction.atomic
def publish_run(run: Run, *, by: Person | None = None) -> Run:
    """Open a run to people. Safe to repeat. Raises AlreadyCancelled."""
    run = hold_living(run)
    if run.status == Run.Status.DRAFT:
        run.status = Run.Status.PUBLISHED
        run.save(update_fields=["status"])
        _record(run, by=by)
    return run


@transaction.atomic
def cancel_run(run: Run, *, by: Person | None, reason: str) -> Run:
    """Call off what is left of a run: its sessions, its places and its queue. Each person is told once.

    Safe to repeat. Raises AlreadyClosed when it has come to its end: what people earned stays theirs.
    """
    run = Run.objects.hold(run)
    if run.status == Run.Status.CANCELLED:
        return run
    if run.status == Run.Status.FINISHED:
        raise AlreadyClosed
    run.status = Run.Status.CANCELLED
    run.save(update_fields=["status"])
    _record(run, by=by)
    places = list(run.places.held().select_related("person", "booked_by"))
    for place in places:
        place.run = run
        vacate(place, by=by, cause=reason)
        notices.tell_cancelled(place, by_organiser=True, reason=reason)
    planned = run.sessions.upcoming().filter(status=Session.Status.PLANNED)
    for session in planned.select_for_update(no_key=True):
        session.run = run
        _call_off(session, by=by)
    return run


def _held(session: Session) -> Session:
    """The session as it stands now, kept for this transaction together with its run."""
    run = Run.objects.hold(session.run)
    rows = Session.objects.select_for_update(of=("self",), no_key=True).select_related("room")
    held = rows.get(pk=session.pk)
    held.run = run
    return held


def _held_and_planned(session: Session) -> Session:
    held = _held(session)
    if held.status == Session.Status.CLOSED:
        raise AlreadyClosed
    if held.is_cancelled:
        raise AlreadyCancelled
    return held


def _call_off(session: Session, *, by: Person | None) -> None:
    session.status = Session.Status.CANCELLED
    _changed(session, by=by)
    release(session)


def _changed(session: Session, *, by: Person | None) -> None:
    session.is_changed_by_hand = True
    session.sequence += 1
    session.save()
    _record(session, by=by)


def _record(target: Run | Session, *, by: Person | None) -> None:
    record(AuditEntry.Action.CHANGED, target, actor=by.user if by else None)
