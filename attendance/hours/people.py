"""Hours person by person: a page of people first, then the rows of these people alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from attendance.hours.counting import attended
from attendance.hours.figures import Figures
from attendance.hours.scope import WERE_THERE, Hours
from lms.people.models import Person
from sessions.models import Session

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet


@dataclass(frozen=True)
class HoursOfPerson:
    person: Person
    figures: Figures


def people_of(hours: Hours) -> QuerySet[Person]:
    """Whom the reader may know by name among those who were there, by family name."""
    there = hours.attendances.filter(hours.may_be_named, status__in=WERE_THERE)
    return Person.objects.filter(pk__in=there.values("person"))


def hours_of_people(hours: Hours, people: Collection[Person]) -> list[HoursOfPerson]:
    """The figures of these people, in their order. One query."""
    rows = hours.attendances.filter(
        hours.may_be_named, status__in=WERE_THERE, person__in=[person.pk for person in people]
    )
    grouped = rows.values("person").annotate(**attended(), **_meetings())
    figures = {row["person"]: Figures.of(dict(row)) for row in grouped}
    return [HoursOfPerson(person, figures.get(person.pk, Figures())) for person in people]


def hours_without_names(hours: Hours) -> Figures:
    """What is to be seen of confidential runs that the reader does not coordinate: numbers. One query."""
    rows = hours.attendances.exclude(hours.may_be_named).filter(status__in=WERE_THERE)
    once = Count("person", distinct=True, filter=Q(session__status=Session.Status.CLOSED))
    return Figures.of(rows.aggregate(people=once, **attended(), **_meetings()))


def _meetings() -> dict[str, object]:
    begun = Q(session__status=Session.Status.PLANNED)
    return {
        "meetings": Count("pk", filter=Q(session__status=Session.Status.CLOSED)),
        "open_meetings": Count("pk", filter=begun),
        "open_minutes": Sum("minutes", filter=begun),
    }
