"""The leave of a human, the closure of a room or of childcare: nothing is planned there meanwhile.

What is planned already is shown first (``what_it_hits``). Then it is taken out of there: sessions go on
without, appointments wait to be moved, and each such gap is remembered, so that the board can ask for
somebody else and an undone leave can mend it. Nobody who takes part is told before something is found.
What cannot be left is refused: a meeting that has begun, a seat or an appointment of one's own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from sessions.appointments import holds
from sessions.errors import AbsenceRefused, WrongHours
from sessions.gaps import mend, part_in, part_of, tear_appointment, tear_session
from sessions.models import Absence, Appointment, Gap, Reservation, Run, Session
from sessions.reservations import reserve_absence

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from lms.people.models import Person
    from sessions.models import Resource


@dataclass(frozen=True)
class Hit:
    """What a leave or a closure meets. ``in_the_way`` cannot go on without; the rest can, or can be moved."""

    sessions: list[Session] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    in_the_way: list[Session | Appointment] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return bool(self.in_the_way or self.absences)


def what_it_hits(resource: Resource, *, starts_at: datetime, ends_at: datetime) -> Hit:
    """What is planned for the person, the room or the childcare in that time, in order."""
    hit, now = Hit(), timezone.now()
    taken = _taken(resource, starts_at=starts_at, ends_at=ends_at).exclude(_over_by(starts_at))
    rows = taken.select_related(
        "session__run__course",
        "session__room",
        "appointment__service",
        "appointment__specialist__person",
        "appointment__person",
        "absence",
    )
    for one in rows.prefetch_related("session__session_trainers").order_by("starts_at"):
        if one.absence:
            hit.absences.append(one.absence)
        elif session := one.session:
            can_do_without = session.starts_at > now and part_in(session, resource)
            (hit.sessions if can_do_without else hit.in_the_way).append(session)
        elif (appointment := one.appointment) and appointment.status != Appointment.Status.HELD:
            can_move = appointment.starts_at > now and part_of(appointment, resource)
            (hit.appointments if can_move else hit.in_the_way).append(appointment)
    return hit


@transaction.atomic
def plan_absence(
    resource: Resource, *, starts_at: datetime, ends_at: datetime, reason: str = "", by: Person | None
) -> tuple[Absence, list[Session], list[Appointment]]:
    """Keep everything out of that time, and take the resource out of what stands in it.

    Returns the sessions that go on without, and the appointments to be moved. Raises WrongHours,
    AbsenceRefused with what cannot be left, and Clash when something was planned at the same moment.
    """
    if ends_at <= starts_at:
        raise WrongHours
    taken = _taken(resource, starts_at=starts_at, ends_at=ends_at)
    _hold(Q(reservations__in=taken))
    hit = what_it_hits(resource, starts_at=starts_at, ends_at=ends_at)
    if hit.is_refused:
        raise AbsenceRefused(hit)
    taken.filter(_over_by(starts_at)).update(ends_at=starts_at)
    holds.release(Appointment.objects.filter(reservations__in=taken), cause="absence")
    taken.update(active=False)
    absence = Absence.objects.create(
        resource=resource, starts_at=starts_at, ends_at=ends_at, reason=reason[:200]
    )
    for session in hit.sessions:
        tear_session(session, absence, by=by)
    for appointment in hit.appointments:
        tear_appointment(appointment, absence)
    reserve_absence(absence)
    _told(absence, by=by)
    return absence, hit.sessions, hit.appointments


@transaction.atomic
def undo_absence(absence: Absence, *, by: Person | None) -> tuple[list[Gap], list[Gap]]:
    """End a leave as if it had never been, and put the resource back where nothing else was found.

    Returns the gaps that are mended and those that stay: found somebody else, moved, or taken meanwhile.
    """
    _hold(Q(gaps__absence=absence))
    absence.reservations.update(active=False)
    mended: list[Gap] = []
    left: list[Gap] = []
    for gap in absence.gaps.select_related(
        "session__run__course", "session__room", "appointment__service", "appointment__specialist"
    ):
        (mended if mend(gap, absence.resource, by=by) else left).append(gap)
    _told(absence, by=by)
    absence.delete()
    return mended, left


def _taken(resource: Resource, *, starts_at: datetime, ends_at: datetime) -> QuerySet[Reservation]:
    """What takes the resource in that time."""
    return Reservation.objects.filter(
        resource=resource, active=True, starts_at__lt=ends_at, ends_at__gt=starts_at
    )


def _over_by(moment: datetime) -> Q:
    """What ends before: only the minutes after it, to tidy or to take notes, reach past that moment."""
    return Q(session__ends_at__lte=moment) | Q(appointment__ends_at__lte=moment)


def _hold(concerned: Q) -> None:
    """Keep the runs, sessions and appointments concerned for this transaction, in the order of the house."""
    sessions = Session.objects.filter(pk__in=Session.objects.filter(concerned).values("pk"))
    appointments = Appointment.objects.filter(pk__in=Appointment.objects.filter(concerned).values("pk"))
    runs = Run.objects.filter(pk__in=sessions.values("run"))
    for rows in (runs, sessions, appointments):
        list(rows.order_by("pk").select_for_update(no_key=True).values("pk"))


def _told(absence: Absence, *, by: Person | None) -> None:
    record(AuditEntry.Action.CHANGED, absence, actor=by.user if by else None, subject=absence.resource.person)
