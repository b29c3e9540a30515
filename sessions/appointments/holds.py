"""Hours that are held while a form is filled: whose they are, and that they never outlive their time.

Nobody who only looks is written down: a visitor is known by a digest of the key of the device, which
stands where a series has its id until the appointments are booked.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from sessions.appointments import transitions
from sessions.models import Appointment, Reservation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sessions.models import Resource, Service

HELD_FOR = timedelta(minutes=10)
KEPT_FOR = timedelta(days=2)
"""How long what was never booked stays on record, to find out what went wrong."""


def holder_id(device_key: str, service: Service) -> UUID:
    """The id under which a visitor holds hours of a service. It tells nothing of the key.

    Whoever has no key shares it with nobody.
    """
    if not device_key:
        return uuid4()
    digest = salted_hmac("sessions.appointments.holds", f"{service.pk}:{device_key}", algorithm="sha256")
    return UUID(bytes=digest.digest()[:16])


def held_by(device_key: str, service: Service) -> list[Appointment]:
    """What this visitor holds of the service at present, in order."""
    held = Appointment.objects.filter(status=Appointment.Status.HELD, series=holder_id(device_key, service))
    living = held.filter(hold_until__gt=timezone.now())
    return list(living.select_related("service", "specialist__person", "room__office").order_by("starts_at"))


@transaction.atomic
def release(appointments: Iterable[Appointment], *, cause: str = "") -> int:
    """Give held hours back. What is booked meanwhile, or given back already, stays as it is."""
    rows = Appointment.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    wanted = [each.pk for each in appointments]
    return _give_back(list(rows.filter(pk__in=wanted, status=Appointment.Status.HELD)), cause=cause)


@transaction.atomic
def release_lapsed(*, of: Iterable[Resource] | None = None) -> int:
    """Give back what was held too long: everything, or the hours of some resources.

    Whoever books one of them in this very moment keeps it: rows that are locked are passed over.
    """
    lapsed = Appointment.objects.lapsed()
    if of is not None:
        lapsed = lapsed.filter(reservations__resource__in=list(of), reservations__active=True)
    rows = Appointment.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
    return _give_back(list(rows.filter(pk__in=lapsed.values("pk")).order_by("pk")), cause="lapsed")


def forget_released() -> int:
    """Delete what was held and never booked; nobody's name was ever on it."""
    old = Appointment.objects.filter(
        status=Appointment.Status.RELEASED, person=None, created_at__lt=timezone.now() - KEPT_FOR
    )
    return old.delete()[1].get(Appointment._meta.label, 0)


def _give_back(held: list[Appointment], *, cause: str) -> int:
    if held:
        transitions.change_all(held, Appointment.Status.RELEASED, by=None, cause=cause)
        Reservation.objects.filter(appointment__in=held, active=True).update(active=False)
    return len(held)
