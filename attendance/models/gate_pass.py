from __future__ import annotations

import base64
import hashlib
import secrets

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person


def new_secret() -> str:
    """128 random bits in upper-case base32: 26 signs, which a QR holds in its compact alphanumeric mode."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=")


class Pass(models.Model):
    """The personal QR. Holds no name and no course; may be revoked and replaced at will."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="passes"
    )
    secret = models.CharField(_("secret"), max_length=32, unique=True, default=new_secret, editable=False)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("pass")
        verbose_name_plural = _("passes")
        ordering = ("-issued_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(revoked_at=None), name="one_pass_a_person"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None) | Q(revoked_at__gte=F("issued_at")),
                name="pass_revoked_after_issue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.issued_at:%Y-%m-%d})"

    @property
    def is_valid(self) -> bool:
        return self.revoked_at is None

    @property
    def short_code(self) -> str:
        """What a person reads out when no camera works: the first eight signs, in two halves."""
        return f"{self.secret[:4]} {self.secret[4:8]}"

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the secret in hex: what a roster may hold to recognise the pass."""
        return hashlib.sha256(self.secret.encode()).hexdigest()
