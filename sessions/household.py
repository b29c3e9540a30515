"""A carer and those who belong together with them, before one run: who can take a place, and who has one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import cached_property

from courses.eligibility import Standing, reason
from lms.people.care import co_carers_of
from lms.people.models import Guardianship, Person
from sessions.models import Place

if TYPE_CHECKING:
    from sessions.models import Run

ME, NEW_CHILD, NEW_ADULT = "me", "new", "adult"


@dataclass(frozen=True)
class Household:
    """Whoever asks, the children in their care, and the adults who care for the same children.

    Without a carer: somebody nobody knows yet. Before a confidential run a carer has no company: that other
    adults of a family learn nothing of it may be what keeps somebody safe.
    """

    carer: Person | None
    run: Run

    @cached_property
    def children(self) -> list[Person]:
        return list(Person.objects.in_care_of(self.carer)) if self.carer else []

    @cached_property
    def co_carers(self) -> list[Person]:
        if self.carer is None or self.run.is_confidential or not self.children:
            return []
        return co_carers_of(self.carer)

    @cached_property
    def held(self) -> list[Place]:
        """The places in this run that the carer sees: their own, the children's, and those they booked."""
        if self.carer is None:
            return []
        own = Q(person__in=[self.carer, *self.children])
        places = self.run.places.held().filter(own | booked_on_line_by(self.carer))
        return list(places.select_related("person").order_by("pk"))

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
        for adult in self.co_carers:
            if adult.pk not in taken and Standing.of(adult).fits(audience):
                found[str(adult.uuid)] = adult
        for child in self.children:
            if child.pk not in taken and _standing_in_care(child).fits(audience):
                found[str(child.uuid)] = child
        if self.standing.is_child:
            return found
        if Standing.of_new_child().fits(audience):
            found[NEW_CHILD] = None
        if found and not self.run.is_confidential and Standing.of_newcomer().fits(audience):
            found[NEW_ADULT] = None
        return found

    @property
    def own_options(self) -> list[str]:
        """Those without company: nobody who comes for themselves is asked about a second adult."""
        return [word for word in self.options if word != NEW_ADULT]

    def is_child(self, word: str) -> bool:
        """Whether the word means a child."""
        return word == NEW_CHILD or word in {str(child.uuid) for child in self.children}

    @cached_property
    def held_words(self) -> list[str]:
        """The words of those who have a place already."""
        return [ME if place.person == self.carer else str(place.person.uuid) for place in self.held]

    @property
    def why_not(self) -> str:
        """Why the carer cannot take a place, when that is so."""
        return reason(self.standing, self.run.is_for)


def booked_on_line_by(carer: Person) -> Q:
    """Places that somebody took for other adults by themselves; what staff book for families is not theirs.

    Those of a child are seen by whoever cares for it today, and by nobody else.
    """
    is_adult = ~Exists(Guardianship.objects.filter(child=OuterRef("person")))
    return Q(is_adult, booked_by=carer, channel=Place.Channel.ONLINE)


def _standing_in_care(child: Person) -> Standing:
    """A child of unknown age is taken for a child; a grown-up in somebody's care is an adult."""
    return Standing(is_child=child.is_child or child.date_of_birth is None, is_staff=False, bases=frozenset())
