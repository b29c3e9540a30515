"""A plan is closed while somebody writes in it: they are told why, and what they typed stays on the page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Course, Enrolment, PlanNote
from courses.plans import agreeing
from tests.factories.competences import CourseGivesFactory
from tests.factories.courses import CourseFactory
from tests.factories.plans import LearningPlanFactory

pytestmark = pytest.mark.django_db

CLOSED = "This plan is closed. It can only be read."


@pytest.fixture
def plan(krystyna, tomasz):
    return LearningPlanFactory(person=tomasz, manager=krystyna)


@pytest.fixture
def closes(plan, monkeypatch):
    """Between the look at the plan and the writing, another hand closes it."""
    hold = agreeing._hold

    def hold_late(held):
        type(plan).objects.filter(pk=plan.pk).update(closed_on=timezone.localdate())
        hold(held)

    monkeypatch.setattr(agreeing, "_hold", hold_late)


@pytest.fixture
def opens(client, krystyna):
    client.force_login(krystyna.user)
    return client


@pytest.mark.parametrize("page", ["notes", "add", "review"])
def test_what_was_typed_stays_typed(opens, closes, plan, page):
    today = timezone.localdate()
    typed = {
        "words": "She speaks up.",
        "goal": "She speaks up.",
        "achieved": "She speaks up.",
        "held_on": today,
        "next_on": today + timedelta(days=300),
    }

    answer = opens.post(f"/en/team/people/{plan.person.uuid}/plan/{page}/", typed)

    assert answer.status_code == 422
    assert CLOSED in answer.content.decode()
    assert "She speaks up." in answer.content.decode()
    assert not PlanNote.objects.exists()
    assert not plan.reviews.exists()


@pytest.mark.parametrize("deed", ["ask", "give"])
def test_a_course_is_neither_given_nor_asked_for_and_the_page_says_why(
    opens,
    closes,
    plan,
    first_aid,
    deed,
):
    course = CourseFactory(audience="staff", form=Course.Form.SELF_PACED)
    CourseGivesFactory(course=course, competence=first_aid)

    answer = opens.post(
        f"/en/team/people/{plan.person.uuid}/{first_aid.uuid}/{deed}/{course.uuid}/", follow=True
    )

    assert CLOSED in answer.content.decode()
    assert not Enrolment.objects.exists()
    assert not plan.items.exists()
