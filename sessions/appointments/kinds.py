"""Kinds of help as strangers read of them, with the first free hour of each. No confidential one.

The page is read by whoever comes, so all of it is asked in five questions, however much help there is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, prefetch_related_objects
from django.utils import timezone
from django.utils.text import capfirst

from courses.models import Course, Enrolment
from lms.people.models import Clearance
from sessions.appointments.free_times import first_bookable, is_free, last_bookable, on_grids
from sessions.appointments.taken import taken_hours
from sessions.appointments.words import for_whom, how_long, languages_in_words
from sessions.models import Room, Service, Specialist
from sessions.working_hours import hours_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable

    from sessions.appointments.free_times import FreeTime
    from sessions.working_hours import Hours


@dataclass(frozen=True)
class Kind:
    """One kind of help and the first hour at which somebody gives it."""

    service: Service
    specialists: dict[int, Specialist] = field(default_factory=dict)
    spoken: dict[str, None] = field(default_factory=dict)
    """The codes of the languages, each once, in order."""
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
        return capfirst(languages_in_words(self.spoken))


def _giving() -> QuerySet[Any]:
    """Who gives which help that everybody may read of."""
    return Specialist.services.through.objects.filter(
        service__is_in_use=True, service__is_confidential=False, specialist__is_in_use=True
    )


def public_addresses() -> list[str]:
    """For the sitemap: the page of the kinds of help, where there is any."""
    return ["appointments:kinds"] if _giving().exists() else []


def listed_kinds() -> list[Kind]:
    """Every kind of help that is public and that somebody gives, in the order of the alphabet."""
    rows = _giving().select_related("service__organisation", "specialist__person", "specialist__room")
    found: dict[int, Kind] = {}
    languages = F("specialist__languages__language")
    for row in rows.annotate(language=languages, may_see_children=_may_see_children()).order_by(
        "pk", languages
    ):
        if row.service.audience == Service.Audience.CHILDREN and not vars(row)["may_see_children"]:
            continue
        kind = found.setdefault(row.service_id, Kind(row.service))
        kind.specialists.setdefault(row.specialist_id, row.specialist)
        if language := vars(row)["language"]:
            kind.spoken[language] = None
    kinds = sorted(found.values(), key=lambda kind: (kind.service.name, kind.service.pk))
    return _with_first_hours(kinds) if kinds else []


def _may_see_children() -> Combinable:
    """Whether the specialist is cleared today, as far as one query can tell; booking looks closer."""
    today = timezone.localdate()
    checked = Clearance.objects.filter(
        person=OuterRef("specialist__person"), checked_on__lte=today, valid_until__gte=today
    )
    trained = Enrolment.objects.filter(
        person=OuterRef("specialist__person"),
        course__is_protection_course=True,
        result=Enrolment.Result.COMPLETED,
    )
    asked = Course.objects.filter(is_protection_course=True)
    return ExpressionWrapper(
        Exists(checked) & (Exists(trained) | ~Exists(asked)), output_field=BooleanField()
    )


def _with_first_hours(kinds: Iterable[Kind]) -> list[Kind]:
    """The same, each with its first free hour; working hours and what is taken are read once for all."""
    kinds = list(kinds)
    everybody = {pk: each for kind in kinds for pk, each in kind.specialists.items()}
    since, until = timezone.now(), max(last_bookable(kind.service) for kind in kinds)
    blocks = hours_between(list(everybody.values()), since, until)
    rooms = _rooms_of(everybody.values(), blocks)
    longest = timedelta(minutes=max(kind.service.minutes + kind.service.buffer_minutes for kind in kinds))
    people = [each.person for each in everybody.values()]
    taken = taken_hours(people=people, rooms=rooms.values(), since=since, until=until + longest)

    def first_of(kind: Kind) -> FreeTime | None:
        service = kind.service
        times = on_grids(
            service,
            kind.specialists,
            blocks=blocks,
            rooms=rooms,
            since=first_bookable(service),
            until=last_bookable(service),
        )
        buffer = timedelta(minutes=service.buffer_minutes)
        return next((time for time in times if is_free(time, taken, buffer)), None)

    return [replace(kind, first=first_of(kind)) for kind in kinds]


def _rooms_of(specialists: Iterable[Specialist], blocks: Hours) -> Mapping[int | None, Room]:
    """The rooms that were read with the hours already, and when each of them is open."""
    named = [each.room for each in specialists]
    named += [hours.room for found in blocks.values() for _start, _end, hours in found]
    rooms: dict[int | None, Room] = {room.pk: room for room in named if room and room.is_in_use}
    prefetch_related_objects(list(rooms.values()), "hours")
    return rooms
