"""Which courses come before a course, and who has them behind them.

A course counts as done when it was completed or recognised, it or one worth the same, and what it gave has
not lapsed since.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from courses.models import Enrolment, Recognition

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from courses.models import Course
    from lms.people.models import Person


def missing_for(person: Person, course: Course) -> list[Course]:
    """The courses that the person must complete before this one, in the order of their codes."""
    return missing_for_each([person], course)[person.pk]


def missing_for_each(people: Collection[Person], course: Course) -> dict[int, list[Course]]:
    """The same for several people at once, by their ids. A course that asks for nothing costs one query."""
    asked = list(course.prerequisites.prefetch_related("equivalents"))
    if not asked:
        return {person.pk: [] for person in people}
    worth = {first.pk: {first.pk, *(twin.pk for twin in first.equivalents.all())} for first in asked}
    held = held_courses(people, among=set().union(*worth.values()))
    return {
        person.pk: [first for first in asked if not worth[first.pk] & held[person.pk]] for person in people
    }


def holds(person: Person, course: Course) -> bool:
    """Whether the person has the course behind them, by completing it or by recognition."""
    return course.pk in held_courses([person], among=[course.pk])[person.pk]


def held_courses(people: Iterable[Person], *, among: Collection[int]) -> dict[int, set[int]]:
    """By person, the ids of those courses which they have completed or had recognised. Two queries."""
    held: dict[int, set[int]] = defaultdict(set)
    ids = [person.pk for person in people]
    completed = Enrolment.objects.filter(
        person__in=ids, course__in=among, result=Enrolment.Result.COMPLETED
    ).values_list("person", "course", "ended_at", "course__valid_months")
    for person, course, ended_at, months in completed:
        if _holds_still(timezone.localdate(ended_at), months):
            held[person].add(course)
    recognised = Recognition.objects.filter(
        person__in=ids, course__in=among, decision=Recognition.Decision.ACCEPTED
    ).values_list("person", "course", "learnt_on", "course__valid_months")
    for person, course, learnt_on, months in recognised:
        if _holds_still(learnt_on, months):
            held[person].add(course)
    return held


def _holds_still(learnt_on: date, months: int | None) -> bool:
    """Through its last day, as a certificate does."""
    return not months or timezone.localdate() <= learnt_on + relativedelta(months=months)
