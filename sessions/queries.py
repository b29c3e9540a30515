"""What several verbs and pages ask of a run and its sessions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Min
from django.utils import timezone

from sessions.models import Run

if TYPE_CHECKING:
    from lms.people.models import Person
    from sessions.models import Place, Session


def sessions_ahead(run: Run) -> list[Session]:
    """What the participants still have before them, with rooms, in order."""
    return list(run.sessions.upcoming().not_cancelled().select_related("room__office"))


def goes_on(run: Run) -> bool:
    """Whether a seat in the run is still worth having: it is published, and not over."""
    if run.status != Run.Status.PUBLISHED:
        return False
    return run.sessions.upcoming().not_cancelled().exists() or not run.sessions.exists()


def cancel_until(run: Run) -> datetime | None:
    """The last moment at which a participant may give a seat back as one likes.

    None while no session is planned, and for a drop-in group: nobody counts on those who do not come.
    """
    first = None if run.is_drop_in else starts_at(run)
    return first - timedelta(hours=run.cancel_hours_before) if first else None


def starts_at(run: Run) -> datetime | None:
    """When the first session begins or began; none while none is planned."""
    first: datetime | None = run.sessions.not_cancelled().aggregate(first=Min("starts_at"))["first"]
    return first


def queue_closes_at(run: Run) -> datetime | None:
    """From when seats are no longer offered by themselves; none while no session is planned.

    To a drop-in group people come and go all year: there each meeting counts as a start.
    """
    before = timedelta(hours=run.queue_closes_hours_before)
    if run.is_drop_in:
        ahead = run.sessions.not_cancelled().filter(starts_at__gt=timezone.now() + before)
        coming: datetime | None = ahead.aggregate(first=Min("starts_at"))["first"]
        if coming:
            return coming - before
    first = starts_at(run)
    return first - before if first else None


def people_at(place: Place) -> list[Person]:
    """Who comes: the person, and the carer who stays."""
    return [place.person, *([place.accompanied_by] if place.accompanied_by else [])]
