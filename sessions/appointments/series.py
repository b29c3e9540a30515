"""Several appointments at the same hour, week after week, as far as they are free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions.appointments import holds, transitions
from sessions.appointments.booking import held_at, resources_at
from sessions.appointments.free_times import FreeTime, holiday_at, offered_times
from sessions.appointments.taken import Taken, taken_hours
from sessions.errors import HourTaken, TooFar
from sessions.models import Appointment, Reservation
from sessions.reservations import reserve_what_is_free
from sessions.timetables.clock import on_the_clock, on_the_wall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lms.people.models import Person

LATER = 2
"""How many weeks more than asked for are looked at, for each of those that are skipped."""


@dataclass(frozen=True)
class SkippedHour:
    """An hour of the series that cannot be had, with the reason in the reader's language."""

    starts_at: datetime
    why: str


@dataclass(frozen=True)
class Series:
    """What is held together, and what had to be skipped in between."""

    appointments: list[Appointment]
    skipped: list[SkippedHour]


@transaction.atomic
def hold_series(
    first: Appointment,
    *,
    number: int,
    for_person: Person | None = None,
    carer: Person | None = None,
) -> Series:
    """Hold the same hour of the following weeks too, until there are so many; clashes are shown, and skipped.

    ``first`` is held already and stays; what was held with it is chosen anew. The horizon binds the first
    only: a series reaches further. Fewer than asked for come back where weeks on end are taken. Raises
    TooFar for more than the service allows, and HourTaken when ``first`` is no longer held.
    """
    if not 1 <= number <= first.service.longest_series:
        raise TooFar
    held = Appointment.objects.select_for_update(of=("self",), no_key=True)
    if not held.filter(pk=first.pk, status=Appointment.Status.HELD).exists():
        raise HourTaken
    together = list(held.filter(series=first.series, status=Appointment.Status.HELD).exclude(pk=first.pk))
    holds.release(together, cause="chose another number")
    appointments, skipped = [first], []
    weeks, last = 1, number * (1 + LATER)
    while len(appointments) < number and weeks <= last:
        missing = number - len(appointments)
        hours = [_weeks_later(first.starts_at, weeks + each) for each in range(missing)]
        taken, refused = _hold_all(first, hours, for_person=for_person, carer=carer)
        appointments += taken
        skipped += refused
        weeks += missing
    until = timezone.now() + holds.HELD_FOR
    Appointment.objects.filter(pk__in=[each.pk for each in appointments]).update(hold_until=until)
    found = sorted(appointments, key=lambda each: each.starts_at)
    # What is skipped after the last that is held is of no interest to anybody, unless some are missing.
    shown = [each for each in skipped if len(found) < number or each.starts_at < found[-1].starts_at]
    return Series(found, shown)


def leave_out(series: Series, hour: Appointment) -> Series:
    """Give one hour of the series back, because the family cannot come then."""
    holds.release([hour], cause="left out")
    return Series([each for each in series.appointments if each.pk != hour.pk], series.skipped)


def _hold_all(
    first: Appointment, hours: Sequence[datetime], *, for_person: Person | None, carer: Person | None
) -> tuple[list[Appointment], list[SkippedHour]]:
    """Hold those of the hours that are free; for each of the others, say why not."""
    people = [person for person in (for_person, carer) if person]
    span = timedelta(days=1)
    offered = {
        time.starts_at: time
        for time in offered_times(
            first.service,
            specialists=[first.specialist],
            since=hours[0],
            until=hours[-1] + timedelta(microseconds=1),
        )
    }
    busy = taken_hours(people=people, rooms=[], since=hours[0], until=hours[-1] + span) if people else {}
    wanted, skipped = [], []
    for hour in hours:
        time = offered.get(hour)
        if time is None:
            skipped.append(SkippedHour(hour, why_not_offered(hour)))
        elif not all(each.leaves(time.starts_at, time.ends_at) for each in busy.values()):
            skipped.append(SkippedHour(hour, _("You have something else at that hour.")))
        else:
            wanted.append(time)
    taken, refused = _write_down(first, wanted)
    skipped += _in_words(refused)
    return taken, sorted(skipped, key=lambda each: each.starts_at)


def _write_down(first: Appointment, times: Sequence[FreeTime]) -> tuple[list[Appointment], list[Appointment]]:
    """Those that are held, and those whose hour was taken after all."""
    made = [held_at(time, service=first.service, series=first.series) for time in times]
    transitions.enter(made, by=None)
    refused: list[Appointment] = []
    for room in {time.room for time in times}:
        time = next(time for time in times if time.room == room)
        refused += reserve_what_is_free([each for each in made if each.room == room], resources_at(time))
    not_had = {each.pk for each in refused}
    Appointment.objects.filter(pk__in=not_had).delete()
    return [each for each in made if each.pk not in not_had], refused


def _in_words(refused: Sequence[Appointment]) -> list[SkippedHour]:
    """Whether the specialist is on leave then, or somebody else comes."""
    if not refused:
        return []
    leaves = Reservation.objects.filter(
        resource__person=refused[0].specialist.person_id,
        absence__isnull=False,
        active=True,
        starts_at__lt=max(each.ends_at for each in refused),
        ends_at__gt=min(each.starts_at for each in refused),
    )
    away = Taken(leaves.values_list("starts_at", "ends_at"))
    return [
        SkippedHour(
            each.starts_at,
            _("Somebody else has this hour.")
            if away.leaves(each.starts_at, each.ends_at)
            else _("The specialist is not in at that hour."),
        )
        for each in refused
    ]


def why_not_offered(hour: datetime) -> str:
    """Why nobody is there: a holiday, by name, or simply no working hours."""
    if holiday := holiday_at(hour):
        return _("%(holiday)s: we are closed.") % {"holiday": holiday}
    return _("The specialist is not in at that hour.")


def _weeks_later(moment: datetime, weeks: int) -> datetime:
    """The same hour of the clock on the wall, some weeks on."""
    return on_the_clock(on_the_wall(moment) + timedelta(weeks=weeks))
