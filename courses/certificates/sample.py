"""A paper as it would look, for whoever writes its words: about nobody, and of a course that is not held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import gettext, override

from courses.certificates.numbering import address_of
from courses.certificates.statement import OFFICIAL_LANGUAGE, statement_of
from courses.certificates.validity import last_day
from courses.models import Course, Enrolment
from courses.run_facts import RunFacts
from lms.people.models import Organisation, Person
from lms.web.pdf import query_paper, render_pdf, render_pictures

if TYPE_CHECKING:
    from courses.models import CertificateTemplate

NUMBER = "MOPS-2026-00000-PREVIEW"
ON_SCREEN = 110
"""Dots an inch: sharp on a laptop, and drawn in a moment."""


def sample_of(template: CertificateTemplate) -> dict[str, Any]:
    """What a paper made by the template would state; where it is for all, of one that holds a year."""
    today = timezone.localdate()
    course = template.course or _any_course()
    enrolment = Enrolment(person=_anybody(template), course=course, theory_minutes=900, practice_minutes=450)
    return statement_of(
        enrolment,
        facts=RunFacts(organiser=_organiser(), first_day=today - relativedelta(weeks=6), last_day=today),
        number=NUMBER,
        address=address_of(NUMBER),
        issued_at=timezone.now(),
        expires_on=last_day(course, issued_on=today),
        template=template,
    )


def picture_of(template: CertificateTemplate) -> bytes:
    """The paper as a PNG."""
    return render_pictures("certificate", sample_of(template), ppi=ON_SCREEN)[0]


def paper_of(template: CertificateTemplate) -> bytes:
    """The paper as a PDF, as a holder would get it."""
    return render_pdf("certificate", sample_of(template))


def pages_of(template: CertificateTemplate) -> int:
    """On how many pages it comes out: it should be one."""
    return int(query_paper("certificate", sample_of(template), "<pages>")[0])


def _any_course() -> Course:
    titles = {}
    for language in ("pl", "uk", "en"):
        with override(language):
            titles[f"title_{language}"] = gettext("The title of the course stands here")
    return Course(code="KURS", valid_months=12, **titles)


def _anybody(template: CertificateTemplate) -> Person:
    return Person(
        given_name="Oksana",
        family_name="Szewczenko-Kowalska",
        given_name_cyrillic="Оксана",
        family_name_cyrillic="Шевченко-Ковальська",
        language=template.codes[-1] if template.codes else OFFICIAL_LANGUAGE,
    )


def _organiser() -> Organisation:
    first = Organisation.objects.filter(is_organiser=True).order_by("pk").first()
    return first or Organisation(code="MOPS", name="Miejski Ośrodek Pomocy Społecznej")
