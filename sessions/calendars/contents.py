"""What each kind of feed holds. A fixed number of queries a feed, however much is planned."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from lms.people.models import Person
from lms.people.permission_policies import visible
from sessions.calendars.entry import (
    CANCELLED_KEPT,
    Entry,
    entry_of_appointment,
    entry_of_session,
    uid_of,
)
from sessions.calendars.standing import Standing, standings
from sessions.models import Appointment, CalendarFeed, MakeUp, Place, Room, Run, Session

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

PAST_KEPT = timedelta(days=60)
ANNOUNCED = (Run.Status.PUBLISHED, Run.Status.FINISHED, Run.Status.CANCELLED)


def entries_of(feed: CalendarFeed) -> list[Entry]:
    """In the language that is active. Of somebody who may no longer look, nothing."""
    found = {
        CalendarFeed.Kind.PERSONAL: lambda: [*_taken_part_in(feed.person), *_visits(feed.person)],
        CalendarFeed.Kind.TEACHING: lambda: [*_taught(feed.person), *_consultations(feed.person)],
        CalendarFeed.Kind.ROOM: lambda: _in_room(feed),
    }[CalendarFeed.Kind(feed.kind)]()
    return sorted(found, key=lambda entry: (entry.starts_at, entry.uid))


def public_entries() -> list[Entry]:
    """What everybody may come to: sessions of the runs that are listed."""
    sessions = _current(Session.objects.filter(run__in=Run.objects.listed()))
    return [entry_of_session(session, session.run) for session in sessions]


def _taken_part_in(person: Person) -> list[Entry]:
    """The sessions of the household's places; one that several come to stands once, with their names."""
    people = {person.pk: person} | {child.pk: child for child in Person.objects.in_care_of(person)}
    places = list(Place.objects.filter(person__in=people).filter(run__status__in=ANNOUNCED))
    changed = standings(places)
    by_run: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        if place.is_held or _lately(changed.get((place.run_id, place.person_id))):
            by_run[place.run_id].append(place)
    sessions = list(_current(Session.objects.filter(run__in=by_run)))
    known = {uid_of(session.uuid) for session in sessions}
    return [
        *(_of_household(session, by_run[session.run_id], people, changed) for session in sessions),
        *(entry for entry in _made_up(people) if entry.uid not in known),
    ]


def _made_up(people: dict[int, Person]) -> list[Entry]:
    """Sessions of other runs to which somebody of the household comes instead."""
    lately = Q(cancelled_at=None) | Q(cancelled_at__gt=timezone.now() - CANCELLED_KEPT)
    not_long_ago = Q(session__ends_at__gt=timezone.now() - PAST_KEPT)
    found = MakeUp.objects.filter(lately, not_long_ago, place__person__in=people)
    reader = next(iter(people))
    return [
        entry_of_session(
            one.session,
            one.session.run,
            stands=one.cancelled_at is None,
            has_seat=True,
            names=[] if one.place.person_id == reader else [people[one.place.person_id].display_name],
            changes=int(one.cancelled_at is not None),
            changed_at=one.cancelled_at,
        )
        for one in found.select_related("place", "session__run__course", "session__room__office")
    ]


def _of_household(
    session: Session,
    places: list[Place],
    people: dict[int, Person],
    changed: dict[tuple[int, int], Standing],
) -> Entry:
    held = [place for place in places if place.is_held]
    heard = [changed.get((place.run_id, place.person_id), Standing()) for place in places]
    whose = {place.person_id for place in held or places}
    reader = next(iter(people))
    names = [] if whose == {reader} else [people[pk].display_name for pk in people if pk in whose]
    return entry_of_session(
        session,
        session.run,
        stands=bool(held),
        has_seat=any(place.is_confirmed for place in held),
        names=names,
        changes=sum(one.changes for one in heard),
        changed_at=max((one.changed_at for one in heard if one.changed_at), default=None),
    )


def _visits(person: Person) -> list[Entry]:
    own = Q(person=person) | Q(person__in=Person.objects.in_care_of(person))
    return [
        entry_of_appointment(one, names=[] if one.person_id == person.pk else [one.person.display_name])
        for one in _current_appointments(Appointment.objects.filter(own)).select_related("person")
        if one.person
    ]


def _taught(person: Person) -> list[Entry]:
    mine = Q(session_trainers__trainer=person) | Q(interpreter=person)
    sessions = _current(Session.objects.filter(mine, run__status__in=ANNOUNCED).distinct())
    return [entry_of_session(session, session.run, has_seat=True) for session in sessions]


def _consultations(person: Person) -> list[Entry]:
    held = _current_appointments(Appointment.objects.filter(specialist__person=person))
    return [entry_of_appointment(one, for_specialist=True) for one in held]


def _in_room(feed: CalendarFeed) -> list[Entry]:
    """For staff who may look after the room today; names of people are in no calendar of a room."""
    user = feed.person.user
    if user is None or feed.room is None or not visible(Room, user).filter(pk=feed.room.pk).exists():
        return []
    sessions = _current(Session.objects.filter(room=feed.room_id, run__status__in=ANNOUNCED))
    visits = _current_appointments(Appointment.objects.filter(room=feed.room_id))
    return [
        *(entry_of_session(session, session.run) for session in sessions),
        *(entry_of_appointment(one) for one in visits),
    ]


def _current(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Those a calendar still cares for: the last weeks, all to come, what was called off lately."""
    now = timezone.now()
    stays = ~Q(status=Session.Status.CANCELLED) | Q(changed_at__gt=now - CANCELLED_KEPT)
    return sessions.filter(stays, ends_at__gt=now - PAST_KEPT).select_related("run__course", "room__office")


def _current_appointments(appointments: QuerySet[Appointment]) -> QuerySet[Appointment]:
    now = timezone.now()
    begun = ~Q(status__in=(Appointment.Status.HELD, Appointment.Status.RELEASED))
    stays = ~Q(status__in=Appointment.OVER) | Q(changed_at__gt=now - CANCELLED_KEPT)
    kept = appointments.filter(begun, stays, ends_at__gt=now - PAST_KEPT)
    return kept.select_related("service", "specialist__person", "room__office")


def _lately(standing: Standing | None) -> bool:
    changed_at: datetime | None = standing.changed_at if standing else None
    return bool(changed_at and changed_at > timezone.now() - CANCELLED_KEPT)


def newest_of(entries: Iterable[Entry]) -> datetime | None:
    """When anything of it changed last."""
    return max((entry.changed_at for entry in entries), default=None)
