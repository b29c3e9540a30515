"""A specialist's own appointments at the Desk: who comes when, and whether they came."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import pgettext

from attendance.desk.access import appointments_at_desk
from lms.web import dates
from sessions.models import Appointment

if TYPE_CHECKING:
    from lms.people.roles import AnyUser

Status = Appointment.Status


@dataclass(frozen=True)
class Visit:
    """One line. Of a confidential one the line says neither who comes nor for what."""

    appointment: Appointment

    @property
    def is_confidential(self) -> bool:
        return self.appointment.service.is_confidential

    @property
    def name(self) -> str:
        person = self.appointment.person
        if self.is_confidential or person is None:
            return pgettext("neutral message", "Appointment")
        return person.display_name

    @property
    def full_name(self) -> str:
        """For the page of one appointment, whose opening is in the log when it is confidential."""
        person = self.appointment.person
        return person.display_name if person else ""

    @property
    def hours(self) -> str:
        return dates.hours(self.appointment.starts_at, self.appointment.ends_at)

    @property
    def has_begun(self) -> bool:
        return self.appointment.starts_at <= timezone.now()

    @property
    def came(self) -> bool:
        return self.appointment.status == Status.ATTENDED

    @property
    def did_not_come(self) -> bool:
        return self.appointment.status == Status.NO_SHOW

    @property
    def is_open(self) -> bool:
        return self.appointment.status == Status.BOOKED

    @property
    def row(self) -> str:
        """How the style sheet calls the status."""
        return "present" if self.came else "absent" if self.did_not_come else "expected"


@dataclass(frozen=True)
class Visits:
    """Those of today, those before that nobody has noted yet, those to come."""

    today: list[Visit] = field(default_factory=list)
    not_noted: list[Visit] = field(default_factory=list)
    to_come: list[Visit] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.today or self.not_noted or self.to_come)


def visits_of(user: AnyUser) -> Visits:
    """What the Desk of a specialist shows of a week before and a week after, in one query."""
    found, today = Visits(), timezone.localdate()
    for appointment in appointments_at_desk(user):
        visit, day = Visit(appointment), timezone.localdate(appointment.starts_at)
        if day == today:
            found.today.append(visit)
        elif day > today:
            found.to_come.append(visit)
        elif visit.is_open:
            found.not_noted.append(visit)
    return found
