"""Reminders that a certificate lapses: 90, 30 and 7 days before.

They are written when their day has come, not ahead: whoever renews in between hears no more. A round that
was skipped is made up for, and of two reminders that fell due meanwhile only the nearer one is written.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from courses.certificates.renewal import Renewal, not_renewed
from courses.certificates.telling import tell
from lms.messaging.models import Message

if TYPE_CHECKING:
    from courses.models import Certificate

DAYS_BEFORE = (90, 30, 7)


def remind_of_expiry(today: date) -> int:
    """Write the reminders that are due; returns how many certificates were spoken of. Safe to repeat."""
    last = today + timedelta(days=max(DAYS_BEFORE))
    lapsing = not_renewed().filter(expires_on__gte=today, expires_on__lte=last)
    written = _keys_of(today)
    told = 0
    for certificate in lapsing.order_by("expires_on", "pk").iterator():
        stage = stage_of(certificate, today=today)
        if stage and f"{certificate.number}:{stage}" not in written:
            told += _remind(certificate, stage=stage)
    return told


def stage_of(certificate: Certificate, *, today: date) -> int | None:
    """Which reminder is due: the nearest that has come, unless the paper is younger than that."""
    if certificate.expires_on is None:
        return None
    left = (certificate.expires_on - today).days
    stage = min((days for days in DAYS_BEFORE if left <= days), default=None)
    if stage is None or left < 0:
        return None
    begins = certificate.expires_on - timedelta(days=stage)
    return stage if timezone.localdate(certificate.issued_at) < begins else None


def _keys_of(today: date) -> set[str]:
    """What was reminded of before. One query for all."""
    since = timezone.now() - timedelta(days=max(DAYS_BEFORE) + 1)
    keys = Message.objects.filter(kind="certificate_expiring", created_at__gte=since)
    return {":".join(key.split(":")[1:3]) for key in keys.values_list("key", flat=True)}


def _remind(certificate: Certificate, *, stage: int) -> int:
    renewal = Renewal(certificate)
    return min(
        1,
        tell(
            "certificate_expiring",
            certificate,
            on_behalf_of=certificate.organiser_id,
            about=str(stage),
            stage=stage,
            shorter=renewal.course if renewal.is_shorter else None,
        ),
    )
