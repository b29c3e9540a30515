"""Appointments: some weeks of therapy that are over, and what is booked for the weeks to come."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from lms.demo.told import told
from sessions.appointments import transitions
from sessions.appointments.booking import book, held_at, hold, note_attended, note_no_show
from sessions.appointments.free_times import FreeTime, free_times
from sessions.appointments.series import hold_series
from sessions.appointments.who_may import who_comes_along
from sessions.errors import Clash, NotCleared
from sessions.models import Appointment, Service, Specialist
from sessions.reservations import reserve_appointment, resource_of_room, resources_of_people
from sessions.timetables.clock import on_the_clock

if TYPE_CHECKING:
    from uuid import UUID

    from lms.demo.seed.people import Cast
    from lms.people.models import Person

WEEKS_TO_LOOK = timedelta(weeks=5)


def fill_the_books(cast: Cast) -> None:
    """What is told and not yet written down. Safe to repeat."""
    story = told("appointments")
    for one in story["past"]:
        _past(one, cast)
    for one in story["ahead"]:
        # Loaded once more some weeks later, the check of a specialist has lapsed, as the story tells.
        with suppress(NotCleared):
            _ahead(one, cast)


def note_past() -> None:
    """Whoever had an appointment before today came. Safe to repeat."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    past = Appointment.objects.standing().filter(ends_at__lt=today)
    for each in past.select_related("specialist__person"):
        note_attended(each, by=each.specialist.person)


@transaction.atomic
def _past(one: dict[str, Any], cast: Cast) -> None:
    """Weeks of the same hour. The clock cannot be turned back, so they are written down as they stood."""
    service, specialist, person = _facts(one, cast)
    if person.appointments.filter(service=service, starts_at__lt=timezone.now()).exists():
        return
    this_monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    hours = specialist.working_hours.select_related("event__rule").first()
    if hours is None:
        return
    step = timedelta(minutes=service.minutes + service.buffer_minutes)
    series = None
    for weeks in one["weeks"]:
        day = this_monday - timedelta(weeks=weeks) + timedelta(days=hours.weekdays[0])
        begins = on_the_clock(datetime.combine(day, hours.starts)) + one["hour"] * step
        time = FreeTime(
            specialist=specialist,
            starts_at=begins,
            ends_at=begins + timedelta(minutes=service.minutes),
            room=specialist.room,
        )
        appointment = _written_down(time, service, person, cast.booked_by(one["person"]), series)
        if appointment is None:
            continue
        series = appointment.series
        note = note_no_show if weeks in one["missed"] else note_attended
        note(appointment, by=specialist.person)


def _written_down(
    time: FreeTime, service: Service, person: Person, booker: Person, series: UUID | None
) -> Appointment | None:
    """A booked appointment of the past; none where somebody was elsewhere at that hour."""
    appointment = held_at(time, service=service, series=series or uuid4())
    appointment.person, appointment.booked_by = person, booker
    appointment.accompanied_by = who_comes_along(service, person=person, booked_by=booker)
    appointment.contract = service.contract
    appointment.created_at = time.starts_at - timedelta(days=10)
    people = [person, time.specialist.person, appointment.accompanied_by]
    resources = resources_of_people([each for each in people if each is not None])
    if time.room:
        resources.append(resource_of_room(time.room))
    try:
        with transaction.atomic():
            transitions.enter([appointment], by=booker)
            reserve_appointment(appointment, resources)
            transitions.change(appointment, Appointment.Status.BOOKED, by=booker)
    except Clash:
        return None
    appointment.changes.update(at=appointment.created_at)
    return appointment


@transaction.atomic
def _ahead(one: dict[str, Any], cast: Cast) -> None:
    """The first free hour, and as many weeks as are told."""
    service, specialist, person = _facts(one, cast)
    if person.appointments.filter(service=service, starts_at__gte=timezone.now()).exists():
        return
    booker = cast.booked_by(one["person"])
    companion = who_comes_along(service, person=person, booked_by=booker)
    since = timezone.now() + timedelta(days=one["after"])
    found = free_times(
        service,
        specialists=[specialist],
        since=since,
        until=since + WEEKS_TO_LOOK,
        for_person=person,
        carer=companion,
    )
    if not found:
        return
    first = hold(service, specialist=specialist, starts_at=found[0].starts_at, device_key=one["person"])
    series = hold_series(first, number=one["number"], for_person=person, carer=companion)
    book(series.appointments, person=person, booked_by=booker, accompanied_by=companion)


def _facts(one: dict[str, Any], cast: Cast) -> tuple[Service, Specialist, Person]:
    person = cast.people[one["person"]]
    specialist = Specialist.objects.select_related("person", "room").get(
        person=cast.people[one["specialist"]]
    )
    return Service.objects.select_related("contract").get(code=one["service"]), specialist, person
