"""Who is learning what at present: enrolments here, and what the rooms above know besides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from courses.models import Course, CourseGives, Enrolment, Evidence
from courses.signals import learning_asked

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.people.models import Person


class Told(NamedTuple):
    sql: str
    parameters: tuple[Any, ...]


def learning_elsewhere() -> list[QuerySet[Any, Any]]:
    """Pairs of a person's and a course's id, as the rooms above answer."""
    answers = cast("list[tuple[Any, QuerySet[Any, Any] | None]]", learning_asked.send(sender=Course))
    return [pairs for _receiver, pairs in answers if pairs is not None]


def sql_of_learning() -> list[Told]:
    return [Told(*pairs.order_by().query.sql_with_params()) for pairs in learning_elsewhere()]


def levels_on_the_way(person: Person) -> dict[int, int]:
    """By competence, the level that a course under way, or evidence waiting for review, leads to."""
    courses = set(
        Enrolment.objects.filter(person=person, result=Enrolment.Result.UNDER_WAY).values_list(
            "course_id", flat=True
        )
    )
    for pairs in learning_elsewhere():
        courses |= {course for _person, course in pairs.filter(person_id=person.pk)}
    leads = list(CourseGives.objects.filter(course__in=courses).values_list("competence_id", "level"))
    leads += Evidence.objects.waiting().filter(person=person).values_list("competence_id", "level")
    levels: dict[int, int] = {}
    for competence, level in leads:
        levels[competence] = max(level, levels.get(competence, 0))
    return levels
