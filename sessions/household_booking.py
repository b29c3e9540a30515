"""One flow for two carers and three children: places together, or each what there is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from lms.people.care import add_child, co_carers_of, write_down_adult
from lms.people.models import Acceptance, Person
from sessions.booking import NO_NEEDS, Needs, Wish, take_places
from sessions.errors import NotInYourCare, ParticipantBusy
from sessions.household import ME, NEW_ADULT, NEW_CHILD
from sessions.models import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lms.people.models import InformationClause
    from sessions.models import Run


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a household asks for. ``who`` and ``comes_along`` are words of ``Household.options``."""

    who: Sequence[str]
    new_children: Sequence[Mapping[str, Any]] = ()
    new_adult: Mapping[str, Any] | None = None
    comes_along: str = ""
    """Who stays with the children where the run asks for it; nobody, when empty."""
    needs: Needs = NO_NEEDS
    is_together: bool = True


@dataclass(frozen=True)
class Taken:
    """What came of it."""

    places: list[Place] = field(default_factory=list)
    busy: list[Person] = field(default_factory=list)
    """Those who, asking each for themselves, have something else at one of the hours."""


@transaction.atomic
def take_for_household(
    carer: Person, *, run: Run, asked: Asked, clause: InformationClause | None, language: str
) -> Taken:
    """Take the places that were asked for, all together, or each what there is.

    New children come into care, a new adult is written down, and the clause is noted as read for the carer
    and the children, in the same transaction. Raises what ``take_places`` raises, and NotInYourCare for
    somebody who does not belong to the household.
    """
    people = _People(carer, run=run, asked=asked)
    if clause:
        for person in {carer, *people.children}:
            Acceptance.objects.get_or_create(
                person=person, clause=clause, defaults={"accepted_by": carer, "language": language}
            )
    wishes = people.wishes()
    if asked.is_together or len(wishes) == 1:
        return Taken(take_places(wishes, in_run=run, booked_by=carer))
    return take_apart(wishes, run=run, booked_by=carer)


@transaction.atomic
def take_apart(
    wishes: Sequence[Wish], *, run: Run, booked_by: Person, channel: str = Place.Channel.ONLINE
) -> Taken:
    """Each is a party of one. Whoever is busy stands in nobody else's way, unless nobody is left."""
    taken = Taken()
    refusal: ParticipantBusy | None = None
    for wish in wishes:
        try:
            with transaction.atomic():
                taken.places.extend(take_places([wish], in_run=run, booked_by=booked_by, channel=channel))
        except ParticipantBusy as error:
            refusal = error
            taken.busy.append(wish.person)
    if refusal and not taken.places:
        raise ParticipantBusy(taken.busy) from refusal
    return taken


class _People:
    """The people behind the words: found, or written down now."""

    def __init__(self, carer: Person, *, run: Run, asked: Asked) -> None:
        self.carer = carer
        self.run = run
        self.asked = asked
        self.children: list[Person] = []
        self.adults: list[Person] = []
        self.new_adult: Person | None = None
        for word in asked.who:
            self._find(word)
        if not self.adults and not self.children:
            raise NotInYourCare

    def _find(self, word: str) -> None:
        if word == ME:
            self.adults.insert(0, self.carer)
        elif word == NEW_CHILD:
            self.children += [add_child(self.carer, **child) for child in self.asked.new_children]
        elif word == NEW_ADULT:
            self.adults.append(self._written_down())
        elif child := Person.objects.in_care_of(self.carer).filter(uuid=word).first():
            self.children.append(child)
        else:
            self.adults.append(self._co_carer(word))

    def _written_down(self) -> Person:
        if self.asked.new_adult is None or self.run.is_confidential:
            raise NotInYourCare
        if self.new_adult is None:
            self.new_adult = write_down_adult(self.carer, **self.asked.new_adult)
        return self.new_adult

    def _co_carer(self, word: str) -> Person:
        known = [] if self.run.is_confidential else co_carers_of(self.carer)
        found = next((adult for adult in known if str(adult.uuid) == word), None)
        if found is None:
            raise NotInYourCare
        return found

    def wishes(self) -> list[Wish]:
        """Each with their needs: childcare once for the household, and not for who is looked after."""
        along = self._comes_along() if self.children else None
        first, *others = [*self.adults, *self.children]
        alone = replace(self.asked.needs, childcare=False, children_in_childcare=0)
        needs = {person.pk: alone for person in others}
        needs[first.pk] = self.asked.needs if self.adults else alone
        companions = {adult.pk for adult in self.adults if adult != self.carer}
        return [
            Wish(
                person,
                needs[person.pk],
                accompanied_by=along if person in self.children else None,
                is_companion=person.pk in companions,
            )
            for person in (first, *others)
        ]

    def _comes_along(self) -> Person | None:
        if not self.run.carer_stays:
            return None
        word = self.asked.comes_along or ME
        if word == ME:
            return self.carer
        return self._written_down() if word == NEW_ADULT else self._co_carer(word)
