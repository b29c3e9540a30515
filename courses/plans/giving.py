"""A manager gives somebody a course that is taken on one's own: it is theirs at once, and a message tells.

What they must read of their data they read themselves, before the course opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from courses.lessons.enrolling import current_enrolment, enrol, goes_on
from courses.plans.asking import put_in
from lms.messaging import outbox

if TYPE_CHECKING:
    from datetime import date

    from courses.models import Competence, Course, Enrolment
    from lms.people.models import Person


@transaction.atomic
def give(
    person: Person,
    *,
    course: Course,
    by: Person,
    competence: Competence | None = None,
    due_on: date | None = None,
) -> Enrolment:
    """Begin the course for the person, and put it into their plan. Safe to repeat; one message is written.

    The caller has looked whether ``by`` leads them. Raises NotForPlans for a confidential course, and what
    ``courses.lessons.enrolling.enrol`` raises.
    """
    held = current_enrolment(person, course)
    if held and goes_on(held):
        return held
    item = put_in(person, course=course, by=by, competence=competence, due_on=due_on)
    enrolment = enrol(person, course=course, by=by, is_led=True)
    with override(person.language):
        address = settings.SITE_ADDRESS + reverse("learn:course", args=[enrolment.uuid])
    outbox.write(
        "course_given",
        to=person,
        key=f"course_given:{enrolment.uuid}",
        context={"course": course, "asked_by": by.full_name, "due_on": item.due_on, "address": address},
    )
    return enrolment
