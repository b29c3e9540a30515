"""My competences, on pages of higher rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django import template
from django.db.models import Count, Q

from courses.models import Duty, Standing

if TYPE_CHECKING:
    from lms.people.models import Person

register = template.Library()


class Held(NamedTuple):
    """How much of what a role asks for is held, and how much must be done something about."""

    held: int
    asked: int
    to_do: int


@register.simple_tag
def competences_of(person: Person) -> Held | None:
    """Nothing for people without a role. At most two queries."""
    if not Duty.objects.current_or_coming().filter(person=person).exists():
        return None
    urgent = (*Standing.OPEN, Standing.State.LAPSING)
    counted = Standing.objects.required().filter(person=person)
    return Held(
        **counted.aggregate(
            held=Count("pk", filter=Q(state__in=Standing.VALID)),
            asked=Count("pk"),
            to_do=Count("pk", filter=Q(state__in=urgent)),
        )
    )
