"""What becomes of papers: the words they are made with, one that lapses soon, one given anew, a badge."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from courses.badges.claiming import claim
from courses.certificates import following, reissue
from courses.certificates.numbering import address_of, next_number
from courses.certificates.reminders import remind_of_expiry
from courses.certificates.statement import statement_of
from courses.certificates.templates import keep, template_for
from courses.models import Badge, Certificate, CertificateTemplate, Course, Enrolment
from courses.run_facts import RunFacts
from lms.demo.told import in_languages, told

if TYPE_CHECKING:
    from lms.demo.seed.people import Cast


@transaction.atomic
def word_papers(cast: Cast) -> None:
    """Before the first paper is made, so that all are made by it."""
    words = told("certificates")["template"]
    if CertificateTemplate.objects.exists():
        return
    template = CertificateTemplate(
        languages=words["languages"],
        signatory=words["signatory"],
        **in_languages("signatory_role", words["signatory_role"]),
        **in_languages("body", words["body"]),
    )
    keep(template, by=cast.people["anna"])


@transaction.atomic
def live_with_papers(cast: Cast) -> None:
    story = told("certificates")
    _give_long_ago(story["lapsing"], cast)
    remind_of_expiry(timezone.localdate())
    held = _held(story["given_anew"], cast)
    if held and not Certificate.objects.filter(enrolment=held.enrolment).exclude(pk=held.pk).exists():
        reissue(held, reason=story["given_anew"]["reason"], by=cast.people[story["given_anew"]["by"]])
    held = _held(story["badge"], cast)
    if held and not Badge.objects.filter(certificate=held).exists():
        claim(held, by=cast.people[story["badge"]["person"]], has_name=story["badge"]["has_name"])


def _held(one: dict[str, Any], cast: Cast) -> Certificate | None:
    of_course = Certificate.objects.valid().filter(enrolment__course__code=one["course"])
    return of_course.filter(enrolment__person=cast.people[one["person"]]).order_by("pk").first()


def _give_long_ago(one: dict[str, Any], cast: Cast) -> None:
    """A paper of a course held before the house kept its books here: it lapses in some days."""
    if _held(one, cast):
        return
    person, course = cast.people[one["person"]], Course.objects.get(code=one["course"])
    expires_on = timezone.localdate() + timedelta(days=one["days_left"])
    day = expires_on - relativedelta(months=course.valid_months or 0)
    ended_at = timezone.make_aware(datetime.combine(day, time(15)))
    enrolment = Enrolment.objects.create(
        person=person,
        course=course,
        result=Enrolment.Result.COMPLETED,
        theory_minutes=one["minutes"],
        planned_minutes=one["minutes"],
        ended_at=ended_at,
    )
    Enrolment.objects.filter(pk=enrolment.pk).update(started_at=ended_at - timedelta(days=20))
    facts = RunFacts(organiser=cast.organisations[one["organiser"]], first_day=day, last_day=day)
    template = template_for(course, language=person.language, is_confidential=False)
    number = next_number(facts.organiser, year=day.year)
    statement = statement_of(
        enrolment,
        facts=facts,
        number=number,
        address=address_of(number),
        issued_at=ended_at,
        expires_on=expires_on,
        template=template,
    )
    certificate = Certificate.objects.create(
        enrolment=enrolment,
        organiser=facts.organiser,
        number=number,
        statement=statement,
        expires_on=expires_on,
        template=template,
    )
    Certificate.objects.filter(pk=certificate.pk).update(issued_at=ended_at)
    certificate.refresh_from_db()
    following.after_issue(certificate)
