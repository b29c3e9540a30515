"""What stands behind the entries: leaves and closures, hours taken by others, public holidays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from lms.people.permission_policies import visible
from sessions.holidays import holiday_on
from sessions.models import Absence, Appointment, Reservation, Room, Session

if TYPE_CHECKING:
    from datetime import date, datetime

    from lms.people.roles import AnyUser
    from sessions.calendar_page.filters import Chosen
    from sessions.models import Resource


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Hours in which a room or a human cannot be had. ``column`` is that of the calendar."""

    column: str
    words: str
    starts_at: datetime
    ends_at: datetime
    is_taken: bool = False
    """By somebody whose calendar the reader does not see."""


def room_column(pk: int) -> str:
    return f"room-{pk}"


def person_column(pk: int) -> str:
    return f"person-{pk}"


def absences_between(user: AnyUser, since: datetime, until: datetime, chosen: Chosen) -> list[Stretch]:
    """Leaves and closures. Why somebody is away is nobody's business in a calendar."""
    found = visible(Absence, user).filter(starts_at__lt=until, ends_at__gt=since)
    if chosen.room or chosen.trainer:
        found = found.filter(Q(resource__room=chosen.room, resource__room__isnull=False) | _person(chosen))
    rows = found.select_related("resource__room", "resource__person", "resource__childcare")
    return [
        Stretch(
            column=_column(absence.resource),
            words=(_("%(who)s: away") if absence.resource.person_id else _("%(who)s: closed"))
            % {"who": absence.resource},
            starts_at=absence.starts_at,
            ends_at=absence.ends_at,
        )
        for absence in rows.order_by("starts_at", "pk")
    ]


def taken_by_others(user: AnyUser, since: datetime, until: datetime, chosen: Chosen) -> list[Stretch]:
    """Hours of the reader's rooms in which another organisation sits: taken, and not by whom."""
    rooms = visible(Room, user)
    if chosen.room:
        rooms = rooms.filter(pk=chosen.room.pk)
    own = Q(session__in=visible(Session, user)) | Q(appointment__in=visible(Appointment, user))
    rows = (
        Reservation.objects.filter(
            active=True, absence=None, resource__room__in=rooms, starts_at__lt=until, ends_at__gt=since
        )
        .exclude(own)
        .select_related("resource")
        .order_by("starts_at", "pk")
    )
    return [
        Stretch(
            column=_column(taken.resource),
            words=_("taken by another organisation"),
            starts_at=taken.starts_at,
            ends_at=taken.ends_at,
            is_taken=True,
        )
        for taken in rows
    ]


def holidays_between(first: date, last: date) -> dict[date, str]:
    """The public holidays from one day to another, both counted, by name."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {day: name for day in days if (name := holiday_on(day))}


def _person(chosen: Chosen) -> Q:
    return Q(resource__person=chosen.trainer, resource__person__isnull=False)


def _column(resource: Resource) -> str:
    if resource.room_id:
        return room_column(resource.room_id)
    return person_column(resource.person_id) if resource.person_id else f"childcare-{resource.childcare_id}"
