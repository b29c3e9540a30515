"""A plan is closed in the moment in which courses are given: each is in a plan, or it is said that it is not.

Real threads with connections of their own, on a SQLite file as on PostgreSQL.
"""

from functools import partial

import pytest

from courses.models import LearningPlan, PlanItem
from courses.plans.agreeing import close_plan
from courses.plans.asking import ask
from courses.plans.errors import PlanClosed
from tests.factories.courses import CourseFactory
from tests.factories.people import PersonFactory
from tests.factories.plans import LearningPlanFactory
from tests.sessions.test_races import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_course_given_while_the_plan_is_closed_stands_in_it_or_in_the_next_or_is_refused():
    plan, manager = LearningPlanFactory(), PersonFactory()
    courses = CourseFactory.create_batch(6)

    *given, closed = all_at_once(
        *(partial(ask, plan.person, course=course, by=manager) for course in courses),
        partial(close_plan, LearningPlan.objects.get(pk=plan.pk), by=manager, words="Dziękuję"),
    )

    written = [one.course_id for one in given if isinstance(one, PlanItem)]
    assert type(closed) is LearningPlan
    assert {type(one) for one in given} <= {PlanItem, PlanClosed}
    assert sorted(written) == sorted(PlanItem.objects.values_list("course", flat=True))
    assert LearningPlan.objects.open().count() <= 1
