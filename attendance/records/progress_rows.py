"""The progress of everybody in a run, as a list for those who hold it and those who look after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from attendance.records.missed import silent
from attendance.records.progress import progress_of
from sessions.models import Place

if TYPE_CHECKING:
    from attendance.records.progress import Progress
    from sessions.models import Run


@dataclass(frozen=True)
class ProgressRow:
    place: Place
    progress: Progress
    absences_in_a_row: int = 0
    """Only where they are so many that we have asked how the person is."""

    @property
    def name(self) -> str:
        return self.place.person.display_name

    @property
    def mark(self) -> str:
        """How the style sheet calls it: there is enough, it still can be, it cannot."""
        progress = self.progress
        if not progress.has_goal or not progress.planned.total:
            return "expected"
        if progress.has_enough:
            return "present"
        if not progress.can_pass:
            return "absent"
        return "expected" if progress.meetings_missable else "late"


def rows_of_run(run: Run) -> list[ProgressRow]:
    """Everybody with a seat, by name. A fixed number of queries."""
    places = list(Place.objects.expected().filter(run=run).select_related("person", "run__course"))
    found = progress_of(places)
    fallen_silent = {
        place.pk: place.absences_in_a_row  # type: ignore[attr-defined]
        for place in silent(Place.objects.filter(run=run))
    }
    rows = [ProgressRow(place, found[place.pk], fallen_silent.get(place.pk, 0)) for place in places]
    return sorted(rows, key=lambda row: (row.name.casefold(), row.place.pk))
