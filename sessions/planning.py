"""Sessions are put on, moved and called off; runs are published and called off.

The run is held first, then its session: what is planned and who takes a place at the same moment come
one after the other, and everyone with a seat has the hours reserved. What changes is told in the same
transaction. Whoever changes what is planned may say which ``sequence`` of the session they saw, and hears
``ChangedMeanwhile`` when it is another by now.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from sessions import make_ups, notices, signals
from sessions.arrangements import Arrangement, assert_allowed
from sessions.clearances import assert_cleared
from sessions.errors import (
    AlreadyCancelled,
    AlreadyClosed,
    ChangedMeanwhile,
    Clash,
    PlanningError,
    WrongHours,
)
from sessions.models import Place, Run, Session, SessionTrainer, TimetableRemark
from sessions.reservations import release, reserve, stand_ins
from sessions.seating import vacate
from sessions.taken import TakenHours
from sessions.timetables.notices import tell_called_off_to_trainers

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from lms.people.models import Person
    from sessions.models import Childcare, Resource, Room


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
    interpreter: Person | None = None,
    childcare: Childcare | None = None,
    topic: str = "",
) -> Session:
    """Put a session on. Whoever has a seat in a published run is told.

    Raises WrongHours, NotCleared, OutsideRoomHours, and Clash when the room, a trainer or a participant
    is not free.
    """
    if ends_at <= starts_at:
        raise WrongHours
    run = hold_living(run)
    arrangement = Arrangement(
        room=room, trainers=tuple(trainers), interpreter=interpreter, childcare=childcare
    )
    assert_allowed(run, arrangement, [(starts_at, ends_at)])
    session = Session(
        run=run,
        starts_at=starts_at,
        ends_at=ends_at,
        room=room,
        online_link=online_link,
        kind=kind,
        topic=topic,
        interpreter=interpreter,
        childcare=childcare,
    )
    put_on(session, trainers=arrangement.trainers, resources=arrangement.resources(run))
    notices.tell_added(session)
    return session


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
    session: Session,
    *,
    starts_at: datetime,
    ends_at: datetime,
    room: Room | None,
    by: Person | None,
    sequence: int | None = None,
) -> Session:
    """Give a session another time, length or room, and tell everyone. The same again changes nothing.

    Raises Clash, OutsideRoomHours, NotCleared, AlreadyClosed, AlreadyCancelled and ChangedMeanwhile; then
    all stays as it was.
    """
    if ends_at <= starts_at:
        raise WrongHours
    session = _held_and_planned(session)
    before = (session.starts_at, session.ends_at, session.room)
    if before == (starts_at, ends_at, room):
        return session
    _assert_seen(session, sequence)
    session.starts_at, session.ends_at, session.room = starts_at, ends_at, room
    arrangement = Arrangement.of(session)
    assert_allowed(session.run, arrangement, [(starts_at, ends_at)])
    _assert_stand_ins_cleared(session, starts_at)
    _changed(session, by=by)
    release(session)
    reserve(session, arrangement.resources(session.run, at=session))
    signals.units_changed.send(sender=Session, session=session)
    notices.tell_moved(session, old_starts_at=before[0], old_room=before[2])
    return session


def what_if(
    session: Session, *, starts_at: datetime, ends_at: datetime, room: Room | None
) -> Clash | PlanningError | None:
    """What ``move_session`` would say to these hours and this room. Writes nothing and holds nothing."""
    if ends_at <= starts_at:
        return WrongHours()
    if session.status == Session.Status.CLOSED:
        return AlreadyClosed()
    if session.is_cancelled:
        return AlreadyCancelled()
    arrangement = replace(Arrangement.of(session), room=room)
    try:
        _assert_stand_ins_cleared(session, starts_at)
    except PlanningError as error:
        return error
    return what_if_arranged(
        session.run, arrangement, starts_at=starts_at, ends_at=ends_at, but_for=[session], at=session
    )


def _assert_stand_ins_cleared(session: Session, starts_at: datetime) -> None:
    """A substitute was asked for one day; on another the check may have lapsed. Raises NotCleared."""
    assert_cleared(stand_ins(session), days=[timezone.localdate(starts_at)], run=session.run)


def what_if_arranged(
    run: Run,
    arrangement: Arrangement,
    *,
    starts_at: datetime,
    ends_at: datetime,
    but_for: Iterable[Session] = (),
    at: Session | None = None,
) -> Clash | PlanningError | None:
    """What stands in the way of a session held like this; what ``but_for`` takes now does not.

    ``at`` is the session where it is planned already, whose guests and substitutes come along.
    """
    try:
        assert_allowed(run, arrangement, [(starts_at, ends_at)])
    except PlanningError as error:
        return error
    taken = TakenHours(run, [arrangement], since=starts_at, until=ends_at, but_for=but_for, at=at)
    return taken.clash(arrangement, starts_at, ends_at)


@transaction.atomic
def change_trainers(session: Session, trainers: Iterable[Person], *, by: Person | None) -> Session:
    """Let others hold the session. Raises Clash, NotCleared, AlreadyClosed and AlreadyCancelled."""
    return change_people(
        session,
        trainers=trainers,
        interpreter=session.interpreter,
        childcare=session.childcare,
        by=by,
    )


@transaction.atomic
def change_people(
    session: Session,
    *,
    trainers: Iterable[Person],
    interpreter: Person | None,
    childcare: Childcare | None,
    by: Person | None,
    sequence: int | None = None,
) -> Session:
    """Let others hold the session, interpret at it or look after the children. The same changes nothing.

    Those who come to it and those who no longer hold it are told; for participants nothing changes.
    Raises Clash, NotCleared, AlreadyClosed, AlreadyCancelled and ChangedMeanwhile.
    """
    session = _held_and_planned(session)
    before = Arrangement.of(session)
    after = replace(before, trainers=tuple(trainers), interpreter=interpreter, childcare=childcare)
    if before.is_same_as(after):
        return session
    _assert_seen(session, sequence)
    assert_allowed(session.run, after, [(session.starts_at, session.ends_at)])
    session.trainers.set(after.trainers)
    session.interpreter, session.childcare = interpreter, childcare
    session.sequence += 1
    session.save(update_fields=["interpreter", "childcare", "sequence", "changed_at"])
    release(session)
    reserve(session, after.resources(session.run, at=session))
    _record(session, by=by)
    notices.tell_people_changed(session, before=before.adults, after=after.adults)
    return session


@transaction.atomic
def change_topic(session: Session, *, topics: Mapping[str, str], by: Person | None) -> Session:
    """Say what the session is about, in each language. Raises AlreadyCancelled."""
    session = _held(session)
    if session.is_cancelled:
        raise AlreadyCancelled
    for language, topic in topics.items():
        setattr(session, f"topic_{language}", topic)
    session.save()
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
    """Call off what is left of a run: its sessions, its places and its queue. Each person is told once,
    and so is everyone who would have held a session.

    Safe to repeat. Raises AlreadyClosed when it has come to its end: what people earned stays theirs.
    """
    run = Run.objects.hold(run)
    if run.status == Run.Status.CANCELLED:
        return run
    if run.status == Run.Status.FINISHED:
        raise AlreadyClosed
    was_published = run.status == Run.Status.PUBLISHED
    run.status = Run.Status.CANCELLED
    run.save(update_fields=["status"])
    _record(run, by=by)
    places = list(run.places.held().select_related("person", "booked_by"))
    for place in places:
        place.run = run
        vacate(place, to=Place.Status.CALLED_OFF, by=by, cause=reason)
        notices.tell_called_off(place, reason=reason)
    planned = list(
        run.sessions.upcoming().filter(status=Session.Status.PLANNED).select_for_update(no_key=True)
    )
    for session in planned:
        session.run = run
        _call_off(session, by=by)
    if was_published:
        tell_called_off_to_trainers(run, planned, reason=reason)
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


def _assert_seen(session: Session, sequence: int | None) -> None:
    if sequence is not None and sequence != session.sequence:
        raise ChangedMeanwhile


def _call_off(session: Session, *, by: Person | None) -> None:
    session.status = Session.Status.CANCELLED
    _changed(session, by=by)
    release(session)
    make_ups.call_off_at(session)


def _changed(session: Session, *, by: Person | None) -> None:
    session.is_changed_by_hand = True
    session.sequence += 1
    session.save()
    TimetableRemark.objects.filter(session=session).delete()
    _record(session, by=by)


def _record(target: Run | Session, *, by: Person | None) -> None:
    record(AuditEntry.Action.CHANGED, target, actor=by.user if by else None)
