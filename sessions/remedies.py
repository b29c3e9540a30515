"""What is free instead, said beside every clash: another room at that hour, or when the person is free.

Nothing here reserves; it reads the reservations of one day, or of the whole stretch for a series.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.web.dates import hour
from sessions.models import Room, Session
from sessions.opening import OpeningHours
from sessions.taken import by_resource, overlaps, reserved
from sessions.timetables.clock import on_the_clock, on_the_wall, start_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lms.people.models import Organisation
    from sessions.errors import Clash
    from sessions.models import Reservation, Resource, Run

DAY_ENDS = time(21)
ROOMS_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class Hours:
    """Hours somebody wants, whose rooms come into question, for how many people.

    ``of`` is the session that is to be held then, if there is one: it stands in its own way nowhere.
    """

    starts_at: datetime
    ends_at: datetime
    organisation: Organisation | None = None
    seats: int = 0
    of: Session | None = None

    @classmethod
    def for_session(cls, session: Session, *, starts_at: datetime, ends_at: datetime) -> Hours:
        """Other hours for a session."""
        of_run = cls.for_run(session.run, starts_at=starts_at, ends_at=ends_at)
        return cls(
            starts_at=starts_at,
            ends_at=ends_at,
            organisation=of_run.organisation,
            seats=of_run.seats,
            of=session,
        )

    @classmethod
    def for_run(cls, run: Run, *, starts_at: datetime, ends_at: datetime) -> Hours:
        return cls(starts_at=starts_at, ends_at=ends_at, organisation=run.organiser, seats=seats_wanted(run))


@dataclass(frozen=True)
class Remedies:
    """What would do instead. ``person_free_from``: from when on that day, None where not at all any more.

    Besides people it holds the room and the childcare that are taken.
    """

    free_rooms: list[Room] = field(default_factory=list)
    person_free_from: dict[Resource, datetime | None] = field(default_factory=dict)
    needs_room: bool = False

    @property
    def in_words(self) -> str:
        """One sentence: "Room 2 is free then; Irena Wójcik is free from 16.00."."""
        parts = [self._rooms_in_words] if self.needs_room else []
        for resource, free_from in self.person_free_from.items():
            named = {"name": str(resource), "hour": hour(free_from) if free_from else ""}
            if free_from:
                parts.append(_("%(name)s is free from %(hour)s") % named)
            elif resource.room_id is None:
                parts.append(_("%(name)s is not free any more that day") % named)
        return capfirst("; ".join(parts)) + "." if parts else ""

    @property
    def _rooms_in_words(self) -> str:
        if not self.free_rooms:
            return _("no other room with enough seats is free then")
        named = self.free_rooms[:ROOMS_NAMED]
        rooms = ", ".join(str(room) for room in named)
        return ngettext("%(rooms)s is free then", "%(rooms)s are free then", len(named)) % {"rooms": rooms}


def explain(clash: Clash, *, session_or_hours: Session | Hours) -> Remedies:
    """What is free instead of what clashes; for the hours of a session as it is, or for other hours."""
    hours = session_or_hours
    if isinstance(hours, Session):
        hours = Hours.for_session(hours, starts_at=hours.starts_at, ends_at=hours.ends_at)
    return Alternatives([hours]).instead_of(clash, hours)


class Alternatives:
    """The rooms of an organisation and all that is reserved meanwhile, read once for many hours."""

    def __init__(self, wanted: Iterable[Hours]) -> None:
        hours = list(wanted)
        first = min(on_the_wall(each.starts_at) for each in hours).date()
        last = max(on_the_wall(each.ends_at) for each in hours).date()
        moving = [each.of for each in hours if each.of]
        self._taken: dict[Resource, list[Reservation]] = by_resource(
            reserved(since=start_of(first), until=start_of(last + timedelta(days=1)), but_for=moving)
        )
        organisation = hours[0].organisation
        rooms = Room.objects.filter(organisation=organisation, is_in_use=True) if organisation else []
        self._rooms = sorted(rooms, key=lambda room: (room.capacity, room.name))
        self._opening = OpeningHours(self._rooms)
        self._taken_rooms = {
            resource.room_id: reservations
            for resource, reservations in self._taken.items()
            if resource.room_id
        }

    def instead_of(self, clash: Clash, hours: Hours) -> Remedies:
        """What would do instead of the resources that clash at these hours."""
        return Remedies(
            free_rooms=self.free_rooms(hours) if _has_room(clash) else [],
            person_free_from={resource: self.free_from(resource, hours) for resource in clash.resources},
            needs_room=_has_room(clash) and hours.organisation is not None,
        )

    def free_rooms(self, hours: Hours) -> list[Room]:
        """Rooms with enough seats that are open and free at that hour, the smallest first."""
        return [room for room in self._rooms if room.capacity >= hours.seats and self._is_free(room, hours)]

    def free_from(self, resource: Resource, hours: Hours) -> datetime | None:
        """The first moment that day from which it is free for so long, before the evening ends."""
        length = hours.ends_at - hours.starts_at
        begins = hours.starts_at
        latest = on_the_clock(datetime.combine(on_the_wall(begins).date(), DAY_ENDS))
        in_the_way = sorted(self._taken.get(resource, []), key=lambda each: each.starts_at)
        for reservation in in_the_way:
            if overlaps(reservation, begins, begins + length):
                begins = reservation.ends_at
        return begins if hours.starts_at < begins and begins + length <= latest else None

    def _is_free(self, room: Room, hours: Hours) -> bool:
        until = hours.ends_at + timedelta(minutes=room.minutes_between)
        if any(overlaps(each, hours.starts_at, until) for each in self._taken_rooms.get(room.pk, [])):
            return False
        return self._opening.refusal(room, hours.starts_at, hours.ends_at) is None


def seats_wanted(run: Run) -> int:
    """As many seats as the run promises."""
    return int(run.capacity)


def _has_room(clash: Clash) -> bool:
    return any(resource.room_id for resource in clash.resources)
