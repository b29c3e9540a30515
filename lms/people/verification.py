"""The office confirms, or ends, what a carer said of the children in their care."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from lms.people.models import Guardianship, User


def verify(guardianship: Guardianship, *, by: User) -> Guardianship:
    """Note that somebody saw the paper. Safe to repeat: the first who saw it stays noted."""
    if guardianship.verified_at is None:
        guardianship.verified_at = timezone.now()
        guardianship.verified_by = by
        guardianship.save(update_fields=["verified_at", "verified_by"])
    return guardianship


def revoke(guardianship: Guardianship) -> Guardianship:
    """Take back at once the right to act for the child. Safe to repeat."""
    if guardianship.revoked_at is None:
        guardianship.revoked_at = timezone.now()
        guardianship.save(update_fields=["revoked_at"])
    return guardianship
