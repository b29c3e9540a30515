"""A role taken up brings its induction at once; a course begun or completed moves what stands in the plan."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils import timezone

from courses.models import Duty, Enrolment
from courses.plans.following import follow
from courses.plans.inducting import NEWCOMER, give_induction


@receiver(post_save, sender=Duty, dispatch_uid="plans.duty")
def duty_taken_up(instance: Duty, *, created: bool, **_kwargs: Any) -> None:
    """The morning looks again, so that a failure here loses nothing."""
    today = timezone.localdate()
    if created and today - NEWCOMER <= instance.since <= today:
        transaction.on_commit(lambda: give_induction(instance), robust=True)


@receiver(post_save, sender=Enrolment, dispatch_uid="plans.enrolment")
def course_moves(
    instance: Enrolment, *, created: bool, update_fields: frozenset[str] | None = None, **_kwargs: Any
) -> None:
    """In the same transaction. A step on the way, of which there are many, moves nothing."""
    is_decided = update_fields is None or "result" in update_fields
    if created or (is_decided and instance.result == Enrolment.Result.COMPLETED):
        follow(instance)
