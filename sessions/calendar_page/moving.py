"""A drop in the calendar: first it is asked what would come of it, then somebody says yes.

Nothing is written before that. Sessions and appointments are moved by their own verbs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.web.dates import date_in_words
from sessions import planning
from sessions.appointments import booking
from sessions.appointments.notices import readers_of
from sessions.backoffice.words import explain
from sessions.calendar_page.background import holidays_between
from sessions.errors import BookingError, ChangedMeanwhile, Clash, HourTaken, PlanningError
from sessions.models import Appointment, Place, Run, Session
from sessions.remedies import Hours, Remedies
from sessions.remedies import explain as what_else
from sessions.timetables.clock import on_the_wall

if TYPE_CHECKING:
    from datetime import datetime

    from lms.people.models import Person
    from sessions.models import Room

Refusal = PlanningError | BookingError


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Where somebody dropped it. ``sequence`` is that of what they saw when they took it up."""

    starts_at: datetime
    ends_at: datetime
    room: Room | None
    sequence: int


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What would come of a move: what stands in its way and what would do instead, or who would be told."""

    wish: Wish
    people_told: int = 0
    refusal: Refusal | None = None
    remedies: Remedies = field(default_factory=Remedies)
    remarks: list[str] = field(default_factory=list)

    @property
    def is_free(self) -> bool:
        return self.refusal is None

    @property
    def obstacle(self) -> str:
        return in_words(self.refusal) if self.refusal else ""

    @property
    def free_from(self) -> datetime | None:
        """When all that is in the way is free again on that day, if it is."""
        moments = list(self.remedies.person_free_from.values())
        latest = max((moment for moment in moments if moment), default=None)
        return latest if moments and all(moments) else None

    @property
    def free_until(self) -> datetime | None:
        return self.free_from + (self.wish.ends_at - self.wish.starts_at) if self.free_from else None

    @property
    def button(self) -> str:
        """What the button does, in so many words."""
        if not self.people_told:
            return _("Move it; nobody needs to be told")
        return ngettext(
            "Move it and tell %(number)d person", "Move it and tell %(number)d people", self.people_told
        ) % {"number": self.people_told}


def look_ahead(record: Session | Appointment, wish: Wish, *, by: Person | None) -> Outlook:
    """What would come of it. Writes nothing. Raises ChangedMeanwhile when it stands elsewhere by now."""
    if wish.sequence != record.sequence:
        raise ChangedMeanwhile
    refusal = (
        planning.what_if(record, starts_at=wish.starts_at, ends_at=wish.ends_at, room=wish.room)
        if isinstance(record, Session)
        else _tried(record, wish, by=by)
    )
    if refusal:
        return Outlook(wish=wish, refusal=refusal, remedies=_remedies(record, wish, refusal))
    return Outlook(wish=wish, people_told=people_told_of(record), remarks=_remarks(record, wish))


def carry_out(record: Session | Appointment, wish: Wish, *, by: Person | None) -> None:
    """Move it and tell everyone. Raises what the verbs raise, and ChangedMeanwhile."""
    if isinstance(record, Session):
        planning.move_session(
            record,
            starts_at=wish.starts_at,
            ends_at=wish.ends_at,
            room=wish.room,
            by=by,
            sequence=wish.sequence,
        )
    else:
        _move_appointment(record, wish, by=by)


@transaction.atomic
def _move_appointment(appointment: Appointment, wish: Wish, *, by: Person | None) -> None:
    """Its length and its room are those of the help; only the hour is the coordinator's."""
    seen = Appointment.objects.select_for_update(of=("self",), no_key=True).get(pk=appointment.pk)
    if seen.sequence != wish.sequence:
        raise ChangedMeanwhile
    booking.move(seen, starts_at=wish.starts_at, by=by, by_organiser=True)


def _tried(appointment: Appointment, wish: Wish, *, by: Person | None) -> Refusal | None:
    """Done and undone in one transaction, so that every rule of appointments has its say."""
    with transaction.atomic():
        try:
            _move_appointment(appointment, wish, by=by)
        except (PlanningError, BookingError) as error:
            return error
        finally:
            transaction.set_rollback(True)
    return None


def in_words(refusal: Refusal) -> str:
    """What stands in the way. The hour is seen in the calendar, so that only the names are said."""
    clash = _clash_of(refusal)
    if clash:
        names = ", ".join(str(resource) for resource in clash.resources)
        return _("Already taken at that time: %(names)s.") % {"names": names}
    if isinstance(refusal, HourTaken):
        return _("This hour is taken.")
    return explain(refusal)


def _clash_of(refusal: Refusal) -> Clash | None:
    for error in (refusal, refusal.__cause__):
        if isinstance(error, Clash):
            return error
    return None


def _remedies(record: Session | Appointment, wish: Wish, refusal: Refusal) -> Remedies:
    clash = _clash_of(refusal)
    if clash is None or not isinstance(record, Session):
        return Remedies()
    hours = Hours.for_session(record, starts_at=wish.starts_at, ends_at=wish.ends_at)
    return what_else(clash, session_or_hours=hours)


def people_told_of(record: Session | Appointment) -> int:
    """How many would hear of a change: those who come, and those who hold it."""
    if isinstance(record, Appointment):
        return len(readers_of(record)) + 1
    if record.run.status != Run.Status.PUBLISHED:
        return 0
    staff = record.trainers.count() + bool(record.interpreter_id)
    return record.run.places.filter(status__in=Place.SEATED).count() + staff


def _remarks(record: Session | Appointment, wish: Wish) -> list[str]:
    """What is possible and yet worth a thought."""
    day = on_the_wall(wish.starts_at).date()
    said = [
        _("%(day)s is a public holiday: %(name)s.") % {"day": date_in_words(day), "name": name}
        for name in holidays_between(day, day).values()
    ]
    if isinstance(record, Session) and wish.room and wish.room.capacity < record.run.seats_taken:
        said.append(
            _("%(room)s has %(seats)d seats, and %(people)d people come.")
            % {"room": wish.room, "seats": wish.room.capacity, "people": record.run.seats_taken}
        )
    return said
