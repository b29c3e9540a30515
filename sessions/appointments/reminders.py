"""Reminders of appointments: two days and two hours before, to those who booked earlier than that.

As with meetings (``sessions.reminders``) they are written when their hour has come, not ahead.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Max

from lms.messaging.models import Message
from sessions.appointments import notices
from sessions.models import Appointment
from sessions.reminders import WINDOWS

if TYPE_CHECKING:
    from datetime import datetime

REMEMBERED = timedelta(days=4)


def queue_reminders(now: datetime) -> int:
    """Write the reminders that are due; returns for how many appointments. Safe to repeat.

    Whoever booked or moved later than the hour of a reminder has just read of the appointment instead.
    """
    reminded = _reminded(now)
    written = 0
    for when, (latest, earliest) in WINDOWS.items():
        standing = Appointment.objects.standing().annotate(told_at=Max("changes__at"))
        soon = standing.filter(starts_at__gt=now + latest, starts_at__lte=now + earliest)
        rows = soon.select_related("service__organisation", "specialist__person", "person", "booked_by")
        for each in rows.select_related("room__office"):
            is_known = (str(each.uuid), str(each.sequence), when) in reminded
            if not is_known and each.told_at <= each.starts_at - earliest:
                notices.remind(each, when=when)
                written += 1
    return written


def _reminded(now: datetime) -> set[tuple[str, ...]]:
    """Of which appointment, as it stood then, and how long before."""
    keys = Message.objects.filter(kind="appointment_reminder", created_at__gte=now - REMEMBERED)
    return {tuple(key.split(":")[1:4]) for key in keys.values_list("key", flat=True)}
