"""Whoever takes up a role is given what a newcomer learns first. It stands in their learning plan."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from courses.competences.leading import managers_of
from courses.models import Duty, InductionPlan, LearningPlan
from courses.plans.addresses import my_plan_address
from courses.plans.agreeing import UNTIL_REVIEW, add_step, open_plan
from lms.messaging import outbox

if TYPE_CHECKING:
    from datetime import date

    from lms.people.models import Person

NEWCOMER = timedelta(days=60)
"""How long after taking up a role somebody may still be given its induction."""


@transaction.atomic
def give_induction(duty: Duty) -> LearningPlan | None:
    """Put the steps of the role into the person's plan, opened if there is none, and tell them once.

    None where the role has no induction that is given now, or where nobody leads the person. Safe to
    repeat: a step that stands in the plan, or was taken out of it, does not come back.
    """
    induction = InductionPlan.objects.filter(profile=duty.profile_id, is_active=True).first()
    if induction is None:
        return None
    plan = _plan_of(duty.person, first_talk=duty.since + UNTIL_REVIEW)
    if plan is None:
        return None
    steps = induction.steps.exclude(course__is_confidential=True).select_related("course", "competence")
    with override(duty.person.language):
        for step in steps:
            add_step(plan, step, due_on=duty.since + timedelta(days=step.days))
    outbox.write(
        "induction_given",
        to=duty.person,
        key=f"induction_given:{duty.uuid}",
        context={
            "profile": duty.profile,
            "induction": induction,
            "address": my_plan_address(duty.person),
        },
    )
    return plan


def give_inductions(*, today: date | None = None) -> int:
    """Give it to everybody who took up a role lately; the number of those who were told."""
    today = today or timezone.localdate()
    newcomers = Duty.objects.valid_on(today).filter(
        since__gte=today - NEWCOMER, profile__induction__is_active=True
    )
    given = 0
    for duty in newcomers.select_related("person", "profile"):
        if not outbox.is_written(f"induction_given:{duty.uuid}"):
            given += give_induction(duty) is not None
    return given


def _plan_of(person: Person, *, first_talk: date) -> LearningPlan | None:
    held = LearningPlan.objects.open().select_for_update(of=("self",), no_key=True)
    if plan := held.filter(person=person).first():
        return plan
    if managers := managers_of(person):
        return open_plan(person, manager=managers[0], review_on=max(first_talk, timezone.localdate()))
    return None
