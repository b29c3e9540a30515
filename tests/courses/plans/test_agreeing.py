"""A person and their manager agree what is to be learnt; neither agrees for the other."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from courses.models import PlanItem
from courses.plans.agreeing import (
    agree,
    close_plan,
    confirm_review,
    hold_review,
    open_plan,
    propose,
    settle,
    write_note,
)
from courses.plans.errors import NotForPlans, NotPossibleNow, NotTheirs, NotYourTurn, PlanClosed
from tests.factories.courses import CourseFactory
from tests.factories.people import PersonFactory
from tests.factories.plans import LearningPlanFactory, PlanItemFactory

pytestmark = pytest.mark.django_db
Status = PlanItem.Status


@pytest.fixture
def plan():
    return LearningPlanFactory()


def test_a_plan_is_opened_once_and_follows_the_person_to_a_new_manager():
    person, first, second = PersonFactory.create_batch(3)

    opened = open_plan(person, manager=first)
    taken_over = open_plan(person, manager=second)

    assert taken_over == opened
    assert taken_over.manager == second
    assert opened.review_on == timezone.localdate() + timedelta(days=365)


@pytest.mark.parametrize(("proposer", "other"), [("manager", "person"), ("person", "manager")])
def test_what_one_side_proposes_the_other_agrees_to(plan, proposer, other):
    item = propose(plan, by=getattr(plan, proposer), goal="Speak Ukrainian on the phone")

    with pytest.raises(NotYourTurn):
        agree(item, by=getattr(plan, proposer))
    agree(item, by=getattr(plan, other))

    item.refresh_from_db()
    assert item.status == Status.AGREED


def test_the_same_course_stands_in_a_plan_once_and_again_when_it_was_done(plan):
    course = CourseFactory()

    first = propose(plan, by=plan.manager, course=course)
    again = propose(plan, by=plan.person, course=course)
    settle(first, to=Status.DONE)
    next_year = propose(plan, by=plan.manager, course=course)

    assert again == first
    assert next_year != first


def test_a_goal_in_the_same_words_stands_in_a_plan_once(plan):
    first = propose(plan, by=plan.person, goal="Lead a meeting alone")

    assert propose(plan, by=plan.manager, goal="lead a meeting alone") == first
    settle(first, to=Status.DONE)
    assert propose(plan, by=plan.manager, goal="Lead a meeting alone") != first


def test_a_confidential_course_stands_in_no_plan(plan):
    with pytest.raises(NotForPlans):
        propose(plan, by=plan.manager, course=CourseFactory(confidential=True))

    assert not plan.items.exists()


def test_done_and_dropped_have_their_day_and_can_be_taken_up_again(plan):
    item = PlanItemFactory(plan=plan, status=Status.AGREED)

    settle(item, to=Status.DONE)
    settled_on = item.settled_on
    settle(item, to=Status.AGREED)

    assert settled_on == timezone.localdate()
    assert item.settled_on is None


def test_what_somebody_has_moved_meanwhile_is_looked_at_again(plan):
    item = PlanItemFactory(plan=plan, status=Status.AGREED)
    as_seen = PlanItem.objects.get(pk=item.pk)
    settle(item, to=Status.DROPPED)

    with pytest.raises(NotPossibleNow):
        settle(as_seen, to=Status.DONE)

    item.refresh_from_db()
    assert item.status == Status.DROPPED


def test_what_was_dropped_is_not_done(plan):
    item = settle(PlanItemFactory(plan=plan), to=Status.DROPPED)

    with pytest.raises(NotPossibleNow):
        settle(item, to=Status.DONE)


def test_a_talk_is_written_down_by_the_manager_and_read_by_the_person(plan):
    held, following = date(2026, 11, 20), date(2027, 11, 20)
    words = {"achieved": "Three courses.", "ahead": "Supervision.", "held_on": held, "next_on": following}

    with pytest.raises(NotTheirs):
        hold_review(plan, by=plan.person, **words)
    review = hold_review(plan, by=plan.manager, **words)
    with pytest.raises(NotTheirs):
        confirm_review(review, by=plan.manager)
    read_at = confirm_review(review, by=plan.person).read_at

    assert plan.review_on == following
    assert confirm_review(review, by=plan.person).read_at == read_at


def test_a_closed_plan_is_only_read(plan):
    item = PlanItemFactory(plan=plan)
    with pytest.raises(NotTheirs):
        close_plan(plan, by=plan.person, words="Enough")
    close_plan(plan, by=plan.manager, words="Done with it")
    close_plan(plan, by=plan.manager, words="Done with it")

    assert [note.words for note in plan.notes.all()] == ["Done with it"]
    for deed in (
        lambda: propose(plan, by=plan.manager, goal="More"),
        lambda: agree(item, by=plan.person),
        lambda: settle(item, to=Status.DONE),
        lambda: write_note(plan, by=plan.person, words="Too late"),
    ):
        with pytest.raises(PlanClosed):
            deed()
