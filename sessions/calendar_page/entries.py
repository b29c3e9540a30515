"""What stands in the calendar: sessions and appointments, each as one entry with words of its own.

What is confidential says no more here than that it is: a calendar stands open on a desk. Its own page
has the rest, for those who may read it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Person
from lms.people.permission_policies import visible
from sessions.models import Appointment, Run, Session

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from lms.people.roles import AnyUser
    from sessions.calendar_page.filters import Chosen

SESSION, APPOINTMENT = "session", "appointment"
SHOWN = (
    *("starts_at", "ends_at", "kind", "status", "sequence", "online_link", "room", "run"),
    *(
        f"run__{field}"
        for field in ("course", "status", "visibility", "capacity", "seats_taken", "online_link", "code")
    ),
)
"""What an entry says of a session. Courses and rooms are few, and fetched once each."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing in the calendar. ``look`` chooses its colour, ``kind`` says the same in words."""

    of: str
    pk: int
    starts_at: datetime
    ends_at: datetime
    title: str
    look: str
    kind: str
    room: tuple[int, str] | None = None
    is_online: bool = False
    people: list[tuple[int, str]] = field(default_factory=list)
    """Who holds it: trainers, or the specialist."""
    note: str = ""
    """Seats of a session; who comes to an appointment, for those who may know."""
    marks: list[str] = field(default_factory=list)
    is_cancelled: bool = False
    is_draft: bool = False
    lacks_trainer: bool = False
    may_move: bool = False
    sequence: int = 0

    @property
    def where(self) -> str:
        if self.room:
            return self.room[1]
        return _("online") if self.is_online else _("no room yet")

    @property
    def with_whom(self) -> str:
        return ", ".join(name for _pk, name in self.people)


def entries_between(user: AnyUser, since: datetime, until: datetime, chosen: Chosen) -> list[Entry]:
    """All that the reader may see of these hours, in order. The number of queries never grows."""
    found = [
        *(of_session(session) for session in sessions_between(user, since, until, chosen)),
        *of_appointments(user, appointments_between(user, since, until, chosen)),
    ]
    return sorted(found, key=lambda entry: (entry.starts_at, entry.ends_at, entry.of, entry.pk))


def sessions_between(user: AnyUser, since: datetime, until: datetime, chosen: Chosen) -> QuerySet[Session]:
    planned = visible(Session, user).filter(starts_at__lt=until, ends_at__gt=since)
    return (
        chosen.of_sessions(planned)
        .select_related("run")
        .prefetch_related("run__course", "room", "trainers")
        .only(*SHOWN)
        .order_by("starts_at", "pk")
    )


def appointments_between(
    user: AnyUser, since: datetime, until: datetime, chosen: Chosen
) -> QuerySet[Appointment]:
    """Those that stand or stood; of the hours only held, those whose form is still being filled."""
    lapsed = Q(status=Appointment.Status.HELD, hold_until__lte=timezone.now())
    booked = (
        visible(Appointment, user)
        .filter(starts_at__lt=until, ends_at__gt=since)
        .exclude(lapsed)
        .exclude(status=Appointment.Status.RELEASED)
    )
    return (
        chosen.of_appointments(booked)
        .select_related("service", "specialist__person", "person", "room")
        .order_by("starts_at", "pk")
    )


def of_session(session: Session) -> Entry:
    run = session.run
    is_open = session.status == Session.Status.PLANNED
    is_draft = run.status == Run.Status.DRAFT
    trainers = [(trainer.pk, str(trainer)) for trainer in session.trainers.all()]
    lacks_trainer = is_open and not trainers
    marks = [] if is_open else [session.get_status_display()]
    marks += [run.get_status_display()] if is_draft else []
    marks += [_("no trainer yet")] if lacks_trainer else []
    return Entry(
        of=SESSION,
        pk=session.pk,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=_("Confidential meeting") if run.is_confidential else run.course.title,
        look="confidential" if run.is_confidential else session.kind,
        kind=_("confidential") if run.is_confidential else session.get_kind_display(),
        room=(session.room.pk, str(session.room)) if session.room else None,
        is_online=bool(session.online_link or run.online_link),
        people=trainers,
        note=_("seats %(taken)s/%(seats)s") % {"taken": run.seats_taken, "seats": run.capacity},
        marks=marks,
        is_cancelled=session.is_cancelled,
        is_draft=is_draft,
        lacks_trainer=lacks_trainer,
        may_move=is_open and run.status in {Run.Status.DRAFT, Run.Status.PUBLISHED},
        sequence=session.sequence,
    )


def of_appointments(user: AnyUser, appointments: Iterable[Appointment]) -> list[Entry]:
    """With the names of those whom the reader may see, and of nobody who comes in confidence."""
    booked = list(appointments)
    people = {each.person_id for each in booked if each.person_id and not each.service.is_confidential}
    known = set(visible(Person, user).filter(pk__in=people).values_list("pk", flat=True)) if booked else set()
    return [of_appointment(each, names_person=each.person_id in known) for each in booked]


def of_appointment(appointment: Appointment, *, names_person: bool) -> Entry:
    is_confidential = appointment.service.is_confidential
    is_open = appointment.status == Appointment.Status.BOOKED
    specialist = appointment.specialist.person
    person = appointment.person if names_person else None
    return Entry(
        of=APPOINTMENT,
        pk=appointment.pk,
        starts_at=appointment.starts_at,
        ends_at=appointment.ends_at,
        title=_("Confidential appointment") if is_confidential else appointment.service.name,
        look="confidential" if is_confidential else APPOINTMENT,
        kind=_("confidential") if is_confidential else _("appointment"),
        room=(appointment.room.pk, str(appointment.room)) if appointment.room else None,
        is_online=bool(appointment.online_link),
        people=[(specialist.pk, str(specialist))],
        note=person.display_name if person else "",
        marks=[] if is_open else [appointment.get_status_display()],
        is_cancelled=appointment.is_over,
        may_move=is_open,
        sequence=appointment.sequence,
    )
