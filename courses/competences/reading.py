"""Reading where people stand, for pages that show many of them at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.models import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from courses.models import Competence
    from lms.people.models import Person


@dataclass(frozen=True)
class Grid:
    """People by competences. What nobody asks of a person, and was never proved, has no standing."""

    people: Sequence[Person]
    competences: Sequence[Competence]
    cells: Mapping[tuple[int, int], Standing]

    def of(self, person: Person, competence: Competence) -> Standing | None:
        return self.cells.get((person.pk, competence.pk))

    def rows(self) -> list[tuple[Person, list[Standing | None]]]:
        return [
            (person, [self.of(person, competence) for competence in self.competences])
            for person in self.people
        ]


def standings_of(people: Sequence[Person], competences: Sequence[Competence]) -> Grid:
    """One query, for any number of people and competences."""
    found = Standing.objects.filter(
        person__in=[person.pk for person in people], competence__in=[one.pk for one in competences]
    ).select_related("requirement")
    cells = {(standing.person_id, standing.competence_id): standing for standing in found}
    return Grid(people=people, competences=competences, cells=cells)
