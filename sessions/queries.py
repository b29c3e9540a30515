"""What several verbs and pages ask of a run and its sessions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Min

from sessions.models import Run

if TYPE_CHECKING:
    from sessions.models import Session


def sessions_ahead(run: Run) -> list[Session]:
    """What the participants still have before them, with rooms, in order."""
    return list(run.sessions.upcoming().not_cancelled().select_related("room__office"))


def goes_on(run: Run) -> bool:
    """Whether a seat in the run is still worth having: it is published, and not over."""
    if run.status != Run.Status.PUBLISHED:
        return False
    return run.sessions.upcoming().not_cancelled().exists() or not run.sessions.exists()


def cancel_until(run: Run) -> datetime | None:
    """The last moment at which a participant may give a seat back; none while no session is planned."""
    first: datetime | None = run.sessions.not_cancelled().aggregate(first=Min("starts_at"))["first"]
    return first - timedelta(hours=run.cancel_hours_before) if first else None
