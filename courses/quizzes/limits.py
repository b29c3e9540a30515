"""How many attempts and how much time somebody has: the rule, and what a coordinator added for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.db import transaction

from courses.models import Allowance, Attempt, Enrolment, Quiz
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from lms.people.models import Person


@dataclass(frozen=True)
class Limits:
    """``None`` is no limit."""

    attempts: int | None
    minutes: int | None
    grace: timedelta

    @classmethod
    def of(cls, quiz: Quiz, enrolment: Enrolment) -> Self:
        added = Allowance.objects.filter(quiz=quiz, enrolment=enrolment).first()
        attempts, minutes = quiz.max_attempts, quiz.minutes
        if quiz.is_questionnaire:  # asked once, or the figures would count some people twice
            attempts = 1
        if added:
            attempts = attempts and attempts + added.extra_attempts
            minutes = minutes and minutes + added.extra_minutes
        return cls(attempts, minutes, timedelta(seconds=quiz.grace_seconds))

    def due_at(self, started_at: datetime) -> datetime | None:
        return started_at + timedelta(minutes=self.minutes) if self.minutes else None

    def is_over(self, attempt: Attempt, now: datetime) -> bool:
        """Whether answers come too late even for a slow connection."""
        return attempt.due_at is not None and now > attempt.due_at + self.grace


@transaction.atomic
def allow(
    enrolment: Enrolment, *, quiz: Quiz, extra_minutes: int, extra_attempts: int, reason: str, by: Person
) -> Allowance:
    """Give one person more time or attempts, in place of what they were given before.

    An attempt under way has the new time at once.
    """
    Enrolment.objects.hold(enrolment)
    allowance, _is_new = Allowance.objects.update_or_create(
        quiz=quiz,
        enrolment=enrolment,
        defaults={
            "extra_minutes": extra_minutes,
            "extra_attempts": extra_attempts,
            "reason": reason,
            "by": by,
        },
    )
    limits = Limits.of(quiz, enrolment)
    for attempt in quiz.attempts.open().filter(enrolment=enrolment):
        attempt.due_at = limits.due_at(attempt.started_at)
        attempt.save(update_fields=["due_at"])
    audit.record(AuditEntry.Action.CHANGED, allowance, actor=by.user, subject=enrolment.person)
    return allowance
