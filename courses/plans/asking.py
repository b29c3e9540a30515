"""A manager asks somebody to take a course: it stands in their plan, and a message tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from courses.plans.addresses import my_plan_address
from courses.plans.agreeing import open_plan, propose
from lms.messaging import outbox

if TYPE_CHECKING:
    from datetime import date

    from courses.models import Competence, Course, PlanItem
    from lms.people.models import Person


@transaction.atomic
def ask(
    person: Person,
    *,
    course: Course,
    by: Person,
    competence: Competence | None = None,
    due_on: date | None = None,
) -> PlanItem:
    """Ask the person to take the course, by a day if one is named. Asking twice writes one message.

    Raises NotForPlans for a confidential course.
    """
    item = put_in(person, course=course, by=by, competence=competence, due_on=due_on)
    outbox.write(
        "course_asked",
        to=person,
        key=f"course_asked:{item.uuid}",
        context={
            "course": course,
            "asked_by": by.full_name,
            "due_on": item.due_on,
            "address": my_plan_address(person),
        },
    )
    return item


def put_in(
    person: Person, *, course: Course, by: Person, competence: Competence | None, due_on: date | None
) -> PlanItem:
    """The course as it stands in the plan of the person, with the competence it is for."""
    item = propose(open_plan(person, manager=by), by=by, course=course, due_on=due_on)
    if competence is not None and item.competence_id is None:
        item.competence = competence
        item.save(update_fields=["competence"])
    return item
