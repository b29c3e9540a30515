"""How a course ends for a person: the rule of the course decides, and a certificate follows."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from courses import candidates, certificates
from courses.models import Certificate, Course, Enrolment
from courses.run_facts import RunFacts


def is_met(course: Course, *, earned_minutes: int, planned_minutes: int) -> bool:
    """Whether enough of the planned time was spent there. Nothing planned is nothing completed."""
    return planned_minutes > 0 and Decimal(earned_minutes) >= course.required_share * planned_minutes


@transaction.atomic
def conclude(
    enrolment: Enrolment, *, theory_minutes: int, practice_minutes: int, planned_minutes: int, facts: RunFacts
) -> Certificate | None:
    """Write down what was earned, decide the result and issue the certificate the course gives.

    Minutes are minutes of real time. Safe to repeat: the same minutes leave the certificate as it is,
    corrected ones revoke it and, where the rule is still met, issue another.
    """
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",))
        .select_related("course", "person")
        .get(pk=enrolment.pk)
    )
    was = (enrolment.theory_minutes, enrolment.practice_minutes, enrolment.planned_minutes, enrolment.result)
    completed = is_met(
        enrolment.course, earned_minutes=theory_minutes + practice_minutes, planned_minutes=planned_minutes
    )
    enrolment.theory_minutes = theory_minutes
    enrolment.practice_minutes = practice_minutes
    enrolment.planned_minutes = planned_minutes
    enrolment.result = Enrolment.Result.COMPLETED if completed else Enrolment.Result.NOT_COMPLETED
    enrolment.ended_at = enrolment.ended_at or timezone.now()
    enrolment.save()
    candidates.note_attendance(
        enrolment.person, course=enrolment.course, minutes=theory_minutes + practice_minutes
    )

    held = enrolment.certificates.filter(status=Certificate.Status.VALID).first()
    is_same = was == (theory_minutes, practice_minutes, planned_minutes, enrolment.result)
    if held and is_same:
        return held
    if held:
        certificates.revoke(held, by=None)
    if not completed or not enrolment.course.gives_certificate:
        return None
    certificate = certificates.issue(enrolment, facts=facts)
    candidates.note_certificate(enrolment.person, course=enrolment.course)
    return certificate
