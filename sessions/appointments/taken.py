"""What is taken already of rooms and humans, read at once for any number of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from sessions.appointments.holds import holder_id
from sessions.models import Appointment, Reservation

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from lms.people.models import Person
    from sessions.models import Room, Service


class Taken:
    """When somebody is taken: stretches in order and apart from each other, so that one look tells."""

    def __init__(self, stretches: Iterable[tuple[datetime, datetime]]) -> None:
        self.starts: list[datetime] = []
        self.ends: list[datetime] = []
        for start, end in sorted(stretches):
            if self.ends and start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], end)
            else:
                self.starts.append(start)
                self.ends.append(end)

    def leaves(self, start: datetime, end: datetime) -> bool:
        """Whether nothing of the time from ``start`` until ``end`` is taken; what only touches is free."""
        following = bisect_right(self.ends, start)
        return following == len(self.starts) or self.starts[following] >= end


def taken_hours(
    *,
    people: Iterable[Person],
    rooms: Iterable[Room],
    since: datetime,
    until: datetime,
    device_key: str = "",
    service: Service | None = None,
    instead_of: Appointment | None = None,
) -> dict[tuple[str, int], Taken]:
    """What is taken of each, in one query, under ("person" or "room", key). What lapsed is free."""
    held = Q(appointment__status=Appointment.Status.HELD)
    not_counted = held & Q(appointment__hold_until__lte=timezone.now())
    if device_key and service:
        not_counted |= held & Q(appointment__series=holder_id(device_key, service))
    if instead_of:
        not_counted |= Q(appointment=instead_of)
    whose = Q(resource__person__in=[person.pk for person in people])
    whose |= Q(resource__room__in=[room.pk for room in rooms])
    counted = Reservation.objects.filter(whose, active=True, starts_at__lt=until, ends_at__gt=since)
    rows = counted.exclude(pk__in=Reservation.objects.filter(not_counted, active=True).values("pk"))
    stretches: defaultdict[tuple[str, int], list[tuple[datetime, datetime]]] = defaultdict(list)
    for person, room, start, end in rows.values_list(
        "resource__person", "resource__room", "starts_at", "ends_at"
    ):
        stretches["person" if person else "room", person or room].append((start, end))
    return {whom: Taken(found) for whom, found in stretches.items()}
