"""What ties a person to an organisation, and so lets its coordinators see them.

A membership always does. The rooms above add their own ties (a place in the organisation's run) when
they are ready, since this room does not know them. Care reaches one step further: whoever cares for a
person who is tied, and whoever is in the care of one, is tied too, since the office must see who may act
for whom.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from django.db.models import Exists, OuterRef, Q

from lms.people.models import Guardianship, Membership

Tie = Callable[[Collection[int], OuterRef], Exists]
"""Ids of organisations and the person of the outer query in; whether something ties them out."""

_ties: list[Tie] = []


def tie(found: Tie) -> Tie:
    """Add a way in which people belong to organisations."""
    if found not in _ties:
        _ties.append(found)
    return found


@tie
def by_membership(organisations: Collection[int], person: OuterRef) -> Exists:
    """Whoever has or had a role there, a participant's too."""
    return Exists(Membership.objects.filter(organisation__in=organisations, person=person))


def directly_tied_to(organisations: Collection[int], *, person: str = "pk") -> Q:
    """The condition for people tied by a membership, or by what the rooms above add.

    ``person`` is the path to them. Asked row by row through indexes: a list of all who are tied would be
    made anew for every page.
    """
    condition = Q()
    for found in _ties:
        condition |= Q(found(organisations, OuterRef(person)))
    return condition


def tied_to(organisations: Collection[int]) -> Q:
    """The condition for people tied to one of the organisations, directly or through care valid today."""
    care = Guardianship.objects.valid_on()
    children = care.filter(directly_tied_to(organisations, person="carer"), child=OuterRef("pk"))
    carers = care.filter(directly_tied_to(organisations, person="child"), carer=OuterRef("pk"))
    return directly_tied_to(organisations) | Q(Exists(children)) | Q(Exists(carers))
