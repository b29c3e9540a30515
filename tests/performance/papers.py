"""Certificates for many at once, as a worker makes them: issued, drawn, frozen and told of."""

from __future__ import annotations

from time import perf_counter, process_time

from django.utils import timezone

from courses.certificates import bulk
from courses.models import Enrolment
from tests.factories.certificates import CertificateTemplateFactory
from tests.factories.courses import CourseFactory
from tests.factories.people import OrganisationFactory, PersonFactory

CERTIFICATES = 300
BAR = 20


def a_course_is_certified() -> str:
    """Everybody of a large course gets a paper in two languages; one worker, one core."""
    course = CourseFactory(organiser=OrganisationFactory(), valid_months=24)
    CertificateTemplateFactory(course=course, body_pl="Ważne do {expires}.", signatory="Anna Lis")
    ids = [
        Enrolment.objects.create(
            person=person, course=course, theory_minutes=270, result="completed", ended_at=timezone.now()
        ).pk
        for person in PersonFactory.create_batch(CERTIFICATES, language="uk")
    ]
    bulk.issue_missing(ids[:5])
    started, worked = perf_counter(), process_time()
    report = bulk.issue_missing(ids[5:])
    seconds, of_core = perf_counter() - started, process_time() - worked
    return (
        f"{report.issued} certificates issued and frozen by one worker: {report.issued / seconds:.0f} a "
        f"second, {report.issued / of_core:.0f} a second of one core (bar: {BAR})"
    )
