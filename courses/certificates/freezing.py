"""The paper of a certificate: made once, kept with its fingerprint, and never made again."""

from __future__ import annotations

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from courses.models import Certificate
from lms.web.pdf import render_pdf


@transaction.atomic
def frozen_pdf(certificate: Certificate) -> bytes:
    """The PDF as issued; made now if the worker has not come to it yet, and never made again."""
    certificate = Certificate.objects.select_for_update(no_key=True).get(pk=certificate.pk)
    if certificate.pdf:
        with certificate.pdf.open("rb") as kept:
            return kept.read()
    return freeze(certificate)


def freeze(certificate: Certificate) -> bytes:
    """Make the PDF. Only for whoever holds the row and knows that it has none yet."""
    paper = render_pdf("certificate", certificate.statement, made_at=certificate.issued_at)
    certificate.sha256 = hashlib.sha256(paper).hexdigest()
    certificate.pdf.save(f"{certificate.number}.pdf", ContentFile(paper), save=False)
    certificate.save(update_fields=["sha256", "pdf"])
    return paper
