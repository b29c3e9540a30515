"""A badge loses its force: its holder takes it back, or its certificate is withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from courses.models import Badge

if TYPE_CHECKING:
    from courses.models import Certificate


def take_back(badge: Badge) -> None:
    """The holder wants it no longer. Its bit in the status list is set for good. Twice changes nothing."""
    Badge.objects.held().filter(pk=badge.pk).update(withdrawn_at=timezone.now(), credential="")
    badge.refresh_from_db()


def with_certificate(certificate: Certificate) -> None:
    """The certificate was superseded or revoked, and its badge with it."""
    Badge.objects.held().filter(certificate=certificate).update(withdrawn_at=timezone.now())
