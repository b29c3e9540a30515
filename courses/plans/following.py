"""A plan follows what is learnt: a course that was begun is agreed to, one that was completed is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from courses.models import Enrolment, PlanItem

if TYPE_CHECKING:
    from courses.models import Course
    from lms.people.models import Person

Result = Enrolment.Result
Status = PlanItem.Status


def is_begun(person: Person, course: Course | None) -> bool:
    under_way = Enrolment.objects.filter(person=person, course=course, result=Result.UNDER_WAY)
    return course is not None and under_way.exists()


def follow(enrolment: Enrolment) -> None:
    """Bring what stands in the open plan of the person to where the course is. Safe to repeat.

    What was settled by hand stays so.
    """
    items = PlanItem.objects.open().filter(plan__person=enrolment.person_id, course=enrolment.course_id)
    if enrolment.result == Result.UNDER_WAY:
        items.filter(status=Status.PROPOSED).update(status=Status.AGREED)
    elif enrolment.result == Result.COMPLETED:
        items.update(status=Status.DONE, settled_on=timezone.localdate())
