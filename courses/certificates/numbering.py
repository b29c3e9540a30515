"""Numbers of certificates: one series an organiser and year, without gaps and without doubles."""

from __future__ import annotations

import base64
import secrets

from django.conf import settings
from django.db.models import F
from django.urls import reverse

from courses.models import CertificateSeries
from lms.people.models import Organisation


def next_number(organiser: Organisation, *, year: int) -> str:
    """The row of the series is locked until the certificate is written: no gaps, no doubles.

    The last eight letters are random, so that numbers of others cannot be guessed from one's own.
    """
    series = CertificateSeries.objects.filter(organiser=organiser, year=year)
    if not series.update(last_number=F("last_number") + 1):
        CertificateSeries.objects.get_or_create(organiser=organiser, year=year)
        series.update(last_number=F("last_number") + 1)
    number = series.values_list("last_number", flat=True).get()
    letters = base64.b32encode(secrets.token_bytes(5)).decode()
    return f"{organiser.code.upper()}-{year}-{number:05d}-{letters}"


def address_of(number: str) -> str:
    """Where anyone can verify the certificate, as its QR says."""
    return settings.SITE_ADDRESS + reverse("courses:verify", args=[number])
