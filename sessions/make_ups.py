"""A session that somebody missed or will miss is made up in another edition of the same course.

A make-up is a guest's seat at one session: the hours of the guest are taken, the edition's own people keep
their seats, and what the guest earns there counts for their own edition.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sessions import notices, signals
from sessions.errors import CannotMakeUp, Clash, NotInYourCare, ParticipantBusy, SeatsGone
from sessions.models import MakeUp, Place, Run, Session
from sessions.queries import people_at
from sessions.reservations import places_at, release, reserve, resources_of_people

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.people.models import Person


SHOWN = 8


def missed_or_to_miss(place: Place) -> list[Session]:
    """Sessions of the place's run that its person was not at, and those to come; but for those made up."""
    if not place.is_confirmed:
        return []
    attended: set[int] = set()
    for _receiver, answer in signals.attended_asked.send(sender=Place, place=place):
        attended |= cast("set[int]", answer)
    made_up = place.make_ups.filter(cancelled_at=None).values("missed")
    sessions = place.run.sessions.not_cancelled().exclude(pk__in=attended).exclude(pk__in=made_up)
    return list(sessions.order_by("starts_at", "pk"))


def sessions_elsewhere(place: Place, *, missed: Session) -> list[Session]:
    """Sessions of other editions at which the person can make it up, in their order: a few with room.

    A confidential edition receives guests only from another confidential one of its course, and one in which
    each place is approved receives none.
    """
    guests_of = place.make_ups.filter(cancelled_at=None).values("session")
    sessions = (
        _receiving(place)
        .filter(kind=missed.kind)
        .exclude(pk__in=guests_of)
        .select_related("run__course", "run__organiser", "room__office")
        .prefetch_related("run__languages")
        .order_by("starts_at", "pk")
    )
    taken = _guests_by_session(sessions)
    found = [session for session in sessions if _room_for(session, guests=taken.get(session.pk, 0)) > 0]
    return sorted(_nearest(found, missed), key=lambda session: (session.starts_at, session.pk))


def _nearest(sessions: list[Session], missed: Session) -> list[Session]:
    """As many as one can look through: those of the same topic, then those nearest to the missed one."""

    def distance(session: Session) -> tuple[bool, timedelta]:
        is_another = not missed.topic or session.topic != missed.topic
        return is_another, abs(session.starts_at - max(missed.starts_at, timezone.now()))

    return sorted(sessions, key=distance)[:SHOWN]


def is_possible(place: Place) -> bool:
    """Whether there is anything to choose from: other editions with sessions ahead."""
    return place.is_confirmed and _receiving(place).exists()


def _receiving(place: Place) -> QuerySet[Session]:
    """Sessions ahead that may have guests from the place's run."""
    is_secret = Q(run__visibility=Run.Visibility.CONFIDENTIAL) | Q(run__course__is_confidential=True)
    is_listed = Q(run__visibility=Run.Visibility.PUBLIC) & ~is_secret
    visible = is_secret if place.run.is_confidential else is_listed
    own_runs = place.person.places.filter(status__in=Place.HELD).values("run")
    return Session.objects.filter(
        visible,
        status=Session.Status.PLANNED,
        starts_at__gt=timezone.now(),
        run__course=place.run.course_id,
        run__status=Run.Status.PUBLISHED,
        run__needs_approval=False,
    ).exclude(run__in=own_runs)


