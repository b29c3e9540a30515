"""A specialist falls ill: all appointments of a day are called off, and nobody books the hours anew."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from sessions.absences import plan_absence
from sessions.appointments import holds
from sessions.appointments.booking import cancel_all
from sessions.models import Absence, Appointment
from sessions.reservations import resources_of_people
from sessions.timetables.clock import start_of

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from lms.people.models import Person
    from sessions.models import Specialist


def ahead_on(specialist: Specialist, day: date) -> QuerySet[Appointment]:
    """What the specialist still has before them that day, booked or held."""
    begins, ends = start_of(day), start_of(day + timedelta(days=1))
    living = (Appointment.Status.BOOKED, Appointment.Status.HELD)
    found = Appointment.objects.filter(specialist=specialist, status__in=living)
    return found.filter(starts_at__gte=max(begins, timezone.now()), starts_at__lt=ends)


@transaction.atomic
def call_off_day(
    specialist: Specialist, *, day: date, by: Person | None, cause: str, is_away: bool = True
) -> list[Appointment]:
    """Call off what is left of the day; every family is told once, with a link to choose another hour.

    ``is_away`` notes a leave for the rest of the day, unless one is noted already, so that nobody books
    the hours that have come free. Raises AbsenceRefused where something in progress stands in its way.
    """
    ahead = list(ahead_on(specialist, day).select_related("person"))
    holds.release([each for each in ahead if each.status == Appointment.Status.HELD], cause="called off")
    of_person: dict[int | None, list[Appointment]] = defaultdict(list)
    for each in ahead:
        if each.status == Appointment.Status.BOOKED:
            of_person[each.person_id].append(each)
    called_off = [
        appointment
        for appointments in of_person.values()
        for appointment in cancel_all(appointments, by=by, cause=cause, by_organiser=True)
    ]
    if is_away:
        _note_leave(specialist, day, by=by, reason=cause)
    return called_off


def _note_leave(specialist: Specialist, day: date, *, by: Person | None, reason: str) -> None:
    begins, ends = max(start_of(day), timezone.now()), start_of(day + timedelta(days=1))
    (resource,) = resources_of_people([specialist.person])
    if Absence.objects.filter(resource=resource, starts_at__lt=ends, ends_at__gt=begins).exists():
        return
    if begins < ends:
        plan_absence(resource, starts_at=begins, ends_at=ends, reason=reason, by=by)
