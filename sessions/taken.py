"""What is reserved already, read without writing anything: for previews and for what is free instead.

What counts in the end is the database, which refuses an overlap whatever was read here a moment before.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from sessions.errors import Clash
from sessions.models import Place, Reservation
from sessions.reservations import people_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from lms.people.models import Person
    from sessions.arrangements import Arrangement
    from sessions.models import Resource, Room, Run, Session


class TakenHours:
    """Who and what is taken from one moment to another, as far as one arrangement of a run needs it."""

    def __init__(
        self,
        run: Run,
        arrangements: Sequence[Arrangement],
        *,
        since: datetime,
        until: datetime,
        but_for: Iterable[Session] = (),
        at: Session | None = None,
    ) -> None:
        """Read what is reserved; the sessions that are about to move (``but_for``) stand in nobody's way.

        ``at``: the session that is asked about, if it is planned already; then those count who come to it.
        """
        self._participants = people_at(at) if at else _participants(run)
        people = self._participants | {adult.pk for each in arrangements for adult in each.adults}
        rooms = {each.room.pk: each.room for each in arrangements if each.room}
        wanted = Q(resource__person__in=people) | Q(resource__room__in=rooms)
        wanted |= Q(resource__childcare__in=[each.childcare for each in arrangements if each.childcare])
        longest_pause = timedelta(minutes=max((room.minutes_between for room in rooms.values()), default=0))
        self._reserved = reserved(since=since, until=until + longest_pause, but_for=but_for).filter(wanted)
        self._by_resource = by_resource(self._reserved)

    def clash(self, arrangement: Arrangement, starts_at: datetime, ends_at: datetime) -> Clash | None:
        """What of the arrangement, or who of the participants, is not free at that hour."""
        people = self._participants | {adult.pk for adult in arrangement.adults}
        taken = []
        for resource, reservations in self._by_resource.items():
            if resource.room_id and arrangement.room and resource.room_id == arrangement.room.pk:
                until = ends_at + _pause(arrangement.room)
            elif resource.person_id in people or (
                resource.childcare_id
                and arrangement.childcare
                and resource.childcare_id == arrangement.childcare.pk
            ):
                until = ends_at
            else:
                continue
            if any(overlaps(each, starts_at, until) for each in reservations):
                taken.append(resource)
        return Clash(taken, hours=[starts_at]) if taken else None


def reserved(*, since: datetime, until: datetime, but_for: Iterable[Session] = ()) -> Any:
    """The reservations that touch a stretch of time, with what they reserve."""
    found = Reservation.objects.filter(active=True, starts_at__lt=until, ends_at__gt=since)
    moving = [session.pk for session in but_for if session.pk]
    if moving:
        found = found.exclude(session__in=moving)
    return found.select_related("resource__room", "resource__person", "resource__childcare")


def by_resource(reservations: Iterable[Reservation]) -> dict[Resource, list[Reservation]]:
    found: dict[Resource, list[Reservation]] = defaultdict(list)
    for reservation in reservations:
        found[reservation.resource].append(reservation)
    return found


def overlaps(reservation: Reservation, starts_at: datetime, ends_at: datetime) -> bool:
    return reservation.starts_at < ends_at and reservation.ends_at > starts_at


def _pause(room: Room) -> timedelta:
    return timedelta(minutes=room.minutes_between)


def _participants(run: Run) -> set[int]:
    if run.pk is None:
        return set()
    seated = run.places.filter(status__in=Place.SEATED).values_list("person", "accompanied_by")
    return {person for row in seated for person in row if person}


def busy_at(people: Iterable[Person], sessions: Sequence[Session]) -> dict[int, Session]:
    """By person, the first of these sessions at whose hours they have something else. One query."""
    if not sessions:
        return {}
    since = min(session.starts_at for session in sessions)
    until = max(session.ends_at for session in sessions)
    taken: dict[int, list[Reservation]] = defaultdict(list)
    for each in reserved(since=since, until=until).filter(resource__person__in=people):
        taken[each.resource.person_id].append(each)
    found: dict[int, Session] = {}
    for person, reservations in taken.items():
        for session in sessions:
            if any(overlaps(each, session.starts_at, session.ends_at) for each in reservations):
                found[person] = session
                break
    return found
