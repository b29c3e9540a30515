"""Certificates: numbered without gaps, frozen when issued, verified by anyone who holds one."""

from __future__ import annotations

import base64
import hashlib
import logging
import secrets
from typing import TYPE_CHECKING

from celery import current_app
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from kombu.exceptions import OperationalError

from courses.models import Certificate, CertificateSeries, Enrolment
from courses.statement import OFFICIAL_LANGUAGE, statement_of
from lms.messaging import outbox
from lms.people.models import Organisation, Person
from lms.people.reach import readers_for
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from lms.web.pdf import render_pdf

if TYPE_CHECKING:
    from courses.run_facts import RunFacts

log = logging.getLogger(__name__)


@transaction.atomic
def issue(enrolment: Enrolment, *, facts: RunFacts) -> Certificate:
    """Give the next number, freeze the words, tell the person. The PDF is made by a worker."""
    now = timezone.now()
    number = _next_number(facts.organiser, year=timezone.localdate(now).year)
    certificate = Certificate.objects.create(
        enrolment=enrolment,
        number=number,
        statement=statement_of(
            enrolment, facts=facts, number=number, address=address_of(number), issued_at=now
        ),
    )
    audit.record(AuditEntry.Action.ISSUED, certificate, actor=None, subject=enrolment.person)
    _tell(certificate, enrolment=enrolment, organiser=facts.organiser)
    transaction.on_commit(lambda: _freeze_in_background(certificate.pk), robust=True)
    return certificate


@transaction.atomic
def revoke(certificate: Certificate, *, by: Person | None) -> Certificate:
    """Withdraw a certificate that was issued in error. Doing it twice changes nothing."""
    changed = Certificate.objects.filter(pk=certificate.pk, status=Certificate.Status.VALID).update(
        status=Certificate.Status.REVOKED, revoked_at=timezone.now()
    )
    if changed:
        audit.record(
            AuditEntry.Action.REVOKED,
            certificate,
            actor=by.user if by else None,
            subject=certificate.enrolment.person,
        )
    certificate.refresh_from_db()
    return certificate


@transaction.atomic
def frozen_pdf(certificate: Certificate) -> bytes:
    """The PDF as issued; made now if the worker has not come to it yet, and never made again."""
    certificate = Certificate.objects.select_for_update().get(pk=certificate.pk)
    if certificate.pdf:
        with certificate.pdf.open("rb") as kept:
            return kept.read()
    paper = render_pdf("certificate", certificate.statement, made_at=certificate.issued_at)
    certificate.sha256 = hashlib.sha256(paper).hexdigest()
    certificate.pdf.save(f"{certificate.number}.pdf", ContentFile(paper), save=False)
    certificate.save(update_fields=["sha256", "pdf"])
    return paper


def address_of(number: str) -> str:
    """Where anyone can verify the certificate, as its QR says."""
    return settings.SITE_ADDRESS + reverse("courses:verify", args=[number])


def _next_number(organiser: Organisation, *, year: int) -> str:
    """The row of the series is locked until the certificate is written: no gaps, no doubles.

    The last eight letters are random, so that numbers of others cannot be guessed from one's own.
    """
    series, _created = CertificateSeries.objects.get_or_create(organiser=organiser, year=year)
    CertificateSeries.objects.filter(pk=series.pk).update(last_number=F("last_number") + 1)
    series.refresh_from_db()
    letters = base64.b32encode(secrets.token_bytes(5)).decode()
    return f"{organiser.code.upper()}-{year}-{series.last_number:05d}-{letters}"


def _tell(certificate: Certificate, *, enrolment: Enrolment, organiser: Organisation) -> None:
    course = certificate.statement["course"]
    for reader in readers_for(enrolment.person):
        outbox.write(
            "certificate_issued",
            to=reader,
            on_behalf_of=organiser.pk,
            key=f"certificate_issued:{certificate.number}:{reader.pk}",
            context={
                "certificate": certificate,
                "course_title": course.get(reader.language) or course[OFFICIAL_LANGUAGE],
                "is_confidential": certificate.statement["is_confidential"],
                "address": _my_krok_of(reader),
            },
        )


def _my_krok_of(reader: Person) -> str:
    with override(reader.language):
        return settings.SITE_ADDRESS + reverse("my:home")


def _freeze_in_background(certificate_id: int) -> None:
    """Ask a worker for the PDF. Without a broker it is made when somebody first asks for it."""
    try:
        current_app.send_task("courses.tasks.freeze_certificate", [certificate_id], retry=False)
    except OperationalError as error:
        log.warning("No worker was asked for certificate %s: %s", certificate_id, error)
