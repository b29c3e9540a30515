"""Somebody with a seat never came: written down when the run is over, taken back when that was wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sessions import transitions
from sessions.errors import HasPlaceAlready
from sessions.models import Place, Run

if TYPE_CHECKING:
    from collections.abc import Collection

    from lms.people.models import Person


@transaction.atomic
def note_no_shows(run: Run, *, heard_of: Collection[int], by: Person | None = None) -> list[Place]:
    """Mark the seats of those who neither came to any session nor were excused. Safe to repeat.

    ``heard_of`` are the ids of the others. To a drop-in group nobody has to come. The caller holds the run.
    """
    if run.is_drop_in:
        return []
    silent = run.places.confirmed().exclude(person__in=heard_of).order_by("pk")
    return [transitions.change(place, Place.Status.NO_SHOW, by=by) for place in silent]


@transaction.atomic
def take_back(places: Collection[Place], *, by: Person | None, cause: str = "") -> list[Place]:
    """They were there after all, or their list is open again. Raises TransitionRefused, HasPlaceAlready."""
    for place in places:
        run = Run.objects.hold(place.run)
        if run.places.held_by(place.person).exists():
            raise HasPlaceAlready
        place.run = run
        transitions.change(place, Place.Status.CONFIRMED, by=by, cause=cause)
    return list(places)
