from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from sessions.models import Session


def new_secret() -> str:
    """256 random bits in hex."""
    return secrets.token_hex(32)


class DoorSecret(models.Model):
    """What the room codes of one session are made of; only its screens and the house know it."""

    session = models.OneToOneField(
        Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="door_secret"
    )
    secret = models.CharField(max_length=64, default=new_secret, editable=False)

    class Meta:
        verbose_name = _("secret of a room code")
        verbose_name_plural = _("secrets of room codes")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.session)
