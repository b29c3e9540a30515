"""Staff take places for a family that phones or stands at the counter. What is told goes to the family."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction

from lms.people.models import Acceptance
from sessions.booking import NO_NEEDS, Needs, Wish, take_places
from sessions.household_booking import Taken, take_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lms.people.models import InformationClause, Person
    from sessions.models import Run


@dataclass(frozen=True, kw_only=True)
class Call:
    """What a family says on the telephone or at the counter."""

    people: Sequence[Person]
    """Who is to have a place, the one who asks first."""
    needs: Needs = NO_NEEDS
    comes_along: Person | None = None
    """Which adult stays with the children, where the run asks for it."""
    is_together: bool = True
    channel: str


@transaction.atomic
def book_for_family(call: Call, *, run: Run, by: Person, clause: InformationClause | None) -> Taken:
    """Take the places, all together, or each what there is.

    ``clause``: what was read out to them; that they heard it is noted for each, in their own language.
    Raises what ``take_places`` raises.
    """
    if clause:
        for person in call.people:
            Acceptance.objects.get_or_create(
                person=person, clause=clause, defaults={"accepted_by": by, "language": person.language}
            )
    wishes = _wishes(call, run)
    if call.is_together or len(wishes) == 1:
        return Taken(take_places(wishes, in_run=run, booked_by=by, channel=call.channel))
    return take_apart(wishes, run=run, booked_by=by, channel=call.channel)


def _wishes(call: Call, run: Run) -> list[Wish]:
    """Childcare is asked for once, and never for whoever is looked after."""
    alone = replace(call.needs, childcare=False, children_in_childcare=0)
    adults = [person for person in call.people if not person.is_child]
    wishes = []
    for person in call.people:
        needs = call.needs if adults and person == adults[0] else alone
        along = call.comes_along if run.carer_stays and person.is_child else None
        wishes.append(Wish(person, needs, accompanied_by=along))
    return wishes
