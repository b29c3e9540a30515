"""An hour with a specialist is held, booked, moved, given back.

The hour is reserved when it is held, for the specialist and the room; the person and whoever comes along
are reserved when it is booked. The database itself refuses the second reservation of one hour.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from sessions.appointments import holds, notices, transitions
from sessions.appointments.free_times import (
    FreeTime,
    first_bookable,
    last_bookable,
    offered_times,
)
from sessions.appointments.who_may import (
    assert_comes_along,
    assert_may_book,
    is_a_child,
    who_comes_along,
)
from sessions.booking import may_act_for
from sessions.clearances import assert_cleared
from sessions.errors import (
    Clash,
    HourTaken,
    NotInYourCare,
    NotYetOver,
    OutsideHours,
    ParticipantBusy,
    TooFar,
    TooLateToCancel,
    TooSoon,
)
from sessions.models import Appointment, Service
from sessions.reservations import (
    release_appointment,
    reserve_appointment,
    reserve_appointments,
    resource_of_room,
    resources_of_people,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from lms.people.models import Person
    from sessions.models import Resource, Room, Specialist

Status = Appointment.Status
GIVEN = ("person", "booked_by", "accompanied_by", "contract", "series", "created_at", "changed_at")
"""What is written down when a held hour becomes somebody's."""


@transaction.atomic
def hold(
    service: Service,
    *,
    specialist: Specialist,
    starts_at: datetime,
    device_key: str,
    by_organiser: bool = False,
) -> Appointment:
    """Keep an hour for ten minutes, while the form is filled; what this visitor held before is given back.

    The same hour again is held from now on anew. Raises OutsideHours, TooSoon, TooFar and HourTaken; then
    what was held before is still held. Notice and horizon bind everyone but the organiser.
    """
    time = time_at(service, specialist=specialist, starts_at=starts_at, by_organiser=by_organiser)
    if service.audience == Service.Audience.CHILDREN:
        assert_cleared([specialist.person], days=[timezone.localdate(starts_at)], for_children=True)
    before = holds.held_by(device_key, service)
    holds.release([each for each in before if not _is_at(each, time)], cause="chose another hour")
    if same := next((each for each in before if _is_at(each, time)), None):
        return _hold_on(same)
    appointment = held_at(time, service=service, series=holds.holder_id(device_key, service))
    try:
        with transaction.atomic():
            transitions.enter([appointment], by=None)
            reserve_appointment(appointment, resources_at(time))
    except Clash as clash:
        # The button pressed twice: the other request was this same visitor's.
        if same := next((each for each in holds.held_by(device_key, service) if _is_at(each, time)), None):
            return same
        raise HourTaken from clash
    return appointment


@transaction.atomic
def book(
    appointments: Sequence[Appointment],
    *,
    person: Person,
    booked_by: Person,
    accompanied_by: Person | None = None,
) -> list[Appointment]:
    """Book what is held for a person: all of it or nothing. One message tells all the hours.

    A child comes with a carer where the service asks for it, and the carer's hours are taken too. Booking
    twice gives what is booked. Raises NotInYourCare, NotForThem, NotCleared, HourTaken when the time to fill
    in the form was over and the hour is gone, and ParticipantBusy.
    """
    rows = _locked(appointments)
    if rows and all(each.person_id == person.pk and each.status == Status.BOOKED for each in rows):
        return rows
    if not rows or any(each.status != Status.HELD for each in rows):
        raise HourTaken
    service = rows[0].service
    assert_may_book(service, person=person, booked_by=booked_by)
    companion = accompanied_by or who_comes_along(service, person=person, booked_by=booked_by)
    if companion:
        assert_comes_along(person, companion)
    _assert_cleared_for(person, rows)
    series = uuid4()
    for each in rows:
        _give_to(each, person=person, booked_by=booked_by, companion=companion, series=series)
    Appointment.objects.bulk_update(rows, GIVEN)
    _reserve_people(rows)
    transitions.change_all(rows, Status.BOOKED, by=booked_by)
    notices.tell_booked(rows)
    return rows


