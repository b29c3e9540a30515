"""An appointment goes from one status to another: the one door, with its log.

What may follow what stands in one table, ``Appointment.TRANSITIONS``. Whoever calls holds the rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sessions.errors import TransitionRefused
from sessions.models import Appointment, AppointmentChange

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from lms.people.models import Person

CAUSE_LENGTH = 200


def enter(appointments: Sequence[Appointment], *, by: Person | None) -> list[Appointment]:
    """Write new appointments down in the status they were made with."""
    entered = Appointment.objects.bulk_create(appointments)
    AppointmentChange.objects.bulk_create(
        AppointmentChange(appointment=each, before="", after=each.status, by=by) for each in entered
    )
    return entered


def change(
    appointment: Appointment, to: Appointment.Status, *, by: Person | None, cause: str = ""
) -> Appointment:
    """Bring the appointment to another status. Raises TransitionRefused when the table has no such step."""
    return change_all([appointment], to, by=by, cause=cause)[0]


def change_all(
    appointments: Sequence[Appointment], to: Appointment.Status, *, by: Person | None, cause: str = ""
) -> Sequence[Appointment]:
    """Bring all of them to another status, or none."""
    for each in appointments:
        if to not in Appointment.TRANSITIONS[each.status]:
            raise TransitionRefused(f"{each.status} → {to}")
    AppointmentChange.objects.bulk_create(
        AppointmentChange(appointment=each, before=each.status, after=to, by=by, cause=cause[:CAUSE_LENGTH])
        for each in appointments
    )
    before = {each.status for each in appointments}
    rows = Appointment.objects.filter(pk__in=[each.pk for each in appointments], status__in=before)
    if rows.update(status=to) != len(appointments):
        raise TransitionRefused("no longer as it was read")
    for each in appointments:
        each.status = to
    return appointments


def note_move(
    appointment: Appointment, *, moved_from: datetime, by: Person | None, cause: str = ""
) -> AppointmentChange:
    """Write down that a booked appointment has another hour now; its status stays."""
    return AppointmentChange.objects.create(
        appointment=appointment,
        before=appointment.status,
        after=appointment.status,
        moved_from=moved_from,
        by=by,
        cause=cause[:CAUSE_LENGTH],
    )
