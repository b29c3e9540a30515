"""What else changes when a certificate is given or loses its force: competences, and the badge of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courses.badges import withdrawing
from courses.competences import evidence

if TYPE_CHECKING:
    from courses.models import Certificate


def after_issue(certificate: Certificate) -> None:
    """The competences of the course are held from now on."""
    evidence.from_certificate(certificate)


def after_withdrawal(certificate: Certificate) -> None:
    """Superseded or revoked: nobody may rely on it any longer."""
    withdrawing.with_certificate(certificate)
    evidence.withdraw_of(certificate)
