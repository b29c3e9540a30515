from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lms.people.models import Person


class AuditEntry(models.Model):
    """Who saw or did what to whose record. Written once, never changed."""

    class Action(models.TextChoices):
        VIEWED = "viewed", pgettext_lazy("somebody did this", "viewed")
        CREATED = "created", pgettext_lazy("somebody did this", "created")
        CHANGED = "changed", pgettext_lazy("somebody did this", "changed")
        EXPORTED = "exported", pgettext_lazy("somebody did this", "exported")
        ISSUED = "issued", pgettext_lazy("somebody did this", "issued")
        REVOKED = "revoked", pgettext_lazy("somebody did this", "revoked")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    action = models.CharField(_("action"), max_length=20, choices=Action)
    subject = models.ForeignKey(
        Person,
        verbose_name=_("about whom"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="audit_entries",
    )
    target = models.CharField(_("record"), max_length=120)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.target}"
