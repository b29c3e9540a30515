"""What ties a person to an organisation, and so lets its coordinators see them.

A membership always does. The rooms above add their own ties (a place in the organisation's run) when
they are ready, since this room does not know them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from django.db.models import Q, QuerySet

from lms.people.models import Guardianship, Membership

Tie = Callable[[Collection[int]], "QuerySet[Any, Any]"]
"""Ids of organisations in, a query of ids of people out."""

_ties: list[Tie] = []


def tie(found: Tie) -> Tie:
    """Add a way in which people belong to organisations."""
    if found not in _ties:
        _ties.append(found)
    return found


@tie
def by_membership(organisations: Collection[int]) -> QuerySet[Any, Any]:
    """Whoever has or had a role there, a participant's too."""
    return Membership.objects.filter(organisation__in=organisations).values("person")


def directly_tied_to(organisations: Collection[int], *, person: str = "") -> Q:
    """The condition for people tied by a membership, or by what the rooms above add."""
    path = f"{person}__in" if person else "pk__in"
    condition = Q()
    for found in _ties:
        condition |= Q(**{path: found(organisations)})
    return condition


def tied_to(organisations: Collection[int]) -> Q:
    """The condition for people tied to one of the organisations, directly or through care valid today."""
    care = Guardianship.objects.valid_on()
    children = care.filter(directly_tied_to(organisations, person="carer")).values("child")
    carers = care.filter(directly_tied_to(organisations, person="child")).values("carer")
    return directly_tied_to(organisations) | Q(pk__in=children) | Q(pk__in=carers)
