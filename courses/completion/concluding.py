"""How a course ends for a person: the rule of the course decides, and a certificate follows.

Two things may happen to somebody in one moment: a lesson is finished while a quiz is graded. Each is written
down first and looked at afterwards, with the enrolment held; so whoever looks second sees both.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from courses import candidates, certificates
from courses.certificates.errors import HolderHasNoName
from courses.completion.learnt import Learnt, is_share_met
from courses.completion.rule import rule_for
from courses.models import Certificate, Conclusion, Course, Enrolment
from courses.run_facts import facts_of

if TYPE_CHECKING:
    from courses.completion.rule import Rule
    from courses.run_facts import RunFacts

log = logging.getLogger(__name__)
Result = Enrolment.Result


def is_met(course: Course, *, earned_minutes: int, planned_minutes: int) -> bool:
    """Whether enough of the planned time was spent there. Nothing planned is nothing completed."""
    return is_share_met(course.required_share, earned_minutes=earned_minutes, planned_minutes=planned_minutes)


@transaction.atomic
def conclude(
    enrolment: Enrolment, *, theory_minutes: int, practice_minutes: int, planned_minutes: int, facts: RunFacts
) -> Certificate | None:
    """Write down what was earned in a run that is over, decide the result and issue the certificate.

    Minutes are minutes of real time. Safe to repeat: the same minutes leave the certificate as it is,
    corrected ones supersede it, or revoke it where the rule is no longer met. One that somebody revoked
    stays so while nothing has changed. Whoever has lessons, practice or a paper still before them goes on
    learning.
    """
    enrolment = Enrolment.objects.hold(enrolment)
    was = (enrolment.theory_minutes, enrolment.practice_minutes, enrolment.planned_minutes)
    enrolment.theory_minutes = theory_minutes
    enrolment.practice_minutes = practice_minutes
    enrolment.planned_minutes = planned_minutes
    enrolment.save(update_fields=["theory_minutes", "practice_minutes", "planned_minutes"])
    candidates.note_attendance(
        enrolment.person, course=enrolment.course, minutes=theory_minutes + practice_minutes
    )
    _decide(enrolment, is_over=True)
    is_same = was == (theory_minutes, practice_minutes, planned_minutes)
    return _certify(enrolment, facts=facts, is_same=is_same)


@transaction.atomic
def review(enrolment: Enrolment, *, is_correction: bool = False) -> Enrolment:
    """Look whether the rule is met now; then the course is completed and its certificate issued.

    Safe to repeat. What was completed stays so, whatever is learnt or asked afterwards; only a correction
    (a word taken back, practice that was confirmed in error) can undo it, and then revokes the certificate.
    """
    enrolment = Enrolment.objects.hold(enrolment)
    is_completed = enrolment.result == Result.COMPLETED
    if enrolment.result == Result.WITHDRAWN or (is_completed and not is_correction):
        return enrolment
    _decide(enrolment, is_over=enrolment.result != Result.UNDER_WAY)
    if enrolment.result == Result.COMPLETED or is_completed:
        _certify(enrolment, facts=facts_of(enrolment), is_same=True)
    return enrolment


def _decide(enrolment: Enrolment, *, is_over: bool) -> None:
    """Bring the enrolment to the result that the rule gives. Of a run that goes on nobody fails."""
    rule = rule_for(enrolment)
    learnt = Learnt.of(enrolment, rule=rule)
    met = [learnt.has(asked) for asked in rule.asked]
    if rule.is_met_by(met):
        enrolment.result = Result.COMPLETED
        _remember(enrolment, rule=rule, met=met)
    elif is_over and not rule.can_still_be_met(met):
        enrolment.result = Result.NOT_COMPLETED
    else:
        enrolment.result = Result.UNDER_WAY
    ended_at = enrolment.ended_at or timezone.now()
    enrolment.ended_at = None if enrolment.result == Result.UNDER_WAY else ended_at
    enrolment.save(update_fields=["result", "ended_at"])


def _remember(enrolment: Enrolment, *, rule: Rule, met: list[bool]) -> None:
    steps = [asked.freeze(is_met=is_met) for asked, is_met in zip(rule.asked, met, strict=True)]
    Conclusion.objects.update_or_create(
        enrolment=enrolment, defaults={"completion": rule.completion, "steps": steps}
    )


def _certify(enrolment: Enrolment, *, facts: RunFacts | None, is_same: bool) -> Certificate | None:
    """The certificate that follows from the result: kept, superseded, revoked or issued."""
    held = enrolment.certificates.filter(status=Certificate.Status.VALID).first()
    is_due = enrolment.result == Result.COMPLETED and enrolment.course.gives_certificate
    if held and enrolment.result == Result.COMPLETED and is_same:
        return held
    if not is_due:
        if held:
            certificates.revoke(held, by=None)
        return None
    if is_same and enrolment.certificates.revoked_by_hand().exists():
        return None
    if facts is None:
        log.warning("Enrolment %s is completed, but nobody stands behind the course.", enrolment.pk)
        return None
    try:
        with transaction.atomic():
            certificate = certificates.issue(enrolment, facts=facts)
    except HolderHasNoName:
        log.warning("Enrolment %s is completed by somebody whose name is not known.", enrolment.pk)
        return None
    candidates.note_certificate(enrolment.person, course=enrolment.course)
    return certificate
