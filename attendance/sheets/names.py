"""How people are called on paper, and the key that says who that is.

In a confidential run nobody stands under a name: whoever has no alias is called by a number, which stays
the same on every sheet of the run. Elsewhere an alias stands for whoever has one, as everywhere in the house.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from attendance.models import WalkIn
from sessions.models import Place

if TYPE_CHECKING:
    from lms.people.models import Person
    from sessions.models import Run


def names_on_paper(people: Iterable[Person], *, run: Run) -> dict[int, str]:
    """What stands on paper, by the key of the person. At most two queries, and only if confidential."""
    named = list(people)
    if not run.is_confidential:
        return {person.pk: person.display_name for person in named}
    numbers = _numbers(run) if any(not person.alias for person in named) else {}
    unknown = len(numbers)
    shown = {}
    for person in named:
        if not person.alias and person.pk not in numbers:
            unknown += 1
            numbers[person.pk] = unknown
        shown[person.pk] = person.alias or _("Person %(number)s") % {"number": numbers[person.pk]}
    return shown


def stands_by_another_name(person: Person, *, run: Run) -> bool:
    """Whether the key must say who this is."""
    return bool(person.alias) or run.is_confidential


def _numbers(run: Run) -> dict[int, int]:
    """By the order in which they got a place in the run or walked in: later ones change no number."""
    in_order = Place.objects.filter(run=run).order_by("pk").values_list("person", flat=True)
    guests = Place.objects.filter(make_ups__session__run=run).order_by("pk").values_list("person", flat=True)
    walked_in = WalkIn.objects.filter(session__run=run).order_by("pk").values_list("person", flat=True)
    people = dict.fromkeys([*in_order, *guests, *walked_in])
    return {person: number for number, person in enumerate(people, start=1)}
