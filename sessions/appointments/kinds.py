"""Kinds of help as strangers read of them, with the first free hour of each. No confidential one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils import timezone

from sessions.appointments.free_times import (
    first_bookable,
    is_free,
    last_bookable,
    on_grids,
    rooms_of,
)
from sessions.appointments.taken import taken_hours
from sessions.appointments.words import for_whom, how_long, spoken_by
from sessions.models import Service, Specialist
from sessions.working_hours import hours_between

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sessions.appointments.free_times import FreeTime


@dataclass(frozen=True)
class Kind:
    """One kind of help and the first hour at which somebody gives it."""

    service: Service
    specialists: tuple[Specialist, ...]
    first: FreeTime | None = None

    @property
    def is_booked_here(self) -> bool:
        return self.service.booked_by != Service.BookedBy.STAFF

    @property
    def for_whom(self) -> str:
        return for_whom(self.service)

    @property
    def how_long(self) -> str:
        return how_long(self.service)

    @property
    def languages(self) -> str:
        return spoken_by(self.specialists)


def listed_kinds() -> list[Kind]:
    """Every kind of help that is public and that somebody gives. A fixed number of queries."""
    giving = Specialist.objects.filter(is_in_use=True).select_related("person", "room__office")
    services = Service.objects.filter(is_in_use=True, is_confidential=False).select_related("organisation")
    found = services.order_by("name", "pk").prefetch_related(
        Prefetch("specialists", queryset=giving.prefetch_related("languages"))
    )
    kinds = [Kind(service, tuple(service.specialists.all())) for service in found]
    return with_first_hours([kind for kind in kinds if kind.specialists])


def with_first_hours(kinds: Iterable[Kind]) -> list[Kind]:
    """The same, each with its first free hour; working hours and what is taken are read once for all."""
    kinds = list(kinds)
    everybody = {each.pk: each for kind in kinds for each in kind.specialists}
    if not everybody:
        return kinds
    since = timezone.now()
    until = max(last_bookable(kind.service) for kind in kinds)
    blocks = hours_between(list(everybody.values()), since, until)
    rooms = rooms_of(everybody.values(), [hours for each in blocks.values() for _s, _e, hours in each])
    longest = timedelta(minutes=max(kind.service.minutes + kind.service.buffer_minutes for kind in kinds))
    people = [each.person for each in everybody.values()]
    taken = taken_hours(people=people, rooms=rooms.values(), since=since, until=until + longest)

    def first_of(kind: Kind) -> FreeTime | None:
        service = kind.service
        times = on_grids(
            service,
            {each.pk: each for each in kind.specialists},
            blocks=blocks,
            rooms=rooms,
            since=first_bookable(service),
            until=last_bookable(service),
        )
        buffer = timedelta(minutes=service.buffer_minutes)
        return next((time for time in times if is_free(time, taken, buffer)), None)

    return [Kind(kind.service, kind.specialists, first_of(kind)) for kind in kinds]
