"""Hours are taken for rooms and humans, and never twice.

All that one cause needs is taken in one statement, sorted, so that two causes never wait for each other
in a circle; what the database leaves out is taken by somebody else.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.utils import timezone

from sessions import signals
from sessions.appointments.holds import release_lapsed
from sessions.errors import Clash
from sessions.models import MakeUp, Place, Reservation, Resource, Session
from sessions.models.overlap import CONSTRAINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet

    from lms.people.models import Person
    from sessions.models import Absence, Appointment, Childcare, Room, Run


def resources_of_people(people: Iterable[Person]) -> list[Resource]:
    """The resource of each person, made where there is none yet."""
    wanted = {person.pk: person for person in people}
    known = list(Resource.objects.filter(person__in=wanted).select_related("person"))
    missing = wanted.keys() - {resource.person_id for resource in known}
    if not missing:
        return known
    Resource.objects.bulk_create(
        (Resource(person=wanted[pk]) for pk in sorted(missing)), ignore_conflicts=True
    )
    return list(Resource.objects.filter(person__in=wanted).select_related("person"))


def resource_of_room(room: Room) -> Resource:
    return Resource.objects.select_related("room").get_or_create(room=room)[0]


def resource_of_childcare(childcare: Childcare) -> Resource:
    return Resource.objects.select_related("childcare").get_or_create(childcare=childcare)[0]


def resources_needed(
    run: Run,
    *,
    room: Room | None,
    trainers: Iterable[Person],
    interpreter: Person | None = None,
    childcare: Childcare | None = None,
    at: Session | None = None,
) -> list[Resource]:
    """What a session of the run takes: its room, trainers, interpreter, childcare, everyone with a seat.

    ``at`` is the session where it is planned already; then those count who come to just this one.
    """
    coming = places_at(at) if at else run.places.seated().select_related("person", "accompanied_by")
    people = [*trainers, *([interpreter] if interpreter else []), *_all_who_come(coming)]
    people += stand_ins(at) if at else []
    things = [resource_of_room(room)] if room else []
    things += [resource_of_childcare(childcare)] if childcare else []
    return [*things, *resources_of_people(people)]


def people_at(session: Session) -> set[int]:
    """Ids of those whose hours a planned session takes besides its own adults: guests and substitutes too."""
    return {person.pk for person in (*_all_who_come(places_at(session)), *stand_ins(session))}


def stand_ins(session: Session) -> list[Person]:
    """Those to whom this one session was handed over."""
    answers: list[Any] = signals.stand_ins_asked.send(sender=Session, session=session)
    return [person for _receiver, people in answers for person in people]


def _all_who_come(places: Iterable[Place]) -> list[Person]:
    """Those who have the places, and the carers who come along and stay."""
    return [
        person for place in places for person in (place.person, place.accompanied_by) if person is not None
    ]


def reserve(session: Session, resources: Iterable[Resource]) -> None:
    """Take the hours of one session. Raises Clash, naming who or what is not free; then nothing is taken."""
    _take([_reservation(resource, session) for resource in resources])


def places_at(session: Session) -> QuerySet[Place]:
    """The places whose people come to a session: guests too, and not those who make it up elsewhere."""
    standing = MakeUp.objects.filter(cancelled_at=None)
    own = Q(run=session.run_id, status__in=Place.SEATED) & ~Q(
        pk__in=standing.filter(missed=session).values("place")
    )
    guests = Q(pk__in=standing.filter(session=session).values("place"))
    return Place.objects.filter(own | guests).select_related("person", "accompanied_by")


def reserve_people(people: Sequence[Person], *, in_run: Run) -> None:
    """Take the hours of all sessions of the run that are still to come. Raises Clash.

    Whoever comes to them already, with a place of their own or with a child, is there only once.
    """
    sessions = list(in_run.sessions.upcoming().not_cancelled())
    if sessions:
        coming = _coming_to(in_run)
        people = [person for person in people if person.pk not in coming]
        resources = resources_of_people(people)
        _take([_reservation(resource, session) for resource in resources for session in sessions])


def reserve_appointment(appointment: Appointment, resources: Iterable[Resource]) -> None:
    """Take the hours of an appointment; specialist and room for its buffer too. Raises Clash."""
    reserve_appointments([appointment], resources)


def reserve_appointments(appointments: Iterable[Appointment], resources: Iterable[Resource]) -> None:
    """Take the hours of all of them for all of these, or raise Clash."""
    each_needs = list(resources)
    _take([_hours_of(appointment, resource) for appointment in appointments for resource in each_needs])


@transaction.atomic
def reserve_what_is_free(
    appointments: Iterable[Appointment], resources: Iterable[Resource]
) -> list[Appointment]:
    """Take the hours of those appointments for which nothing is taken; answers with the others.

    All in one statement, so that two series never wait for each other in a circle.
    """
    each_needs = list(resources)
    wanted = [_hours_of(appointment, resource) for appointment in appointments for resource in each_needs]
    not_free = {each.appointment for each in _refused(wanted) if each.appointment}
    Reservation.objects.filter(appointment__in=not_free, active=True).update(active=False)
    return sorted(not_free, key=lambda appointment: appointment.starts_at)


def _hours_of(appointment: Appointment, resource: Resource) -> Reservation:
    buffer = timedelta(minutes=appointment.service.buffer_minutes)
    after = buffer if _works_there(resource, appointment) else timedelta(0)
    return Reservation(
        resource=resource,
        appointment=appointment,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at + after,
    )


def _works_there(resource: Resource, appointment: Appointment) -> bool:
    return bool(resource.room_id or resource.person_id == appointment.specialist.person_id)


def reserve_absence(absence: Absence) -> None:
    """Keep everything else out of a leave or a closure. Raises Clash where something is planned."""
    _take(
        [
            Reservation(
                resource=absence.resource,
                absence=absence,
                starts_at=absence.starts_at,
                ends_at=absence.ends_at,
            )
        ]
    )


def release_appointment(appointment: Appointment) -> None:
    """Give back the hours of an appointment. Safe to repeat."""
    Reservation.objects.filter(appointment=appointment, active=True).update(active=False)


def release(session: Session, *, resources: Iterable[Resource] | None = None) -> None:
    """Give back the hours of a session: all of them, or those of some resources."""
    held = Reservation.objects.filter(session=session, active=True)
    if resources is not None:
        held = held.filter(resource__in=resources)
    held.update(active=False)


def release_people(people: Iterable[Person], *, in_run: Run) -> None:
    """Give back what these people would have attended; what has begun stays on record.

    Whoever still comes to the run, with a place of their own or with a child, keeps the hours.
    """
    gone = {person.pk for person in people} - _coming_to(in_run)
    Reservation.objects.filter(
        resource__person__in=gone, session__run=in_run, active=True, starts_at__gt=timezone.now()
    ).update(active=False)


def _coming_to(run: Run) -> set[int]:
    """Ids of all for whom the hours of the run are taken because of a seat."""
    pairs = run.places.seated().values_list("person", "accompanied_by")
    return {person for pair in pairs for person in pair if person is not None}


def _reservation(resource: Resource, session: Session) -> Reservation:
    """The hours to take; a room is kept a little longer where it needs to be tidied."""
    after = timedelta(minutes=resource.room.minutes_between if resource.room else 0)
    return Reservation(
        resource=resource, session=session, starts_at=session.starts_at, ends_at=session.ends_at + after
    )


@transaction.atomic
def _take(wanted: Iterable[Reservation]) -> None:
    if refused := _refused(wanted):
        resources = {each.resource_id: each.resource for each in refused}
        raise Clash(resources.values(), hours={each.starts_at for each in refused})


def _refused(wanted: Iterable[Reservation]) -> list[Reservation]:
    """Take what can be taken, and answer with the rest. An hour that was held too long stops nobody."""
    each_once = {(each.resource_id, each.starts_at, _cause(each)): each for each in wanted}
    refused = _insert([each_once[key] for key in sorted(each_once)])
    if refused:
        release_lapsed(of={each.resource for each in refused})
        return _insert(refused)
    return []


CAUSES = ("session_id", "appointment_id", "absence_id")


def _cause(each: Reservation) -> tuple[int, ...]:
    """The ids of session, appointment and absence, of which one is set and the others are 0."""
    return tuple(getattr(each, cause) or 0 for cause in CAUSES)


def _insert(wanted: Sequence[Reservation]) -> list[Reservation]:
    """Insert in one statement; returns those the database refused."""
    if not wanted:
        return []
    moment = connection.ops.adapt_datetimefield_value
    values = [
        value
        for each in wanted
        for value in (
            each.resource_id,
            *(getattr(each, cause) for cause in CAUSES),
            moment(each.starts_at),
            moment(each.ends_at),
            True,
        )
    ]
    columns = f"resource_id, {', '.join(CAUSES)}"
    row = "(%s, %s, %s, %s, %s, %s, %s)"
    statement = (
        f"INSERT INTO {Reservation._meta.db_table} ({columns}, starts_at, ends_at, active)"  # noqa: S608
        f" VALUES {', '.join([row] * len(wanted))}"
        f" ON CONFLICT DO NOTHING RETURNING {columns}"
    )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
            taken = set(cursor.fetchall())
    except IntegrityError as error:
        if CONSTRAINT not in str(error):
            raise
        # The triggers of SQLite stop the whole statement and do not say at which row.
        return list(wanted) if len(wanted) == 1 else [one for each in wanted for one in _insert([each])]
    return [
        each
        for each in wanted
        if (each.resource_id, *(getattr(each, cause) for cause in CAUSES)) not in taken
    ]