def _guests_by_session(sessions: QuerySet[Session]) -> dict[int, int]:
    found: dict[int, int] = {}
    rows = MakeUp.objects.filter(cancelled_at=None, session__in=sessions.order_by().values("pk"))
    for pk in rows.values_list("session_id", flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def _room_for(session: Session, *, guests: int) -> int:
    """Seats left at one session: as many as the edition has, and no more than the room holds."""
    limit = session.run.capacity
    if session.room and session.room.capacity:
        limit = min(limit, session.room.capacity)
    return limit - session.run.seats_taken - guests


@transaction.atomic
def book_make_up(place: Place, *, missed: Session, session: Session, by: Person | None) -> MakeUp:
    """Let the person of a place come to a session of another edition instead. The same again changes nothing.

    Raises CannotMakeUp where the sessions do not fit each other or the person was there, SeatsGone and
    ParticipantBusy, and NotInYourCare for a place that is no longer held.
    """
    _own, run = Run.objects.hold_both(place.run, session.run)
    place = Place.objects.select_related("run__course", "person", "accompanied_by").get(pk=place.pk)
    session = Session.objects.select_related("room").get(pk=session.pk)
    session.run = run
    if not place.is_confirmed:
        raise NotInYourCare
    standing = place.make_ups.filter(cancelled_at=None, missed=missed).first()
    if standing and standing.session_id == session.pk:
        return standing
    if standing or missed not in missed_or_to_miss(place) or not _fits(place, missed, session):
        raise CannotMakeUp
    if _room_for(session, guests=session.make_ups.filter(cancelled_at=None).count()) < 1:
        raise SeatsGone
    return _book(place, missed=missed, session=session, by=by)


def _fits(place: Place, missed: Session, session: Session) -> bool:
    guests_of = place.make_ups.filter(cancelled_at=None).values("session")
    fitting = _receiving(place).filter(kind=missed.kind, pk=session.pk)
    return fitting.exclude(pk__in=guests_of).exists()


def _book(place: Place, *, missed: Session, session: Session, by: Person | None) -> MakeUp:
    if missed.starts_at > timezone.now():
        release(missed, resources=resources_of_people(_only_for(place, at=missed)))
    try:
        reserve(session, resources_of_people(_only_for(place, at=session)))
    except Clash as clash:
        raise ParticipantBusy(resource.person for resource in clash.resources) from clash
    make_up = MakeUp.objects.create(place=place, missed=missed, session=session, created_by=by)
    notices.tell_make_up_booked(make_up)
    return make_up


def _only_for(place: Place, *, at: Session) -> list[Person]:
    """Whoever comes to the session because of this place alone.

    A carer may have a seat there too, or come with another child.
    """
    needed = {person.pk for other in places_at(at) if other.pk != place.pk for person in people_at(other)}
    return [person for person in people_at(place) if person.pk not in needed]


@transaction.atomic
def cancel_make_up(make_up: MakeUp, *, by: Person | None) -> MakeUp:
    """Come to one's own session after all, or to neither. Safe to repeat.

    The hours of one's own session are taken again where nothing else has taken them meanwhile. Raises
    CannotMakeUp once the session has begun.
    """
    Run.objects.hold_both(make_up.place.run, make_up.session.run)
    make_up = MakeUp.objects.select_related("place__person", "session", "missed").get(pk=make_up.pk)
    if make_up.cancelled_at:
        return make_up
    if make_up.session.starts_at <= timezone.now():
        raise CannotMakeUp
    _end(make_up)
    if make_up.missed.starts_at > timezone.now() and not make_up.missed.is_cancelled:
        _take_back(make_up)
    return make_up


def _take_back(make_up: MakeUp) -> None:
    try:
        with transaction.atomic():
            reserve(make_up.missed, resources_of_people(_only_for(make_up.place, at=make_up.missed)))
    except Clash:
        return


def _end(make_up: MakeUp) -> None:
    make_up.cancelled_at = timezone.now()
    make_up.save(update_fields=["cancelled_at"])
    release(make_up.session, resources=resources_of_people(_only_for(make_up.place, at=make_up.session)))


def end_those_of(place: Place) -> None:
    """A place came to its end: its guest's seats ahead go with it. The caller holds the run."""
    ahead = place.make_ups.filter(cancelled_at=None, session__starts_at__gt=timezone.now())
    for make_up in ahead.select_related("place__person", "place__accompanied_by", "session"):
        _end(make_up)


def call_off_at(session: Session) -> None:
    """A session was called off: its guests are told, and may choose another one. The caller holds the run."""
    guests = session.make_ups.filter(cancelled_at=None)
    for make_up in guests.select_related("place__run__course", "place__person", "place__booked_by", "missed"):
        make_up.session = session
        _end(make_up)
        notices.tell_make_up_called_off(make_up)
