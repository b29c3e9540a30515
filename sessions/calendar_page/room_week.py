"""The week of a room, for its door: what is on and when, in the language of those who come."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from cms.leaflets.letters import printable, set_well
from lms.web import dates
from lms.web.pdf import render_pdf
from sessions.calendar_page.background import holidays_between
from sessions.models import Absence, Appointment, Run, Session
from sessions.timetables.clock import on_the_wall, start_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from sessions.models import Room

WORKING_DAYS = 5


def room_week_paper(room: Room, *, monday: date, language: str, made_at: datetime) -> bytes:
    with override(language):
        return render_pdf("room_week", week_of_room(room, monday=monday, language=language), made_at=made_at)


def week_of_room(room: Room, *, monday: date, language: str) -> dict[str, Any]:
    """What the paper prints. Weekends only when something is on.

    Nobody who comes is named; trainers are, unless the meeting is confidential.
    """
    sunday = monday + timedelta(days=6)
    begins, ends = start_of(monday), start_of(sunday + timedelta(days=1))
    on: dict[date, list[tuple[datetime, dict[str, str]]]] = {
        monday + timedelta(days=number): [] for number in range(7)
    }
    for session in _sessions(room, begins, ends):
        on[on_the_wall(session.starts_at).date()].append((session.starts_at, _of_session(session, room)))
    for appointment in _appointments(room, begins, ends):
        on[on_the_wall(appointment.starts_at).date()].append(
            (appointment.starts_at, _of_appointment(appointment))
        )
    closed = _closed_days(room, begins, ends)
    holidays = holidays_between(monday, sunday)
    return {
        "language": language,
        "room": printable(str(room)),
        "address": printable(", ".join(part for part in (room.street, room.floor) if part)),
        "week": dates.span(monday, sunday),
        "words": {
            "title": printable(f"{room}, {dates.span(monday, sunday)}"),
            "free": _("free"),
            "changes": _("Changes are possible. What holds is what we told you, and Krok."),
        },
        "days": [
            {
                "name": capfirst(dates.weekday(day)),
                "date": dates.date_in_words(day),
                "note": printable(holidays.get(day) or (_("closed") if day in closed else "")),
                "entries": [entry for _starts, entry in sorted(entries, key=lambda one: one[0])],
            }
            for number, (day, entries) in enumerate(on.items())
            if number < WORKING_DAYS or entries
        ],
    }


def _sessions(room: Room, begins: datetime, ends: datetime) -> list[Session]:
    """Of everybody who uses the room: the door has one paper. A draft is not announced."""
    living = Session.objects.not_cancelled().exclude(run__status__in=(Run.Status.DRAFT, Run.Status.CANCELLED))
    shown = living.filter(room=room, starts_at__gte=begins, starts_at__lt=ends)
    return list(shown.select_related("run__course").prefetch_related("trainers"))


def _appointments(room: Room, begins: datetime, ends: datetime) -> list[Appointment]:
    gone = Q(status__in=(*Appointment.OVER, Appointment.Status.HELD))
    booked = Appointment.objects.filter(room=room, starts_at__gte=begins, starts_at__lt=ends).exclude(gone)
    return list(booked.select_related("service", "specialist__person"))


def _of_session(session: Session, room: Room) -> dict[str, str]:
    run = session.run
    is_known = run.visibility == Run.Visibility.PUBLIC or run.organiser_id == room.organisation_id
    if run.is_confidential or not is_known:
        return _entry(session, pgettext("neutral message", "Appointment"), "", look="neutral")
    trainers = ", ".join(str(trainer) for trainer in session.trainers.all())
    return _entry(session, run.course.title, trainers, look="session")


def _of_appointment(appointment: Appointment) -> dict[str, str]:
    if appointment.service.is_confidential:
        return _entry(appointment, pgettext("neutral message", "Appointment"), "", look="neutral")
    return _entry(
        appointment, appointment.service.name, str(appointment.specialist.person), look="appointment"
    )


def _entry(record: Session | Appointment, title: str, people: str, *, look: str) -> dict[str, str]:
    return {
        "hours": dates.hours(record.starts_at, record.ends_at),
        "title": set_well(title),
        "people": printable(people),
        "look": look,
    }


def _closed_days(room: Room, begins: datetime, ends: datetime) -> set[date]:
    """Days on which a closure takes the room from nine to three at least."""
    closures = Absence.objects.filter(resource__room=room, starts_at__lt=ends, ends_at__gt=begins)
    days = [on_the_wall(begins).date() + timedelta(days=number) for number in range(7)]
    hours = timedelta(hours=9), timedelta(hours=15)
    return {
        day
        for closure in closures
        for day in days
        if closure.starts_at <= start_of(day) + hours[0] and closure.ends_at >= start_of(day) + hours[1]
    }
