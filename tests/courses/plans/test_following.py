"""What stands in a plan follows the course: begun is agreed, completed is done, and a hand's word stays."""

import pytest
from django.utils import timezone

from courses.completion.concluding import review
from courses.models import Course, Enrolment, PlanItem
from courses.plans.agreeing import propose, settle
from courses.plans.giving import give
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import PersonFactory
from tests.factories.plans import LearningPlanFactory, PlanItemFactory

pytestmark = pytest.mark.django_db

Status = PlanItem.Status


@pytest.fixture
def plan():
    return LearningPlanFactory(person=PersonFactory(with_sign_in=True))


@pytest.fixture
def course():
    return CourseFactory(form=Course.Form.SELF_PACED, audience="everyone")


def complete(enrolment):
    enrolment.result, enrolment.ended_at = Enrolment.Result.COMPLETED, timezone.now()
    enrolment.save(update_fields=["result", "ended_at"])


def test_a_course_that_is_given_waits_for_nobodys_yes_and_is_done_when_completed(plan, course):
    enrolment = give(plan.person, course=course, by=plan.manager)
    begun = plan.items.get()
    complete(enrolment)
    completed = plan.items.get()

    assert begun.status == Status.AGREED
    assert (completed.status, completed.settled_on) == (Status.DONE, timezone.localdate())


def test_what_was_dropped_and_what_others_learn_is_left_alone(plan, course):
    dropped = settle(PlanItemFactory(plan=plan, course=course), to=Status.DROPPED)
    others = PlanItemFactory(course=course)

    complete(EnrolmentFactory(person=plan.person, course=course))

    assert [PlanItem.objects.get(pk=one.pk).status for one in (dropped, others)] == ["dropped", "proposed"]


def test_what_is_taken_up_again_is_not_settled_by_looking_at_the_course(plan, course):
    enrolment = give(plan.person, course=course, by=plan.manager)
    complete(enrolment)
    again = settle(plan.items.get(), to=Status.AGREED)

    review(enrolment)

    again.refresh_from_db()
    assert again.status == Status.AGREED


def test_a_course_under_way_is_agreed_as_soon_as_it_stands_in_the_plan(plan, course):
    EnrolmentFactory(person=plan.person, course=course)

    assert propose(plan, by=plan.manager, course=course).status == Status.AGREED
