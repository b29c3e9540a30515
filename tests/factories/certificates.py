from datetime import date

from django.utils import timezone
from factory.django import DjangoModelFactory

from courses import certificates, models
from courses.run_facts import RunFacts
from tests.factories.courses import EnrolmentFactory


class CertificateTemplateFactory(DjangoModelFactory):
    class Meta:
        model = models.CertificateTemplate

    course = None
    languages = "pl_uk"
    title_pl = "Zaświadczenie"
    title_uk = "Посвідчення"
    title_en = "Certificate"


def facts_of(organiser, **changes):
    days = {"first_day": date(2026, 11, 2), "last_day": date(2026, 11, 30)}
    return RunFacts(**{"organiser": organiser, **days, **changes})


def certified(person, *, course, organiser, **changes):
    """A certificate of somebody who took the course and completed it."""
    enrolment = EnrolmentFactory(
        person=person, course=course, theory_minutes=270, result="completed", ended_at=timezone.now()
    )
    return certificates.issue(enrolment, facts=facts_of(organiser, **changes))
