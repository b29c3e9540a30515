"""Both sides of a plan are told in time that its talk is due."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from courses.competences.leading import leads, managers_of
from courses.plans.addresses import my_plan_address, plan_address_for_manager
from courses.plans.reading import plans_read
from lms.messaging import outbox

if TYPE_CHECKING:
    from datetime import date

    from courses.models import LearningPlan
    from lms.people.models import Person

AHEAD = timedelta(days=14)


def remind_of_reviews(*, today: date | None = None) -> int:
    """Write to both sides two weeks before the talk, once for each talk; the number of plans told of."""
    last = (today or timezone.localdate()) + AHEAD
    due = plans_read().open().filter(review_on__lte=last)
    return sum(_remind(plan) for plan in due)


def _remind(plan: LearningPlan) -> bool:
    key = f"plan_review_due:{plan.uuid}:{plan.review_on:%Y-%m-%d}"
    if outbox.is_written(f"{key}:person") or outbox.is_written(f"{key}:manager"):
        return False
    facts = {"person": plan.person.full_name, "review_on": plan.review_on}
    outbox.write(
        "plan_review_due",
        to=plan.person,
        key=f"{key}:person",
        context={**facts, "address": my_plan_address(plan.person)},
    )
    if manager := _leader_of(plan):
        to_manager = plan_address_for_manager(plan.person, reader=manager)
        outbox.write(
            "plan_review_due", to=manager, key=f"{key}:manager", context={**facts, "address": to_manager}
        )
    return True


def _leader_of(plan: LearningPlan) -> Person | None:
    """Whoever leads the plan, if they still lead the person; else whoever does now."""
    if leads(plan.manager, plan.person):
        return plan.manager
    return next(iter(managers_of(plan.person)), None)
