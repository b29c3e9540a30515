"""A plan is opened, added to, agreed, done, looked at together and closed.

A plan has two sides: the person, and whoever leads it. A verb takes anybody but the person for the other
side; the caller has looked whether they lead the person's team.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from courses.models import LearningPlan, PlanItem, PlanNote, PlanReview
from courses.plans.errors import NotForPlans, NotPossibleNow, NotTheirs, NotYourTurn, PlanClosed
from courses.plans.following import is_begun

if TYPE_CHECKING:
    from courses.models import Competence, Course, InductionStep
    from lms.people.models import Person

UNTIL_REVIEW = timedelta(days=365)
Status = PlanItem.Status


@transaction.atomic
def open_plan(person: Person, *, manager: Person, review_on: date | None = None) -> LearningPlan:
    """The plan that is open for the person, opened now if there is none. Safe to repeat.

    Whoever asks leads it from now on: a plan follows the person into another team.
    """
    first_review = review_on or timezone.localdate() + UNTIL_REVIEW
    plan, is_new = LearningPlan.objects.open().get_or_create(
        person=person, closed_on=None, defaults={"manager": manager, "review_on": first_review}
    )
    if not is_new and plan.manager_id != manager.pk:
        plan.manager = manager
        plan.save(update_fields=["manager"])
    return plan


@transaction.atomic
def propose(
    plan: LearningPlan,
    *,
    by: Person,
    course: Course | None = None,
    competence: Competence | None = None,
    goal: str = "",
    due_on: date | None = None,
) -> PlanItem:
    """Put something into the plan; the other side is asked to agree, unless the person has begun it already.

    What is in it and still to be done is returned as it stands, a goal in the same words too. Raises
    PlanClosed, and NotForPlans for a confidential course.
    """
    _hold(plan)
    _assert_open(plan)
    if course is not None and course.is_confidential:
        raise NotForPlans
    same = {"course": course} if course else {"course": None, "competence": competence}
    if held := plan.items.open().filter(goal__iexact=goal, **same).first():
        return held
    return PlanItem.objects.create(
        plan=plan,
        course=course,
        competence=competence,
        goal=goal,
        due_on=due_on,
        proposed_by=by,
        status=Status.AGREED if is_begun(plan.person, course) else Status.PROPOSED,
    )


def add_step(plan: LearningPlan, step: InductionStep, *, due_on: date) -> PlanItem:
    """A step of an induction stands in the plan from the start, agreed. Safe to repeat."""
    item, _is_new = PlanItem.objects.get_or_create(
        plan=plan,
        step=step,
        defaults={
            "course": step.course,
            "competence": step.competence,
            "goal": step.words,
            "due_on": due_on,
            "status": Status.AGREED,
        },
    )
    return item


@transaction.atomic
def agree(item: PlanItem, *, by: Person) -> PlanItem:
    """The other side says yes. Raises NotYourTurn to whoever proposed it, and NotPossibleNow."""
    plan = item.plan
    _hold(plan)
    _assert_open(plan)
    if item.status == Status.AGREED:
        return item
    if item.status != Status.PROPOSED:
        raise NotPossibleNow
    if not is_for(item, by):
        raise NotYourTurn
    return _move(item, Status.AGREED)


def is_for(item: PlanItem, reader: Person) -> bool:
    """Whether the item waits for the reader's yes: it was proposed by the other side."""
    from_person = item.proposed_by_id == item.plan.person_id
    return item.status == Status.PROPOSED and from_person != (reader.pk == item.plan.person_id)


@transaction.atomic
def settle(item: PlanItem, *, to: str) -> PlanItem:
    """Note that it is done or dropped, or take it up again. Safe to repeat. Raises NotPossibleNow."""
    _hold(item.plan)
    _assert_open(item.plan)
    if item.status == to:
        return item
    if to not in PlanItem.NEXT[item.status]:
        raise NotPossibleNow
    return _move(item, to)


@transaction.atomic
def write_note(plan: LearningPlan, *, by: Person, words: str) -> PlanNote:
    """Something for both to read. Raises PlanClosed."""
    _hold(plan)
    _assert_open(plan)
    return PlanNote.objects.create(plan=plan, by=by, words=words)


@transaction.atomic
def hold_review(
    plan: LearningPlan, *, by: Person, achieved: str, ahead: str, held_on: date, next_on: date
) -> PlanReview:
    """Write down what was said in the talk of the year. Raises PlanClosed, and NotTheirs to the person."""
    _hold(plan)
    _assert_open(plan)
    if by.pk == plan.person_id:
        raise NotTheirs
    review = PlanReview.objects.create(
        plan=plan, by=by, achieved=achieved, ahead=ahead, held_on=held_on, next_on=next_on
    )
    plan.review_on = next_on
    plan.save(update_fields=["review_on"])
    return review


def confirm_review(review: PlanReview, *, by: Person) -> PlanReview:
    """The person says that they have read it. Safe to repeat. Raises NotTheirs to anybody else."""
    if by.pk != review.plan.person_id:
        raise NotTheirs
    if review.read_at is None:
        review.read_at = timezone.now()
        review.save(update_fields=["read_at"])
    return review


@transaction.atomic
def close_plan(plan: LearningPlan, *, by: Person, words: str) -> LearningPlan:
    """Put the plan aside with a last word, which stands among the notes; all of it stays readable.

    Safe to repeat. Raises NotTheirs to the person.
    """
    if by.pk == plan.person_id:
        raise NotTheirs
    _hold(plan)
    if plan.is_open:
        write_note(plan, by=by, words=words)
        plan.closed_on = timezone.localdate()
        plan.save(update_fields=["closed_on"])
    return plan


def _hold(plan: LearningPlan) -> None:
    """Whoever asks for the same at the same moment, or closes it, waits here."""
    held = LearningPlan.objects.select_for_update(of=("self",), no_key=True).get(pk=plan.pk)
    plan.closed_on = held.closed_on


def _assert_open(plan: LearningPlan) -> None:
    if not plan.is_open:
        raise PlanClosed


def _move(item: PlanItem, to: str) -> PlanItem:
    """From where its reader saw it, and from nowhere else. Raises NotPossibleNow."""
    settled_on = None if to in PlanItem.OPEN else timezone.localdate()
    as_seen = PlanItem.objects.filter(pk=item.pk, status=item.status)
    if not as_seen.update(status=to, settled_on=settled_on):
        raise NotPossibleNow
    item.status, item.settled_on = to, settled_on
    return item