@transaction.atomic
def move(
    appointment: Appointment,
    *,
    starts_at: datetime,
    by: Person | None,
    by_organiser: bool = False,
    specialist: Specialist | None = None,
    cause: str = "",
) -> Appointment:
    """Give a booked appointment another hour, and tell everyone. The same hour again changes nothing.

    Raises TooLateToCancel past the deadline, NotInYourCare, OutsideHours, TooSoon, TooFar, NotCleared,
    HourTaken and ParticipantBusy. The organiser is bound by what is taken and by who may work with children,
    and by nothing else: an hour agreed by phone may lie outside of the working hours.
    """
    (row,) = _locked([appointment])
    if row.status != Status.BOOKED:
        raise HourTaken
    if row.starts_at == starts_at and specialist in {None, row.specialist}:
        return row
    time = _time_to_move_to(row, starts_at, by=by, by_organiser=by_organiser, specialist=specialist)
    old_starts_at, old_specialist = row.starts_at, row.specialist
    row.specialist, row.room = time.specialist, time.room
    row.starts_at, row.ends_at = time.starts_at, time.ends_at
    row.online_link = _link_at(time)
    if row.person:
        _assert_cleared_for(row.person, [row])
    row.sequence += 1
    row.save()
    release_appointment(row)
    _reserve(row, resources_at(time))
    _reserve_people([row])
    transitions.note_move(row, moved_from=old_starts_at, by=by, cause=cause)
    notices.tell_moved(row, old_starts_at=old_starts_at, old_specialist=old_specialist)
    return row


def cancel(
    appointment: Appointment, *, by: Person | None, cause: str = "", by_organiser: bool = False
) -> Appointment:
    """Call one appointment off; see ``cancel_all``."""
    return cancel_all([appointment], by=by, cause=cause, by_organiser=by_organiser)[0]


@transaction.atomic
def cancel_all(
    appointments: Sequence[Appointment], *, by: Person | None, cause: str = "", by_organiser: bool = False
) -> list[Appointment]:
    """Call appointments of one person off, and tell it in one message; the hours are free at once.

    Safe to repeat. The deadline, and whose appointment it is, bind everyone but the organiser: raises
    TooLateToCancel and NotInYourCare, and TransitionRefused for what is over.
    """
    rows = _locked(appointments)
    standing = [each for each in rows if not each.is_over]
    if not by_organiser:
        for each in standing:
            assert_may_change(each, by)
    transitions.change_all(
        standing, Status.CALLED_OFF if by_organiser else Status.CANCELLED, by=by, cause=cause
    )
    for each in standing:
        each.sequence += 1
        each.save(update_fields=["sequence", "changed_at"])
        release_appointment(each)
    notices.tell_cancelled(standing, by_organiser=by_organiser, reason=cause)
    return rows


def note_attended(appointment: Appointment, *, by: Person | None) -> Appointment:
    """Note that the person came. Safe to repeat; noting the other puts a slip right. Raises NotYetOver."""
    return _note(appointment, Status.ATTENDED, by=by)


def note_no_show(appointment: Appointment, *, by: Person | None) -> Appointment:
    """Note that nobody came. Safe to repeat. Raises NotYetOver before it has begun."""
    return _note(appointment, Status.NO_SHOW, by=by)


def no_shows_of(person: Person) -> int:
    """How often nobody came. For coordinators only: people never see it, and nothing follows by itself."""
    return Appointment.objects.filter(person=person, status=Status.NO_SHOW).count()


def cancel_until(appointment: Appointment) -> datetime:
    """The last moment at which the person may move the appointment or call it off."""
    return appointment.starts_at - timedelta(hours=appointment.service.cancel_hours_before)


def assert_may_change(appointment: Appointment, by: Person | None) -> None:
    """Raise NotInYourCare or TooLateToCancel where this person may not move it or call it off now."""
    person = appointment.person
    own = by is not None and (by.pk in {appointment.booked_by_id, appointment.accompanied_by_id})
    if by is None or person is None or not (own or may_act_for(person, by)):
        raise NotInYourCare
    if timezone.now() > cancel_until(appointment):
        raise TooLateToCancel


def time_at(
    service: Service, *, specialist: Specialist, starts_at: datetime, by_organiser: bool = False
) -> FreeTime:
    """The hour on the grid of the specialist's working hours, taken or not.

    Raises TooSoon, TooFar and OutsideHours.
    """
    if starts_at <= timezone.now() or (not by_organiser and starts_at < first_bookable(service)):
        raise TooSoon
    if not by_organiser and starts_at >= last_bookable(service):
        raise TooFar
    if not (service.is_in_use and specialist.is_in_use and specialist.services.contains(service)):
        raise OutsideHours
    moment = timedelta(microseconds=1)
    found = offered_times(service, specialists=[specialist], since=starts_at, until=starts_at + moment)
    if not found:
        raise OutsideHours
    return found[0]


