"""What a leave tears open in sessions and appointments, what still stands open, and how it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from sessions.clearances import why_not
from sessions.errors import Clash
from sessions.models import Appointment, Gap, Session, SessionTrainer
from sessions.reservations import reserve, reserve_appointment

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.people.models import Person
    from sessions.models import Absence, Resource

Part = Gap.Part


def open_gaps() -> QuerySet[Gap]:
    """What still misses somebody or something because of a leave, the soonest first; for the board."""
    now = timezone.now()
    nobody = ~Exists(SessionTrainer.objects.filter(session=OuterRef("session")))
    in_session = Q(session__status=Session.Status.PLANNED, session__starts_at__gt=now) & (
        Q(part=Part.TRAINER) & Q(nobody)
        | Q(part=Part.ROOM, session__room=None)
        | Q(part=Part.INTERPRETER, session__interpreter=None)
        | Q(part=Part.CHILDCARE, session__childcare=None)
    )
    in_appointment = Q(
        appointment__status=Appointment.Status.BOOKED,
        appointment__starts_at__gt=now,
        appointment__starts_at__lt=F("absence__ends_at"),
        appointment__ends_at__gt=F("absence__starts_at"),
    ) & (
        Q(part=Part.SPECIALIST, appointment__specialist__person=F("absence__resource__person"))
        | Q(part=Part.ROOM, appointment__room=None)
    )
    return (
        Gap.objects.filter(in_session | in_appointment)
        .select_related(
            "session__run__course",
            "appointment__service",
            "absence__resource__person",
            "absence__resource__room",
            "absence__resource__childcare",
        )
        .order_by("session__starts_at", "appointment__starts_at", "pk")
    )


def part_in(session: Session, resource: Resource) -> Part | None:
    """What the resource is in a planned session; None where it is somebody who takes part."""
    if session.status != Session.Status.PLANNED:
        return None
    if resource.room_id:
        return Part.ROOM
    if resource.childcare_id:
        return Part.CHILDCARE
    if session.interpreter_id == resource.person_id:
        return Part.INTERPRETER
    teaches = any(row.trainer_id == resource.person_id for row in session.session_trainers.all())
    return Part.TRAINER if teaches else None


def part_of(appointment: Appointment, resource: Resource) -> Part | None:
    """What the resource is in an appointment; None where it is somebody who comes for help."""
    if resource.room_id:
        return Part.ROOM
    return Part.SPECIALIST if appointment.specialist.person_id == resource.person_id else None


def tear_session(session: Session, absence: Absence, *, by: Person | None) -> Gap:
    """Let a session go on without what is absent. Calendars must hear of a room that is lost."""
    part = part_in(session, absence.resource)
    gap = Gap.objects.create(absence=absence, session=session, part=part or "")
    if part == Part.TRAINER:
        session.session_trainers.filter(trainer=absence.resource.person_id).delete()
    elif part == Part.INTERPRETER:
        session.interpreter = None
    elif part == Part.CHILDCARE:
        session.childcare = None
    else:
        session.room = None
        session.sequence += 1
        session.is_changed_by_hand = True
    session.save()
    _told(session, by=by)
    return gap


def tear_appointment(appointment: Appointment, absence: Absence) -> Gap:
    """Note that an appointment must be moved: its specialist or its room is absent."""
    part = part_of(appointment, absence.resource)
    if part == Part.ROOM:
        _set_room(appointment, None)
    return Gap.objects.create(absence=absence, appointment=appointment, part=part or "")


def mend(gap: Gap, resource: Resource, *, by: Person | None) -> bool:
    """Put back what was absent. False where something else was found, or the hour is no longer free."""
    try:
        with transaction.atomic():
            if gap.session:
                return _mend_session(gap.session, gap.part, resource, by=by)
            return gap.appointment is not None and _mend_appointment(gap.appointment, gap.part, resource)
    except Clash:
        return False


def _mend_session(session: Session, part: str, resource: Resource, *, by: Person | None) -> bool:
    if session.status != Session.Status.PLANNED or session.starts_at <= timezone.now():
        return False
    if part == Part.TRAINER:
        if not (person := resource.person) or not _is_wanted_back(session, person):
            return False
        SessionTrainer.objects.create(session=session, trainer=person)
    else:
        attribute, found = {
            Part.ROOM: ("room", resource.room),
            Part.INTERPRETER: ("interpreter", resource.person),
            Part.CHILDCARE: ("childcare", resource.childcare),
        }[Part(part)]
        if getattr(session, attribute) is not None:
            return False
        setattr(session, attribute, found)
        session.sequence += part == Part.ROOM
        session.save()
    reserve(session, [resource])
    _told(session, by=by)
    return True


def _is_wanted_back(session: Session, person: Person) -> bool:
    """Whether nobody was found instead of the trainer: at most colleagues of the usual team teach."""
    teaching = set(session.session_trainers.values_list("trainer", flat=True))
    usual = set(session.run.trainers.values_list("pk", flat=True))
    day = timezone.localdate(session.starts_at)
    may_teach = not why_not([person], for_children=session.run.is_for_children, day=day)
    return may_teach and person.pk not in teaching and teaching <= usual


def _mend_appointment(appointment: Appointment, part: str, resource: Resource) -> bool:
    if appointment.status != Appointment.Status.BOOKED or appointment.ends_at <= timezone.now():
        return False
    if part == Part.ROOM:
        if appointment.room_id is not None:
            return False
        _set_room(appointment, resource)
    if not appointment.reservations.filter(resource=resource, active=True).exists():
        reserve_appointment(appointment, [resource])
    return True


def _set_room(appointment: Appointment, resource: Resource | None) -> None:
    appointment.room = resource.room if resource else None
    appointment.sequence += 1
    appointment.save(update_fields=["room", "sequence", "changed_at"])


def _told(session: Session, *, by: Person | None) -> None:
    record(AuditEntry.Action.CHANGED, session, actor=by.user if by else None)
