"""Reminders two days and two hours before a session.

They are written when their hour has come, not ahead: what is cancelled or moved in between needs no
undoing. Whoever got the seat later than the hour of a reminder has just read the confirmation instead.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q

from lms.messaging.models import Message
from sessions import notices
from sessions.models import MakeUp, Place, Run, Session

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import QuerySet

TWO_DAYS = timedelta(days=2)
TWO_HOURS = timedelta(hours=2)
# How long before the session each kind may still be written, when the worker was late.
WINDOWS = {"two_days": (timedelta(days=1), TWO_DAYS), "two_hours": (timedelta(0), TWO_HOURS)}


def queue_reminders(now: datetime) -> int:
    """Write the reminders that are due; returns how many places were reminded. Safe to repeat."""
    written = 0
    for when, (latest, earliest) in WINDOWS.items():
        for session in _starting(now + latest, now + earliest):
            for place in _to_remind(session, when, told_before=session.starts_at - earliest):
                notices.remind(place, session, when=when)
                written += 1
    return written


def _starting(after: datetime, until: datetime) -> QuerySet[Session]:
    planned = Session.objects.filter(status=Session.Status.PLANNED, run__status=Run.Status.PUBLISHED)
    soon = planned.filter(starts_at__gt=after, starts_at__lte=until)
    return soon.select_related("run__course", "room__office")


def _to_remind(session: Session, when: str, *, told_before: datetime) -> Iterator[Place]:
    """Seats whose people heard of the session before the hour of this reminder, and were not reminded yet."""
    if session.sequence and session.changed_at > told_before:
        return
    reminded = {
        key.split(":")[2]
        for key in Message.objects.filter(key__startswith=notices.reminder_key(session)).values_list(
            "key", flat=True
        )
        if key.split(":")[3:5] == [str(session.sequence), when]
    }
    own = Q(run=session.run, status=Place.Status.CONFIRMED)
    told = Q(changes__after=Place.Status.CONFIRMED, changes__at__lte=told_before)
    guests = MakeUp.objects.filter(session=session, cancelled_at=None, created_at__lte=told_before)
    elsewhere = MakeUp.objects.filter(missed=session, cancelled_at=None)
    coming = Place.objects.filter(own & told | Q(pk__in=guests.values("place")))
    coming = coming.exclude(pk__in=elsewhere.values("place")).distinct()
    for place in coming.select_related("person", "booked_by"):
        if str(place.uuid) not in reminded:
            place.run = session.run
            yield place
