"""Both sides open the same plan, each with what is theirs to say; nobody else is let in."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import Audience, InductionStep, LearningPlan, PlanItem
from courses.plans.agreeing import hold_review
from lms.people.models import Role
from lms.people.roles import grant
from tests.factories.competences import CourseGivesFactory, DutyFactory, TeamFactory
from tests.factories.courses import CourseFactory, EnrolmentFactory
from tests.factories.people import PersonFactory
from tests.factories.plans import InductionPlanFactory, LearningPlanFactory, PlanItemFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def krystyna(mops):
    person = PersonFactory(given_name="Krystyna", with_sign_in=True)
    grant(Role.MANAGER, to=person, at=mops)
    return person


@pytest.fixture
def tomasz(mops, krystyna):
    person = PersonFactory(given_name="Tomasz", with_sign_in=True)
    DutyFactory(person=person, organisation=mops, team=TeamFactory(organisation=mops, manager=krystyna))
    return person


@pytest.fixture
def plan(krystyna, tomasz):
    return LearningPlanFactory(person=tomasz, manager=krystyna)


@pytest.fixture
def enters(client):
    def enter(person):
        client.force_login(person.user)
        return client

    return enter


def test_a_goal_is_proposed_by_the_manager_and_agreed_by_the_person(enters, krystyna, tomasz, plan):
    enters(krystyna).post(f"/en/team/people/{tomasz.uuid}/plan/add/", {"goal": "Lead a meeting alone"})
    item = plan.items.get()
    seen = enters(tomasz).get("/en/learn/plan/").content.decode()
    enters(tomasz).post(f"/en/learn/plan/{item.uuid}/", {"deed": "agree"})

    item.refresh_from_db()
    assert "Lead a meeting alone" in seen
    assert 'value="agree"' in seen
    assert item.status == PlanItem.Status.AGREED


def test_the_manager_cannot_agree_for_the_person(enters, krystyna, tomasz, plan):
    item = PlanItemFactory(plan=plan)

    enters(krystyna).post(f"/en/team/people/{tomasz.uuid}/plan/{item.uuid}/", {"deed": "agree"})

    item.refresh_from_db()
    assert item.status == PlanItem.Status.PROPOSED


def test_what_somebody_learns_beside_their_role_is_not_found_out_through_the_plan(
    enters, krystyna, tomasz, plan
):
    course = CourseFactory(audience=Audience.PARENTS)
    CourseGivesFactory(course=course)
    EnrolmentFactory(person=tomasz, course=course)

    answer = enters(krystyna).post(f"/en/team/people/{tomasz.uuid}/plan/add/", {"course": course.pk})

    assert answer.status_code == 422
    assert not plan.items.exists()


def test_an_item_of_somebody_elses_plan_is_not_there(enters, tomasz, plan):
    strange = PlanItemFactory()

    answer = enters(tomasz).post(f"/en/learn/plan/{strange.uuid}/", {"deed": "drop"})

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a course or a competence, or write a goal."),
        ({"goal": "Now", "due_on": "2020-01-01"}, "This day is over. Choose today or a later one."),
    ],
)
def test_what_is_not_clear_is_asked_again(enters, tomasz, plan, sent, said):
    answer = enters(tomasz).post("/en/learn/plan/add/", sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not plan.items.exists()


def test_both_read_the_notes_of_both(enters, krystyna, tomasz, plan):
    enters(tomasz).post("/en/learn/plan/notes/", {"words": "I feel safer now."})
    enters(krystyna).post(f"/en/team/people/{tomasz.uuid}/plan/notes/", {"words": "Well done."})

    for page in (
        enters(krystyna).get(f"/en/team/people/{tomasz.uuid}/plan/"),
        enters(tomasz).get("/en/learn/plan/"),
    ):
        assert "I feel safer now." in page.content.decode()
        assert "Well done." in page.content.decode()


def test_a_talk_moves_the_next_one_and_is_confirmed_by_the_person(enters, krystyna, tomasz, plan):
    today = timezone.localdate()
    words = {"held_on": today, "achieved": "Much", "next_on": today + timedelta(days=300)}

    enters(krystyna).post(f"/en/team/people/{tomasz.uuid}/plan/review/", words)
    review = plan.reviews.get()
    enters(tomasz).post(f"/en/learn/plan/reviews/{review.pk}/read/")

    review.refresh_from_db()
    plan.refresh_from_db()
    assert review.read_at is not None
    assert plan.review_on == today + timedelta(days=300)


def test_a_plan_is_closed_with_a_word_and_both_go_on_reading_it(enters, krystyna, tomasz, plan):
    home = f"/en/team/people/{tomasz.uuid}/plan/"
    today = timezone.localdate()
    words = {"achieved": "Three courses.", "ahead": "", "held_on": today, "next_on": today + timedelta(365)}
    hold_review(plan, by=krystyna, **words)

    nothing_said = enters(krystyna).post(f"{home}close/", {"words": " "})
    enters(krystyna).post(f"{home}close/", {"words": "She moves to another office."})
    hers = enters(krystyna).get(home).content.decode()
    theirs = enters(tomasz).get("/en/learn/plan/").content.decode()

    assert nothing_said.status_code == 422
    assert LearningPlan.objects.get().closed_on == today
    for page in (hers, theirs):
        assert "This plan is closed" in page
        assert "She moves to another office." in page
        assert "Three courses." in page
    assert enters(krystyna).get(f"{home}review/").status_code == 404
    enters(krystyna).post(f"{home}open/")
    assert "This plan is closed" not in enters(tomasz).get("/en/learn/plan/").content.decode()


def test_a_talk_is_not_written_down_before_it_took_place(enters, krystyna, tomasz, plan):
    tomorrow = timezone.localdate() + timedelta(days=1)
    words = {"held_on": tomorrow, "achieved": "Much", "next_on": tomorrow}

    answer = enters(krystyna).post(f"/en/team/people/{tomasz.uuid}/plan/review/", words)

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"held_on"}


def test_a_plan_asks_as_often_for_three_items_as_for_one(enters, krystyna, tomasz, plan):
    client = enters(krystyna)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/en/team/people/{tomasz.uuid}/plan/").status_code == 200
        return len(asked)

    def one_more():
        course = CourseFactory(audience=Audience.STAFF)
        PlanItemFactory(plan=plan, course=course, goal="")
        EnrolmentFactory(person=tomasz, course=course)

    one_more()
    queries()
    with_one = queries()
    one_more()
    one_more()

    assert queries() == with_one <= 17


def test_the_list_of_plans_shows_talks_that_are_due_first(enters, krystyna, tomasz, mops):
    team = TeamFactory(organisation=mops, manager=krystyna)
    late = DutyFactory(organisation=mops, team=team).person
    LearningPlanFactory(person=late, manager=krystyna, review_on=timezone.localdate())
    LearningPlanFactory(person=DutyFactory(organisation=mops, team=team).person, manager=krystyna)

    rows = enters(krystyna).get("/en/team/plans/").context["rows"]

    assert [row.person for row in rows][:2] == [late, tomasz]
    assert [bool(row.plan) for row in rows] == [True, False, True]


def test_a_plan_opened_by_the_manager_waits_for_the_person(enters, krystyna, tomasz):
    before = enters(tomasz).get("/en/learn/plan/").content.decode()
    enters(krystyna).post(f"/en/team/people/{tomasz.uuid}/plan/open/")

    assert "There is no plan yet" in before
    assert LearningPlan.objects.get(person=tomasz).manager == krystyna


def test_an_administrator_writes_a_step_and_is_asked_what_it_is(enters, anna):
    induction = InductionPlanFactory()
    sent = {"plan": induction.pk, "position": 1, "days": 10}

    empty = enters(anna).post("/admin/inductionstep/new/", sent)
    enters(anna).post("/admin/inductionstep/new/", sent | {"words_pl": "Dzień z koleżanką"})

    assert empty.status_code == 200
    assert set(empty.context["form"].errors) == {"course"}
    assert InductionStep.objects.get(plan=induction).words_pl == "Dzień z koleżanką"