def held_at(time: FreeTime, *, service: Service, series: UUID) -> Appointment:
    """A new appointment that holds the hour, not yet written down."""
    return Appointment(
        service=service,
        specialist=time.specialist,
        room=time.room,
        online_link=_link_at(time),
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        status=Status.HELD,
        hold_until=timezone.now() + holds.HELD_FOR,
        series=series,
    )


def _link_at(time: FreeTime) -> str:
    """The link of the specialist for an hour without a room."""
    return "" if time.room else time.specialist.online_link


def resources_at(time: FreeTime) -> list[Resource]:
    rooms = [resource_of_room(time.room)] if time.room else []
    return [*rooms, *resources_of_people([time.specialist.person])]


def _locked(appointments: Iterable[Appointment]) -> list[Appointment]:
    """The appointments as they stand now, in order, kept for this transaction."""
    rows = Appointment.objects.select_for_update(of=("self",), no_key=True).select_related(
        "service__contract",
        "service__organisation",
        "specialist__person",
        "room__office",
        "person",
        "booked_by",
        "accompanied_by",
    )
    found = {each.pk: each for each in rows.filter(pk__in=[each.pk for each in appointments]).order_by("pk")}
    return sorted(found.values(), key=lambda each: (each.starts_at, each.pk))


def _assert_cleared_for(person: Person, appointments: Sequence[Appointment]) -> None:
    """Raise NotCleared where a child would come to somebody who may not work with children that day."""
    if is_a_child(person):
        days = [timezone.localdate(each.starts_at) for each in appointments]
        assert_cleared({each.specialist.person for each in appointments}, days=days, for_children=True)


def _is_at(appointment: Appointment, time: FreeTime) -> bool:
    return appointment.starts_at == time.starts_at and appointment.specialist_id == time.specialist.pk


def _hold_on(appointment: Appointment) -> Appointment:
    appointment.hold_until = timezone.now() + holds.HELD_FOR
    appointment.save(update_fields=["hold_until", "changed_at"])
    return appointment


def _give_to(
    appointment: Appointment, *, person: Person, booked_by: Person, companion: Person | None, series: UUID
) -> None:
    """Say for whom it is."""
    appointment.person, appointment.booked_by, appointment.accompanied_by = person, booked_by, companion
    contract = appointment.service.contract
    day = timezone.localdate(appointment.starts_at)
    if contract and contract.starts_on <= day <= contract.ends_on:
        appointment.contract = contract
    appointment.series = series
    appointment.created_at = appointment.changed_at = timezone.now()


def _reserve_people(appointments: Sequence[Appointment]) -> None:
    """Take the hours of their person and of whoever comes along. Raises ParticipantBusy."""
    first = appointments[0]
    people = [each for each in (first.person, first.accompanied_by) if each is not None]
    try:
        reserve_appointments(appointments, resources_of_people(people))
    except Clash as clash:
        raise ParticipantBusy(resource.person for resource in clash.resources) from clash


def _reserve(appointment: Appointment, resources: list[Resource]) -> None:
    try:
        reserve_appointment(appointment, resources)
    except Clash as clash:
        raise HourTaken from clash


def _time_to_move_to(
    row: Appointment,
    starts_at: datetime,
    *,
    by: Person | None,
    by_organiser: bool,
    specialist: Specialist | None,
) -> FreeTime:
    if not by_organiser:
        assert_may_change(row, by)
        return time_at(row.service, specialist=specialist or row.specialist, starts_at=starts_at)
    return _agreed_time(row, starts_at, specialist or row.specialist)


def _agreed_time(row: Appointment, starts_at: datetime, specialist: Specialist) -> FreeTime:
    """The hour that the organiser agreed with the person: inside the working hours where it can be."""
    try:
        return time_at(row.service, specialist=specialist, starts_at=starts_at, by_organiser=True)
    except OutsideHours:
        room: Room | None = row.room if specialist == row.specialist else specialist.room
        ends_at = starts_at + timedelta(minutes=row.service.minutes)
        return FreeTime(specialist=specialist, starts_at=starts_at, ends_at=ends_at, room=room)


@transaction.atomic
def _note(appointment: Appointment, status: Appointment.Status, *, by: Person | None) -> Appointment:
    (row,) = _locked([appointment])
    if row.status == status:
        return row
    if row.starts_at > timezone.now():
        raise NotYetOver
    return transitions.change(row, status, by=by)
