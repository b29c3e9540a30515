"""When a specialist can be booked: working hours, less what is taken, in one pass over the days asked for.

Every block of working hours has its own grid: it begins where the block begins, and goes on by the length
of an appointment and its buffer. All is counted in real time, so a block across a change of the clock has
as many hours as really pass in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from sessions.appointments.taken import Taken, taken_hours
from sessions.holidays import holiday_on
from sessions.models import Room, Specialist, WorkingHours
from sessions.working_hours import hours_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.db.models import QuerySet

    from lms.people.models import Person
    from sessions.models import Appointment, Service
    from sessions.working_hours import Hours

SOON = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class FreeTime:
    """An hour that can be booked, with whom and where. Without a room: online."""

    specialist: Specialist
    starts_at: datetime
    ends_at: datetime
    room: Room | None


def specialists_of(service: Service) -> QuerySet[Specialist]:
    """Those who give this kind of help at present, ready to be shown."""
    giving = Specialist.objects.filter(services=service, is_in_use=True, services__is_in_use=True)
    return giving.select_related("person", "room__office").prefetch_related("languages")


def first_bookable(service: Service) -> datetime:
    """The moment before which nobody but the organiser books."""
    return timezone.now() + timedelta(hours=service.notice_hours)


def last_bookable(service: Service) -> datetime:
    """The moment after which nobody but the organiser books: the end of the last day of the horizon."""
    day = timezone.localdate() + timedelta(days=service.horizon_days + 1)
    return datetime.combine(day, datetime.min.time(), tzinfo=timezone.get_default_timezone())


def free_times(
    service: Service,
    *,
    specialists: Iterable[Specialist] | None = None,
    since: datetime,
    until: datetime,
    for_person: Person | None = None,
    carer: Person | None = None,
    device_key: str = "",
    instead_of: Appointment | None = None,
    by_organiser: bool = False,
) -> list[FreeTime]:
    """The hours that begin from ``since`` and before ``until``, in order, of all the specialists.

    What the person and the carer already have is left out where they are known. Hours this visitor holds
    (``device_key``) and the hour of an appointment that is being moved (``instead_of``) count as free.
    Notice and horizon bind everyone but the organiser.
    """
    if not by_organiser:
        since, until = max(since, first_bookable(service)), min(until, last_bookable(service))
    since = max(since, timezone.now())
    if since >= until:
        return []
    offered = offered_times(service, specialists=specialists, since=since, until=until)
    if not offered:
        return []
    people = [person for person in (for_person, carer) if person is not None]
    taken = taken_hours(
        people=[*people, *{time.specialist.person for time in offered}],
        rooms={time.room for time in offered if time.room},
        since=since,
        until=until + timedelta(minutes=service.minutes + service.buffer_minutes),
        device_key=device_key,
        service=service,
        instead_of=instead_of,
    )
    buffer = timedelta(minutes=service.buffer_minutes)
    return [
        time
        for time in offered
        if is_free(time, taken, buffer)
        and all(_of(taken, person).leaves(time.starts_at, time.ends_at) for person in people)
    ]


def first_free(
    service: Service, *, specialists: Iterable[Specialist] | None = None, for_person: Person | None = None
) -> FreeTime | None:
    """The earliest hour that anybody has; it looks two weeks ahead first, for there is mostly one."""
    chosen = list(specialists if specialists is not None else specialists_of(service))
    since, last = first_bookable(service), last_bookable(service)
    for begins, ends in ((since, min(since + SOON, last)), (since + SOON, last)):
        found = free_times(service, specialists=chosen, since=begins, until=ends, for_person=for_person)
        if found:
            return found[0]
    return None


def offered_times(
    service: Service, *, specialists: Iterable[Specialist] | None = None, since: datetime, until: datetime
) -> list[FreeTime]:
    """All hours on the grids of the working hours, taken or not, in order; none on a public holiday."""
    chosen = {each.pk: each for each in (specialists if specialists is not None else specialists_of(service))}
    if not chosen:
        return []
    blocks = hours_between(list(chosen.values()), since, until)
    rooms = rooms_of(chosen.values(), [hours for each in blocks.values() for _start, _end, hours in each])
    return on_grids(service, chosen, blocks=blocks, rooms=rooms, since=since, until=until)


def on_grids(
    service: Service,
    specialists: Mapping[int, Specialist],
    *,
    blocks: Hours,
    rooms: Mapping[int | None, Room],
    since: datetime,
    until: datetime,
) -> list[FreeTime]:
    """The same, from working hours and rooms that are read already; specialists stand under their keys."""
    purpose = WorkingHours.Purpose.APPOINTMENTS
    found: dict[tuple[datetime, int], FreeTime] = {}
    for pk, specialist in specialists.items():
        for start, end, hours in blocks.get(pk, ()):
            is_for_this = hours.purpose == purpose and hours.service_id in {None, service.pk}
            if not is_for_this or holiday_at(start):
                continue
            room = rooms.get(hours.room_id or specialist.room_id)
            for begins, ends in _grid(start, end, service):
                if since <= begins < until and (room is None or _is_open(room, begins, ends)):
                    time = FreeTime(specialist=specialist, starts_at=begins, ends_at=ends, room=room)
                    found.setdefault((begins, pk), time)
    return [found[key] for key in sorted(found)]


def rooms_of(specialists: Iterable[Specialist], hours: Iterable[WorkingHours]) -> dict[int | None, Room]:
    """The rooms in use in which they work, by key, with their opening hours, in two queries."""
    of_hours = {each.room_id for each in hours if each.room_id}
    wanted = of_hours | {each.room_id for each in specialists if each.room_id}
    rooms = Room.objects.filter(pk__in=wanted, is_in_use=True).select_related("office")
    rooms = rooms.prefetch_related("hours")
    return {room.pk: room for room in rooms}


def is_free(time: FreeTime, taken: Mapping[tuple[str, int], Taken], buffer: timedelta) -> bool:
    """Whether specialist and room are free for the appointment and the buffer after it."""
    ends = time.ends_at + buffer
    if not _of(taken, time.specialist.person).leaves(time.starts_at, ends):
        return False
    return time.room is None or _of(taken, time.room).leaves(time.starts_at, ends)


def _is_open(room: Room, begins: datetime, ends: datetime) -> bool:
    """Whether the room, whose hours are read already, is open all the time; without any it always is."""
    hours = room.hours.all()
    if not hours:
        return True
    start, end = timezone.localtime(begins), timezone.localtime(ends)
    return start.date() == end.date() and any(
        each.weekday == start.weekday() and each.opens <= start.time() and end.time() <= each.closes
        for each in hours
    )


def holiday_at(moment: datetime) -> str:
    """The name of the public holiday on that day in Wrocław, or nothing."""
    return holiday_on(timezone.localdate(moment))


def _grid(start: datetime, end: datetime, service: Service) -> Iterator[tuple[datetime, datetime]]:
    """The appointments that fit into a block; the buffer after the last may reach over its end."""
    length = timedelta(minutes=service.minutes)
    step = length + timedelta(minutes=service.buffer_minutes)
    begins, closes = start.astimezone(UTC), end.astimezone(UTC)
    while begins + length <= closes:
        yield begins, begins + length
        begins += step


NOTHING = Taken(())


def _of(taken: Mapping[tuple[str, int], Taken], who: Person | Room) -> Taken:
    return taken.get((who._meta.model_name or "", who.pk), NOTHING)
