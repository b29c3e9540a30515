"""What the story of a certificate that lapses finds in the house: one of long ago, and a learner."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import time_machine
from django.db.models import Max
from django.utils import timezone

from courses.certificates import issue, revoke
from courses.lessons.progress import finish_lesson
from courses.models import Certificate, Course, Enrolment
from courses.run_facts import RunFacts
from lms.demo.seed.learning import answer
from lms.people.models import Organisation, Person

if TYPE_CHECKING:
    from django.db.models import QuerySet


def certificate_of_long_ago(email: str, *, course: str, days: int) -> str:
    """The number of a certificate that the house gave so many days ago."""
    person = Person.objects.get(user__email=email)
    held = Certificate.objects.valid().filter(enrolment__person=person, enrolment__course__code=course)
    for certificate in held:
        revoke(certificate, by=None, reason="The story begins anew.")
    with time_machine.travel(timezone.now() - timedelta(days=days), tick=False):
        enrolment = Enrolment.objects.create(
            person=person,
            course=Course.objects.get(code=course),
            result=Enrolment.Result.COMPLETED,
            theory_minutes=180,
            planned_minutes=180,
            ended_at=timezone.now(),
        )
        day = timezone.localdate()
        facts = RunFacts(organiser=Organisation.objects.get(code="MOPS"), first_day=day, last_day=day)
        return str(issue(enrolment, facts=facts).number)


def learns_all_of_it(email: str, *, course: str) -> None:
    """Read every lesson and answer every question, by the verbs that the pages call."""
    enrolment = _under_way(email, course).get()
    for lesson in enrolment.course.lessons.all():
        finish_lesson(enrolment, lesson)
    for quiz in enrolment.course.quizzes.filter(purpose="quiz"):
        answer(enrolment, quiz)


def newest_certificate(email: str, *, course: str) -> dict[str, Any]:
    certificates = Certificate.objects.filter(enrolment__person__user__email=email)
    newest = certificates.filter(enrolment__course__code=course).aggregate(pk=Max("pk"))["pk"]
    certificate = Certificate.objects.get(pk=newest)
    return {"number": certificate.number, "is_frozen": bool(certificate.pdf)}


def withdraw(number: str, *, reason: str) -> None:
    revoke(Certificate.objects.get(number=number), by=None, reason=reason)


def _under_way(email: str, course: str) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(
        person__user__email=email, course__code=course, result=Enrolment.Result.UNDER_WAY
    )
