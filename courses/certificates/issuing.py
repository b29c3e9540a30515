"""A certificate is given, and withdrawn when it was an error."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from celery import current_app
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from courses.certificates import following
from courses.certificates.errors import HolderHasNoName, ReasonMissing
from courses.certificates.freezing import freeze
from courses.certificates.numbering import address_of, next_number
from courses.certificates.renewal import renewed_by
from courses.certificates.statement import statement_of
from courses.certificates.telling import tell
from courses.certificates.templates import template_for
from courses.certificates.validity import last_day
from courses.models import Certificate, Enrolment
from lms.people.models import Person
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from datetime import date

    from courses.models import CertificateTemplate
    from courses.run_facts import RunFacts
    from lms.people.models import Organisation

log = logging.getLogger(__name__)
Status = Certificate.Status


@transaction.atomic
def issue(enrolment: Enrolment, *, facts: RunFacts) -> Certificate:
    """Give the next number, freeze the words, tell the person. The PDF is made by a worker.

    A certificate that the enrolment already has is superseded by this one. One of an earlier enrolment
    that this course renews is carried on: it stays valid for the days it has left.
    """
    enrolment = held(enrolment)
    certificate = _issue(enrolment, facts=facts, older=enrolment.certificates.valid().first())
    freeze_soon(certificate)
    return certificate


@transaction.atomic
def issue_first(enrolment: Enrolment, *, facts: RunFacts) -> Certificate | None:
    """The same by a worker, with the PDF at once; None for an enrolment that ever had a certificate."""
    enrolment = held(enrolment)
    if enrolment.certificates.exists():
        return None
    certificate = _issue(enrolment, facts=facts, older=None)
    freeze(certificate)
    return certificate


@transaction.atomic
def revoke(certificate: Certificate, *, by: Person | None, reason: str = "") -> Certificate:
    """Withdraw a certificate that was issued in error, and tell its holder why. Twice changes nothing.

    Somebody who does it by hand says why: ReasonMissing is raised otherwise.
    """
    if by is not None and not reason.strip():
        raise ReasonMissing
    Enrolment.objects.hold(certificate.enrolment)
    changed = Certificate.objects.filter(pk=certificate.pk, status=Status.VALID).update(
        status=Status.REVOKED, revoked_at=timezone.now(), revoked_reason=reason.strip()
    )
    certificate.refresh_from_db()
    if changed:
        audit.record(
            AuditEntry.Action.REVOKED,
            certificate,
            actor=by.user if by else None,
            subject=certificate.enrolment.person,
        )
        tell(
            "certificate_revoked",
            certificate,
            on_behalf_of=certificate.organiser_id,
            reason=certificate.revoked_reason,
        )
        following.after_withdrawal(certificate)
    return certificate


def held(enrolment: Enrolment) -> Enrolment:
    """Until the transaction ends nobody else gives it a certificate, or takes its own away."""
    found = Enrolment.objects.hold(enrolment)
    if not found.person.full_name:
        raise HolderHasNoName
    return found


def _issue(enrolment: Enrolment, *, facts: RunFacts, older: Certificate | None) -> Certificate:
    person, course, now = enrolment.person, enrolment.course, timezone.now()
    is_confidential = facts.is_confidential or course.is_confidential
    carried_on = renewed_by(person, course=course) if older is None else older.renews
    expires_on = last_day(course, issued_on=timezone.localdate(now), renewed=carried_on)
    template = template_for(course, language=person.language, is_confidential=is_confidential)
    number = next_number(facts.organiser, year=timezone.localdate(now).year)
    statement = statement_of(
        enrolment,
        facts=facts,
        number=number,
        address=address_of(number),
        issued_at=now,
        expires_on=expires_on,
        template=template,
    )
    return give(
        enrolment,
        statement,
        organiser=facts.organiser,
        older=older,
        renews=carried_on,
        expires_on=expires_on,
        template=template,
        by=None,
    )


def give(
    enrolment: Enrolment,
    statement: dict[str, Any],
    *,
    organiser: Organisation,
    older: Certificate | None,
    renews: Certificate | None,
    expires_on: date | None,
    template: CertificateTemplate | None,
    by: Person | None,
    reason: str = "",
) -> Certificate:
    """Write it down in the place of the older one: superseded by it, unless that was withdrawn before."""
    is_superseded = older is not None and older.is_valid
    if older is not None and is_superseded:
        Certificate.objects.filter(pk=older.pk).update(status=Status.SUPERSEDED, superseded_at=timezone.now())
    certificate = Certificate.objects.create(
        enrolment=enrolment,
        organiser=organiser,
        number=statement["number"],
        statement=statement,
        restores=None if is_superseded else older,
        renews=renews,
        expires_on=expires_on,
        template=template,
        reason=reason,
        issued_by=by,
    )
    if older is not None and is_superseded:
        Certificate.objects.filter(pk=older.pk).update(superseded_by=certificate)
        older.refresh_from_db()
        following.after_withdrawal(older)
    audit.record(
        AuditEntry.Action.ISSUED, certificate, actor=by.user if by else None, subject=enrolment.person
    )
    tell(
        "certificate_issued",
        certificate,
        on_behalf_of=organiser.pk,
        replaced=older.number if older else "",
        reason=reason,
    )
    following.after_issue(certificate)
    return certificate


def freeze_soon(certificate: Certificate) -> None:
    """The paper is made by a worker, once all this is written down."""
    transaction.on_commit(lambda: _freeze_in_background(certificate.pk), robust=True)


def _freeze_in_background(certificate_id: int) -> None:
    """Ask a worker for the PDF. Without a broker it is made when somebody first asks for it."""
    try:
        current_app.send_task("courses.tasks.freeze_certificate", [certificate_id], retry=False)
    except OperationalError as error:
        log.warning("No worker was asked for certificate %s: %s", certificate_id, error)
