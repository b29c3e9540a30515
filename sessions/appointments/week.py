"""A week of free hours for people to choose from, and the way to the weeks before and after it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.utils import timezone

from lms.web import dates
from sessions.appointments.forms import hour_value
from sessions.appointments.free_times import first_bookable, free_times, last_bookable, specialists_of
from sessions.clearances import cleared_on
from sessions.holidays import holiday_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from lms.people.models import Person
    from sessions.appointments.free_times import FreeTime
    from sessions.models import Appointment, Service, Specialist

A_WEEK = timedelta(days=7)
WORKDAYS = 5
NEAREST = 4


@dataclass(frozen=True, kw_only=True)
class Hour:
    """A free hour as its button shows it."""

    time: FreeTime
    is_as_last_time: bool = False

    @property
    def starts_at(self) -> datetime:
        return self.time.starts_at

    @property
    def specialist(self) -> Specialist:
        return self.time.specialist

    @property
    def value(self) -> str:
        return hour_value(self.time.starts_at, self.time.specialist.pk)


@dataclass(frozen=True, kw_only=True)
class Day:
    day: date
    hours: Sequence[Hour]

    @property
    def holiday(self) -> str:
        return holiday_on(self.day)

    @property
    def is_past(self) -> bool:
        return self.day < timezone.localdate()


@dataclass(frozen=True, kw_only=True)
class Week:
    """From Monday on. ``before`` and ``after`` are the Mondays of the weeks that can be turned to."""

    monday: date
    days: Sequence[Day]
    before: date | None
    after: date | None
    next_free: Hour | None

    @property
    def has_hours(self) -> bool:
        return any(day.hours for day in self.days)

    @property
    def in_words(self) -> str:
        return dates.span(self.monday, self.days[-1].day)


@dataclass(frozen=True, kw_only=True)
class FreeHours:
    """All free hours until the horizon, read in one pass."""

    service: Service
    hours: Sequence[Hour]
    shows_specialist: bool

    @classmethod
    def of(
        cls,
        service: Service,
        *,
        specialists: Sequence[Specialist],
        for_person: Person | None = None,
        carer: Person | None = None,
        device_key: str = "",
        instead_of: Appointment | None = None,
        as_with: Appointment | None = None,
        for_child: bool = False,
    ) -> Self:
        """``as_with`` is the appointment whose weekday, hour and specialist stand out.

        ``for_child`` leaves out who may not work with children on that day.
        """
        times = free_times(
            service,
            specialists=specialists,
            since=first_bookable(service),
            until=last_bookable(service),
            for_person=for_person,
            carer=carer,
            device_key=device_key,
            instead_of=instead_of,
        )
        if instead_of:
            times = [time for time in times if not _is_at(time, instead_of)]
        if for_child:
            times = _cleared(times)
        chosen = _one_at_a_time(times, rather=as_with.specialist_id if as_with else None)
        hours = [Hour(time=time, is_as_last_time=_is_like(time, as_with)) for time in chosen]
        return cls(service=service, hours=hours, shows_specialist=len(specialists) > 1)

    @property
    def first(self) -> Hour | None:
        return self.hours[0] if self.hours else None

    def nearest(self, to: datetime) -> list[Hour]:
        """The few that are nearest in time, in order."""
        near = sorted(self.hours, key=lambda hour: abs(hour.starts_at - to))[:NEAREST]
        return sorted(near, key=lambda hour: hour.starts_at)

    def week(self, asked: str = "") -> Week:
        """The week that begins on the Monday asked for; without one, that of the first free hour."""
        earliest = _monday_of(timezone.localdate())
        latest = _monday_of(timezone.localdate() + timedelta(days=self.service.horizon_days))
        first = _monday_of(timezone.localdate(self.first.starts_at)) if self.first else earliest
        monday = min(max(_monday_asked(asked) or first, earliest), latest)
        by_day: defaultdict[date, list[Hour]] = defaultdict(list)
        for hour in self.hours:
            by_day[timezone.localdate(hour.starts_at)].append(hour)
        week = [monday + timedelta(days=number) for number in range(7)]
        shown = week if any(by_day[day] for day in week[WORKDAYS:]) else week[:WORKDAYS]
        later = (hour for hour in self.hours if timezone.localdate(hour.starts_at) > week[-1])
        return Week(
            monday=monday,
            days=[Day(day=day, hours=by_day[day]) for day in shown],
            before=monday - A_WEEK if monday > earliest else None,
            after=monday + A_WEEK if monday < latest else None,
            next_free=next(later, None) or self.first,
        )


def giving(service: Service, *, to_child: bool) -> list[Specialist]:
    """Those who give the help at present, to a child only who may work with children today."""
    specialists = list(specialists_of(service))
    if not to_child:
        return specialists
    today = timezone.localdate()
    cleared = cleared_on([each.person for each in specialists], days=[today])
    return [each for each in specialists if (each.person_id, today) in cleared]


def _one_at_a_time(times: Iterable[FreeTime], *, rather: int | None) -> list[FreeTime]:
    """Of several who are free at the same hour, one: rather the one whom the person knows."""
    chosen: dict[datetime, FreeTime] = {}
    for time in times:
        if time.starts_at not in chosen or time.specialist.pk == rather:
            chosen[time.starts_at] = time
    return list(chosen.values())


def _cleared(times: Sequence[FreeTime]) -> list[FreeTime]:
    days = {timezone.localdate(time.starts_at) for time in times}
    cleared = cleared_on({time.specialist.person for time in times}, days=days)
    return [
        time for time in times if (time.specialist.person_id, timezone.localdate(time.starts_at)) in cleared
    ]


def _is_at(time: FreeTime, appointment: Appointment) -> bool:
    return (time.starts_at, time.specialist.pk) == (appointment.starts_at, appointment.specialist_id)


def _is_like(time: FreeTime, other: Appointment | None) -> bool:
    if other is None or time.specialist.pk != other.specialist_id:
        return False
    mine, theirs = timezone.localtime(time.starts_at), timezone.localtime(other.starts_at)
    return (mine.weekday(), mine.time()) == (theirs.weekday(), theirs.time())


def _monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _monday_asked(asked: str) -> date | None:
    try:
        return _monday_of(date.fromisoformat(asked))
    except (ValueError, OverflowError):
        return None
