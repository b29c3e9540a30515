"""A certificate given anew: something on it was wrong, or it was withdrawn by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from courses.certificates.errors import (
    AnotherCounts,
    CertificateStandsNoMore,
    CourseNotCompleted,
    NotWithdrawn,
    ReasonMissing,
)
from courses.certificates.issuing import freeze_soon, give, held
from courses.certificates.numbering import address_of, next_number
from courses.certificates.statement import restated
from courses.certificates.templates import template_for
from courses.models import Certificate, Enrolment

if TYPE_CHECKING:
    from lms.people.models import Person


@transaction.atomic
def reissue(certificate: Certificate, *, reason: str, by: Person | None) -> Certificate:
    """Give it anew, with the name, the hours and the template of today; the new one supersedes the old.

    What it states of the course, and until when it holds, stays. Raises ReasonMissing, and
    CertificateStandsNoMore for one that is no longer valid.
    """
    if not reason.strip():
        raise ReasonMissing
    enrolment = held(certificate.enrolment)
    older = enrolment.certificates.valid().filter(pk=certificate.pk).first()
    if older is None:
        raise CertificateStandsNoMore
    return _again(older, enrolment, reason=reason.strip(), by=by)


@transaction.atomic
def give_again(certificate: Certificate, *, reason: str, by: Person | None) -> Certificate:
    """One that was withdrawn by mistake comes back under a number of its own; the old one stays withdrawn.

    Competences are held again by the new one; a badge of it is made when its holder asks. Raises
    ReasonMissing, NotWithdrawn, AnotherCounts where the course has a certificate that stands or this one
    came back before, and CourseNotCompleted where the rule of the course is no longer met.
    """
    if not reason.strip():
        raise ReasonMissing
    enrolment = held(certificate.enrolment)
    older = enrolment.certificates.get(pk=certificate.pk)
    if older.status != Certificate.Status.REVOKED:
        raise NotWithdrawn
    if older.successor or enrolment.certificates.valid().exists():
        raise AnotherCounts
    if enrolment.result != Enrolment.Result.COMPLETED:
        raise CourseNotCompleted
    return _again(older, enrolment, reason=reason.strip(), by=by)


def _again(older: Certificate, enrolment: Enrolment, *, reason: str, by: Person | None) -> Certificate:
    now = timezone.now()
    template = template_for(
        enrolment.course,
        language=enrolment.person.language,
        is_confidential=older.is_confidential,
    )
    if template and not set(template.codes) <= set(older.statement["languages"]):
        template = None
    number = next_number(older.organiser, year=timezone.localdate(now).year)
    statement = restated(
        older.statement,
        enrolment,
        number=number,
        address=address_of(number),
        issued_at=now,
        expires_on=older.expires_on,
        template=template,
        is_confidential=older.is_confidential,
    )
    newer = give(
        enrolment,
        statement,
        organiser=older.organiser,
        older=older,
        renews=older.renews,
        expires_on=older.expires_on,
        template=template,
        by=by,
        reason=reason,
    )
    older.renewals.update(renews=newer)
    freeze_soon(newer)
    return newer
