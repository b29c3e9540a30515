"""A carer and the children in care, before one run: who of them can take a place, and who has one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.functional import cached_property

from courses.eligibility import Standing, reason
from lms.people.care import add_child
from lms.people.models import Acceptance, Person
from sessions.booking import Wish, take_places
from sessions.errors import NotInYourCare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lms.people.models import InformationClause
    from sessions.booking import Needs
    from sessions.models import Place, Run

ME = "me"
NEW_CHILD = "new"


@dataclass(frozen=True)
class Household:
    """Whoever asks, and the children in their care. Without a carer: somebody nobody knows yet."""

    carer: Person | None
    run: Run

    @cached_property
    def children(self) -> list[Person]:
        return list(Person.objects.in_care_of(self.carer)) if self.carer else []

    @cached_property
    def held(self) -> list[Place]:
        """The places in this run that somebody of the household has, or waits for."""
        if self.carer is None:
            return []
        people = [self.carer, *self.children]
        return list(self.run.places.held().filter(person__in=people).select_related("person").order_by("pk"))

    @cached_property
    def standing(self) -> Standing:
        return Standing.of(self.carer) if self.carer else Standing.of_newcomer()

    @cached_property
    def options(self) -> dict[str, Person | None]:
        """Who can still take a place, by the word under which a form knows them."""
        audience = self.run.is_for
        taken = {place.person_id for place in self.held}
        found: dict[str, Person | None] = {}
        if self.standing.fits(audience) and (self.carer is None or self.carer.pk not in taken):
            found[ME] = self.carer
        for child in self.children:
            if child.pk not in taken and _standing_in_care(child).fits(audience):
                found[str(child.uuid)] = child
        if Standing.of_new_child().fits(audience) and not self.standing.is_child:
            found[NEW_CHILD] = None
        return found

    @cached_property
    def held_words(self) -> list[str]:
        """The words of those who have a place already."""
        return [ME if place.person == self.carer else str(place.person.uuid) for place in self.held]

    @property
    def why_not(self) -> str:
        """Why the carer cannot take a place, when that is so."""
        return reason(self.standing, self.run.is_for)


def _standing_in_care(child: Person) -> Standing:
    """A child of unknown age is taken for a child; a grown-up in somebody's care is an adult."""
    return Standing(is_child=child.is_child or child.date_of_birth is None, is_staff=False, bases=frozenset())


@transaction.atomic
def take_for_household(
    carer: Person,
    *,
    run: Run,
    who: Sequence[str],
    child: Mapping[str, Any] | None,
    needs: Needs,
    clause: InformationClause | None,
    language: str,
) -> list[Place]:
    """Take places for the carer and the children named, all together, or let them wait together.

    A new ``child`` comes into care, and the clause is noted as read for each of them, in the same
    transaction. Raises what ``take_places`` raises, and NotInYourCare for a child of somebody else.
    """
    people = [_person(word, carer, child) for word in who]
    for person in {carer, *people} if clause else ():
        Acceptance.objects.get_or_create(
            person=person, clause=clause, defaults={"accepted_by": carer, "language": language}
        )
    wishes = [Wish(person, _needs_of(person, carer, needs)) for person in people]
    return take_places(wishes, in_run=run, booked_by=carer)


def _person(word: str, carer: Person, child: Mapping[str, Any] | None) -> Person:
    if word == ME:
        return carer
    if word == NEW_CHILD and child:
        return add_child(carer, **child)
    known = Person.objects.in_care_of(carer).filter(uuid=word).first()
    if known is None:
        raise NotInYourCare
    return known


def _needs_of(person: Person, carer: Person, needs: Needs) -> Needs:
    """Somebody looks after the children of the carer; who is being looked after needs no childcare."""
    return needs if person == carer else replace(needs, childcare=False)
