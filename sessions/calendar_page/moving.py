"""A drop in the calendar: first it is asked what would come of it, then somebody says yes.

Nothing is written before that. Sessions and appointments are moved by their own verbs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lms.people.permission_policies import visible
from lms.web.dates import date_in_words
from sessions.backoffice.words import explain
from sessions.calendar_page.background import holidays_between
from sessions.calendar_page.clock import OnTheWallField, on_the_wall
from sessions.errors import BookingError, PlanningError
from sessions.models import Appointment, Place, Room, Run, Session
from sessions.planning import move_session
from sessions.timetable import on_the_clock

if TYPE_CHECKING:
    from datetime import datetime

    from lms.people.models import Person
    from lms.people.roles import AnyUser

Movable = Session | Appointment


class MoveAsked(forms.Form):
    """Where somebody dropped it, and what they saw of it before."""

    starts = OnTheWallField()
    ends = OnTheWallField()
    room: Any = forms.ModelChoiceField(queryset=None, required=False)
    sequence = forms.IntegerField(min_value=0)

    def __init__(self, *args: Any, user: AnyUser, record: Movable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        rooms = visible(Room, user).filter(is_in_use=True)
        if record.room_id:
            rooms = rooms | Room.objects.filter(pk=record.room_id)
        fields: Any = self.fields
        fields["room"].queryset = rooms

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            raise forms.ValidationError(gettext_lazy("The end must be after the start."))
        return cleaned

    @property
    def starts_at(self) -> datetime:
        return self._moment("starts", self.record.starts_at)

    @property
    def ends_at(self) -> datetime:
        return self._moment("ends", self.record.ends_at)

    def _moment(self, name: str, as_it_was: datetime) -> datetime:
        """An end that was not touched stays, also in the hour that October shows twice."""
        local: datetime = self.cleaned_data[name]
        return as_it_was if on_the_wall(as_it_was) == local else on_the_clock(local)


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What would come of a move: what stands in its way, or who would be told of it."""

    starts_at: datetime
    ends_at: datetime
    room: Room | None
    people_told: int = 0
    obstacle: str = ""
    remarks: list[str] = field(default_factory=list)
    free_rooms: list[Room] = field(default_factory=list)

    @property
    def is_free(self) -> bool:
        return not self.obstacle

    @property
    def button(self) -> str:
        """What the button does, in so many words."""
        if not self.people_told:
            return _("Move it; nobody needs to be told")
        return ngettext(
            "Move it and tell %(number)d person", "Move it and tell %(number)d people", self.people_told
        ) % {"number": self.people_told}


def look_ahead(record: Movable, asked: MoveAsked, *, by: Person | None) -> Outlook:
    """What would come of it. Done and undone in one transaction, so that every rule has its say."""
    where: dict[str, Any] = {
        "starts_at": asked.starts_at,
        "ends_at": asked.ends_at,
        "room": asked.cleaned_data["room"] if isinstance(record, Session) else record.room,
    }
    obstacle = ""
    with transaction.atomic():
        try:
            carry_out(record, asked, by=by)
        except (PlanningError, BookingError) as error:
            obstacle = explain(error)
        transaction.set_rollback(True)
    return Outlook(
        **where, obstacle=obstacle, remarks=_remarks(record, **where), people_told=people_told_of(record)
    )


def carry_out(record: Movable, asked: MoveAsked, *, by: Person | None) -> None:
    """Move it. Raises what the verbs raise; ChangedMeanwhile when somebody else was quicker."""
    if isinstance(record, Session):
        move_session(
            record,
            starts_at=asked.starts_at,
            ends_at=asked.ends_at,
            room=asked.cleaned_data["room"],
            by=by,
        )
        return
    raise PlanningError


def people_told_of(record: Movable) -> int:
    """How many would hear of a change."""
    if isinstance(record, Appointment):
        return 2
    if record.run.status != Run.Status.PUBLISHED:
        return 0
    return record.run.places.filter(status__in=Place.SEATED).count() + record.trainers.count()


def _remarks(record: Movable, *, starts_at: datetime, ends_at: datetime, room: Room | None) -> list[str]:
    """What is possible and yet worth a thought."""
    day = on_the_wall(starts_at).date()
    said = [
        _("%(day)s is a public holiday: %(name)s.") % {"day": date_in_words(day), "name": name}
        for day, name in holidays_between(day, day).items()
    ]
    if isinstance(record, Session) and room and room.capacity < record.run.seats_taken:
        seats = ngettext(
            "The room has %(number)d seat", "The room has %(number)d seats", room.capacity
        ) % {"number": room.capacity}
        people = ngettext("%(number)d person comes.", "%(number)d people come.", record.run.seats_taken) % {
            "number": record.run.seats_taken
        }
        said.append(f"{seats}, {people}")
    return said
