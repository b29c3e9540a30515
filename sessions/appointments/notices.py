"""What the person or its carers, and the specialist, are told of appointments, written with its cause.

Several appointments of one person that are booked or called off together are told in one message. Those of
a confidential service have the one neutral letter, as everything confidential.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lms.messaging import outbox
from lms.people.models import Guardianship
from sessions.calendars.invitations import CANCEL, REQUEST, invitation_to_appointment
from sessions.links import link_to

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from lms.messaging.outbox import Paper
    from lms.people.models import Person
    from sessions.models import Appointment, Specialist


def readers_of(appointment: Appointment) -> list[Person]:
    """Who reads what concerns an appointment: the person; for a child who booked, or else its carers."""
    person, booker = appointment.person, appointment.booked_by
    if person is None or booker is None:
        return []
    if person.date_of_birth and not person.is_child:
        return [person]
    guardianships = Guardianship.objects.valid_on().filter(child=person).select_related("carer")
    carers = {guardianship.carer_id: guardianship.carer for guardianship in guardianships}
    if booker.pk in carers:
        return [booker]
    return list(carers.values()) or [booker if person.is_child else person]


def papers_of(appointments: Sequence[Appointment], *, reader: Person, method: str = REQUEST) -> list[Paper]:
    """What a mail program puts into the reader's calendar, or strikes out of it: one paper an appointment."""
    return [
        paper
        for each in appointments
        for paper in invitation_to_appointment(each, reader=reader, method=method)
    ]


def tell_booked(appointments: Sequence[Appointment]) -> None:
    _tell_all("appointment_booked", appointments)


def tell_moved(
    appointment: Appointment, *, old_starts_at: datetime, old_specialist: Specialist | None = None
) -> None:
    """Tell of another hour, and the specialist who had it before that it is somebody else's now."""
    outbox.withdraw(reminder_key(appointment))
    _tell_all("appointment_moved", [appointment], old_starts_at=old_starts_at)
    if old_specialist and old_specialist != appointment.specialist:
        _write(
            "appointment_cancelled",
            [appointment],
            to=old_specialist.person,
            method=CANCEL,
            is_specialist=True,
            by_organiser=True,
        )


def tell_cancelled(appointments: Sequence[Appointment], *, by_organiser: bool, reason: str) -> None:
    for each in appointments:
        outbox.withdraw(reminder_key(each))
    _tell_all("appointment_cancelled", appointments, method=CANCEL, by_organiser=by_organiser, reason=reason)


def remind(appointment: Appointment, *, when: str) -> None:
    """Remind of an appointment; ``when`` is "two_days" or "two_hours"."""
    deadline = appointment.starts_at - timedelta(hours=appointment.service.cancel_hours_before)
    for reader in readers_of(appointment):
        _write(
            "appointment_reminder",
            [appointment],
            to=reader,
            key=f"{reminder_key(appointment)}{appointment.sequence}:{when}:{reader.pk}",
            method="",
            when=when,
            can_still_change=timezone.now() < deadline,
        )


def reminder_key(appointment: Appointment) -> str:
    """How the keys of the reminders of an appointment begin."""
    return f"appointment_reminder:{appointment.uuid}:"


def _tell_all(
    kind: str, appointments: Sequence[Appointment], *, method: str = REQUEST, **context: Any
) -> None:
    if not appointments:
        return
    specialists = {each.specialist.person for each in appointments}
    readers = {each.pk: each for each in readers_of(appointments[0])}
    for reader in [*readers.values(), *(each for each in specialists if each.pk not in readers)]:
        told = [
            each for each in appointments if reader.pk in readers or each.specialist.person_id == reader.pk
        ]
        _write(kind, told, to=reader, method=method, **context)


def _write(
    kind: str,
    appointments: Sequence[Appointment],
    *,
    to: Person,
    method: str,
    key: str = "",
    **context: Any,
) -> None:
    first = appointments[0]
    service = first.service
    papers = papers_of(appointments, reader=to, method=method) if method else []
    is_specialist = context.pop("is_specialist", to.pk == first.specialist.person_id)
    outbox.write(
        kind,
        to=to,
        on_behalf_of=service.organisation_id,
        key=key or f"{kind}:{first.uuid}:{first.sequence}:{len(appointments)}:{to.pk}",
        context={
            "appointment": first,
            "appointments": appointments,
            "service": service,
            "person": first.person,
            "specialist": first.specialist,
            "room": first.room,
            "is_specialist": is_specialist,
            "is_confidential": service.is_confidential,
            "link": "" if is_specialist else link_to(first, language=to.language),
            **context,
        },
        attachments=papers,
    )
