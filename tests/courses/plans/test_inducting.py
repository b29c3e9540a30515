"""Whoever takes up a role finds in their plan what a newcomer learns first; both sides hear of the talk."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import LearningPlan, PlanItem
from courses.plans.agreeing import settle
from courses.plans.inducting import give_induction, give_inductions
from courses.plans.reminding import remind_of_reviews
from lms.messaging.models import Message
from lms.people.models import Role
from lms.people.roles import grant
from tests.factories.competences import DutyFactory, TeamFactory
from tests.factories.courses import CourseFactory
from tests.factories.people import PersonFactory
from tests.factories.plans import InductionPlanFactory, InductionStepFactory, LearningPlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def krystyna(mops):
    person = PersonFactory(given_name="Krystyna", with_sign_in=True)
    grant(Role.MANAGER, to=person, at=mops)
    return person


@pytest.fixture
def induction():
    plan = InductionPlanFactory(profile__title="Family assistant", welcome="Good that you are here.")
    InductionStepFactory(plan=plan, words="A day with a colleague", days=5)
    InductionStepFactory(plan=plan, words="", course=CourseFactory(title="PSEA"), days=30)
    return plan


def take_up(induction, mops, krystyna, *, days_ago=0):
    team = TeamFactory(organisation=mops, manager=krystyna)
    since = timezone.localdate() - timedelta(days=days_ago)
    return DutyFactory(profile=induction.profile, organisation=mops, team=team, since=since)


def test_a_newcomer_is_given_the_steps_with_their_days_and_told_once(induction, mops, krystyna):
    duty = take_up(induction, mops, krystyna)

    give_induction(duty)
    give_induction(duty)

    plan = LearningPlan.objects.get(person=duty.person)
    assert plan.manager == krystyna
    assert [(str(item), (item.due_on - duty.since).days, item.status) for item in plan.items.all()] == [
        ("A day with a colleague", 5, PlanItem.Status.AGREED),
        (str(plan.items.last().course), 30, PlanItem.Status.AGREED),
    ]
    assert Message.objects.filter(recipient=duty.person, kind="induction_given").count() == 1


def test_a_step_taken_out_does_not_come_back(induction, mops, krystyna):
    duty = take_up(induction, mops, krystyna)
    plan = give_induction(duty)
    settle(plan.items.first(), to=PlanItem.Status.DROPPED)

    give_induction(duty)

    assert plan.items.count() == 2


def test_a_confidential_course_is_no_step_of_a_plan(induction, mops, krystyna):
    InductionStepFactory(plan=induction, words="", course=CourseFactory(confidential=True))

    plan = give_induction(take_up(induction, mops, krystyna))

    assert plan.items.count() == 2


def test_the_morning_finds_newcomers_and_leaves_those_of_long_ago(induction, mops, krystyna):
    newcomer = take_up(induction, mops, krystyna, days_ago=10)
    DutyFactory(profile=induction.profile, organisation=mops)

    assert (give_inductions(), give_inductions()) == (1, 0)
    assert LearningPlan.objects.get().person == newcomer.person


def test_nobody_is_given_an_induction_that_rests_or_that_nobody_would_lead(induction, mops):
    duty = DutyFactory(profile=induction.profile, organisation=mops, since=timezone.localdate())

    without_manager = give_induction(duty)
    induction.is_active = False
    induction.save()

    assert (without_manager, give_inductions()) == (None, 0)


@pytest.fixture
def leads(mops):
    """Somebody who leads the team of whoever the plan is of."""

    def lead(plan):
        grant(Role.MANAGER, to=plan.manager, at=mops)
        DutyFactory(
            person=plan.person, organisation=mops, team=TeamFactory(organisation=mops, manager=plan.manager)
        )
        return plan

    return lead


def test_whoever_leads_somebody_no_more_hears_nothing_of_their_talk():
    plan = LearningPlanFactory(review_on=timezone.localdate())

    assert (remind_of_reviews(), remind_of_reviews()) == (1, 0)
    assert Message.objects.get(kind="plan_review_due").recipient == plan.person


def test_both_sides_hear_of_a_talk_two_weeks_before_and_once(leads):
    today = timezone.localdate()
    soon = leads(LearningPlanFactory(review_on=today + timedelta(days=14)))
    leads(LearningPlanFactory(review_on=today + timedelta(days=15)))

    assert (remind_of_reviews(), remind_of_reviews()) == (1, 0)
    told = Message.objects.filter(kind="plan_review_due").values_list("recipient", flat=True)
    assert set(told) == {soon.person_id, soon.manager_id}
