"""People who asked together, as one row of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import ngettext

from sessions.backoffice.standing import needs_in_words, no_shows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from lms.people.models import Person
    from sessions.models import Place


@dataclass(frozen=True)
class Party:
    places: list[Place]
    missed: Mapping[int, int]

    @property
    def key(self) -> str:
        return str(self.places[0].party)

    @property
    def first(self) -> Place:
        return self.places[0]

    @property
    def names(self) -> str:
        return " + ".join(place.person.display_name for place in self.places)

    @property
    def people(self) -> list[tuple[Place, str, str]]:
        """Each place with what is said of the person, and what they need."""
        return [(place, self._about(place.person), needs_in_words(place)) for place in self.places]

    @property
    def booked_by_another(self) -> Person | None:
        booker = self.first.booked_by
        return None if any(place.person_id == booker.pk for place in self.places) else booker

    def _about(self, person: Person) -> str:
        said = []
        age = person.age_on(timezone.localdate())
        if person.is_child and age is not None:
            said.append(ngettext("%(age)d year old", "%(age)d years old", age) % {"age": age})
        if times := self.missed.get(person.pk, 0):
            said.append(missed_in_words(times))
        return ", ".join(said)


def missed_in_words(times: int) -> str:
    return ngettext("did not come %(times)d time", "did not come %(times)d times", times) % {"times": times}


def parties_of(places: QuerySet[Place], *, user: Any) -> list[Party]:
    """The places grouped by party, in the order in which the first of each stands. Three queries."""
    rows = list(places.select_related("person", "booked_by", "accompanied_by", "priority"))
    missed = no_shows([place.person_id for place in rows], user)
    grouped: dict[Any, list[Place]] = {}
    for place in rows:
        grouped.setdefault(place.party, []).append(place)
    return [Party(party, missed) for party in grouped.values()]
