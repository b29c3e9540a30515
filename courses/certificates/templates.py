"""Which words a certificate is made with, and how they change: every change is a version of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from courses.models import CertificateTemplate

if TYPE_CHECKING:
    from courses.models import Course
    from lms.people.models import Person

OFFICIAL_LANGUAGE = "pl"


def template_for(course: Course, *, language: str, is_confidential: bool) -> CertificateTemplate | None:
    """The template by which somebody who reads ``language`` gets a paper; None for the words of the house.

    The course's own come before those for all courses, a paper in two languages before one in the
    reader's alone, and that before one in Polish. A confidential course has no words of its own: they
    might give away what it is about.
    """
    found = CertificateTemplate.objects.current()
    own = Q(course=None) if is_confidential else Q(course=None) | Q(course=course)
    fitting = [
        (template.course_id is None, wish.index(template.languages), template)
        for wish in [_wishes(language)]
        for template in found.filter(own, languages__in=wish)
    ]
    return min(fitting, key=lambda one: one[:2])[2] if fitting else None


def _wishes(language: str) -> list[str]:
    both = [f"{OFFICIAL_LANGUAGE}_{language}"] if language != OFFICIAL_LANGUAGE else []
    return list(dict.fromkeys([*both, language, OFFICIAL_LANGUAGE]))


@transaction.atomic
def keep(template: CertificateTemplate, *, by: Person | None) -> CertificateTemplate:
    """Write a template down. One by which papers were made stays as it is, and a new version follows it."""
    template.made_by = by
    if template.pk and template.certificates.exists():
        CertificateTemplate.objects.filter(pk=template.pk).update(is_current=False)
        template = _successor_of(template)
    template.save()
    return template


def retire(template: CertificateTemplate) -> None:
    """Make no more papers by it. Those made before stay what they are."""
    CertificateTemplate.objects.filter(pk=template.pk).update(is_current=False)


def _successor_of(template: CertificateTemplate) -> CertificateTemplate:
    """The same words as a record of its own."""
    copied = {
        field.attname: getattr(template, field.attname)
        for field in template._meta.concrete_fields
        if field.name not in {"id", "uuid", "made_at", "version"}
    }
    return CertificateTemplate(**copied, version=template.version + 1)
