"""Who a walk-in may be: people with the same telephone, e-mail, name in any spelling, or year of birth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from attendance.models import WalkIn
from attendance.records.matching import unsettled

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.people.models import Person

SHOWN = 8
READ = 40
"""Of a common name so many are looked at, so that the one born in the right year is among them."""


@dataclass(frozen=True)
class Proposal:
    person: Person
    reasons: list[str] = field(default_factory=list)
    weight: int = 0


def others(people: QuerySet[Person], *, than: WalkIn) -> QuerySet[Person]:
    """People the house knows: none who is only written down at a door and not yet known."""
    here = WalkIn.objects.filter(person=OuterRef("pk"))
    matched = here.filter(matched_to__isnull=False)
    return people.exclude(pk=than.person_id).filter(~Exists(matched), ~Exists(unsettled(here)))


def alike(walk_in: WalkIn, *, among: QuerySet[Person]) -> list[Proposal]:
    """The likeliest first, each with what speaks for it. Two queries."""
    contact = walk_in.contact.strip()
    same_contact = list(among.found_by(contact)[:READ]) if _is_contact(contact) else []  # type: ignore[attr-defined]
    same_name = list(among.named(walk_in.name)[:READ]) if walk_in.name.strip() else []  # type: ignore[attr-defined]
    people = {person.pk: person for person in [*same_contact, *same_name]}
    reached, named = {person.pk for person in same_contact}, {person.pk for person in same_name}
    found = [
        _proposal(person, walk_in, has_contact=pk in reached, has_name=pk in named)
        for pk, person in people.items()
    ]
    return sorted(found, key=lambda each: (-each.weight, each.person.full_name))[:SHOWN]


def _proposal(person: Person, walk_in: WalkIn, *, has_contact: bool, has_name: bool) -> Proposal:
    born = person.date_of_birth.year if person.date_of_birth else None
    has_year = bool(walk_in.birth_year) and born == walk_in.birth_year
    contact = _("the same e-mail") if "@" in walk_in.contact else _("the same telephone")
    said = (
        (has_contact, contact, 4),
        (has_name, _("the same name"), 2),
        (has_year, _("the same year of birth"), 2),
    )
    weight = sum(points for is_so, _words, points in said if is_so)
    if born and walk_in.birth_year and not has_year:
        weight -= 3
    return Proposal(person, [words for is_so, words, _points in said if is_so], weight)


def _is_contact(contact: str) -> bool:
    """Long enough to be somebody's: three digits fit half the town."""
    return "@" in contact or sum(sign.isdigit() for sign in contact) >= 7
