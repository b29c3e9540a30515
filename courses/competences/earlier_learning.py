"""What was learnt elsewhere and recognised as a course proves what the course gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from courses.competences.months import months_later
from courses.competences.standing import recalculate_soon
from courses.models import Evidence, Recognition

if TYPE_CHECKING:
    from datetime import date

    from courses.models import CourseGives


@transaction.atomic
def from_recognition(recognition: Recognition) -> list[Evidence]:
    """Training elsewhere, once for each competence of the course. Safe to repeat.

    It holds from the day on the document for as long as the course does, or the competence where that is
    shorter. The document stays with the recognition: whoever leads the person has no need of it. One of a
    confidential course, or one that does not count, proves nothing.
    """
    course = recognition.course
    if recognition.decision != Recognition.Decision.ACCEPTED or course.is_confidential:
        return []
    kept = []
    for gives in course.competences_given.select_related("competence"):
        evidence, _is_new = Evidence.objects.get_or_create(
            recognition=recognition,
            competence=gives.competence,
            defaults={
                "person": recognition.person,
                "kind": Evidence.Kind.EXTERNAL,
                "level": gives.level,
                "achieved_on": recognition.learnt_on,
                "expires_on": _end(gives, learnt_on=recognition.learnt_on, months=course.valid_months),
                "words": recognition.words,
                "recorded_by": recognition.asked_by,
                "decision": Evidence.Decision.ACCEPTED,
                "reviewed_by": recognition.decided_by,
                "reviewed_at": recognition.decided_at,
            },
        )
        kept.append(evidence)
    if kept:
        recalculate_soon(recognition.person_id)
    return kept


@transaction.atomic
def withdraw_of_recognition(recognition: Recognition, *, reason: str) -> int:
    """It was recognised in error: what it proved counts no longer. Safe to repeat."""
    ended = recognition.evidence.accepted().update(
        decision=Evidence.Decision.WITHDRAWN, ended_at=timezone.now(), ended_reason=reason[:300]
    )
    if ended:
        recalculate_soon(recognition.person_id)
    return ended


def _end(gives: CourseGives, *, learnt_on: date, months: int | None) -> date | None:
    told = [each for each in (gives.valid_months, months) if each]
    return months_later(learnt_on, min(told)) if told else None
