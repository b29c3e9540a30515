"""How often somebody's place in a run has changed, and when last: calendars must hear of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max

from sessions.models import Place, PlaceChange

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


@dataclass(frozen=True)
class Standing:
    """``changes`` only rises, over all places the person ever had in the run; asking for one is none."""

    changes: int = 0
    changed_at: datetime | None = None


def standing_of(place: Place) -> Standing:
    return standings([place]).get((place.run_id, place.person_id), Standing())


def standings(places: Iterable[Place]) -> dict[tuple[int, int], Standing]:
    """By run and person; one query."""
    asked = list(places)
    if not asked:
        return {}
    rows = (
        PlaceChange.objects.filter(
            place__run__in={place.run_id for place in asked},
            place__person__in={place.person_id for place in asked},
        )
        .exclude(before="")
        .values_list("place__run", "place__person")
        .annotate(number=Count("pk"), last=Max("at"))
    )
    return {(run, person): Standing(number, last) for run, person, number, last in rows}
