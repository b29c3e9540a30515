"""Appointments as the one who comes sees them, and whoever cares for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from lms.people.models import Person
from sessions.appointments.booking import cancel_until
from sessions.appointments.who_may import is_a_child
from sessions.appointments.words import title_of_service
from sessions.links import path_to
from sessions.models import Appointment
from sessions.whereabouts import Where, address_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from sessions.models import Service
    from sessions.models.appointment import AppointmentQuerySet

READ = ("service__organisation", "specialist__person", "person", "room__office", "booked_by")


@dataclass(frozen=True)
class MyAppointment:
    """An appointment with what its reader wants to know. ``is_told`` where the place may be shown."""

    appointment: Appointment
    is_told: bool = True
    later: tuple[Appointment, ...] = ()
    """The later ones that were booked together with it."""

    @property
    def service(self) -> Service:
        return self.appointment.service

    @property
    def title(self) -> str:
        return title_of_service(self.service)

    @property
    def starts_at(self) -> datetime:
        return self.appointment.starts_at

    @property
    def until(self) -> datetime:
        """Until when it can be moved or cancelled here."""
        return cancel_until(self.appointment)

    @property
    def stands(self) -> bool:
        return self.appointment.status == Appointment.Status.BOOKED and not self.is_past

    @property
    def is_for_child(self) -> bool:
        person = self.appointment.person
        return person is not None and is_a_child(person)

    @property
    def is_past(self) -> bool:
        return self.appointment.ends_at < timezone.now()

    @property
    def can_change(self) -> bool:
        return self.stands and timezone.now() <= self.until

    @cached_property
    def where(self) -> Where:
        appointment = self.appointment
        if not self.is_told:
            return Where(text=_("You will find the place in My Krok."))
        room = appointment.room
        if room is None:
            return Where(text=_("Online"), online_link=appointment.online_link)
        return Where(
            text=address_of(room), map_url=room.map_url, online_link=appointment.online_link, note=room.way
        )

    @property
    def url(self) -> str:
        return path_to(self.appointment)


def appointments_of(people: Iterable[Person]) -> AppointmentQuerySet:
    return Appointment.objects.filter(person__in=people).select_related(*READ)


def upcoming_of(people: Iterable[Person]) -> list[MyAppointment]:
    """What stands and is still to come, soonest first; a series stands once, with its later ones."""
    together: dict[tuple[UUID, int | None], list[Appointment]] = {}
    for each in appointments_of(people).upcoming():
        together.setdefault((each.series, each.person_id), []).append(each)
    return [MyAppointment(first, later=tuple(later)) for first, *later in together.values()]


def newest_booked(person: Person | None, service: Service) -> list[MyAppointment]:
    """What the person booked last of a kind of help, together, and is still to come."""
    if person is None:
        return []
    mine = Appointment.objects.upcoming().filter(Q(booked_by=person) | Q(person=person), service=service)
    last = mine.order_by("-created_at", "-pk").first()
    if last is None:
        return []
    together = mine.filter(series=last.series).select_related(*READ)
    return [MyAppointment(each) for each in together.order_by("starts_at")]


def later_together(appointment: Appointment) -> list[Appointment]:
    """The later ones of the series, which can be cancelled with it."""
    later = Appointment.objects.upcoming().filter(
        series=appointment.series, starts_at__gt=appointment.starts_at, person=appointment.person_id
    )
    return list(later.select_related(*READ))
