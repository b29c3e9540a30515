"""What content reports in the language of xAPI, and the documents it keeps with us."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.package import Launch, Registration


class Statement(models.Model):
    """One sentence of who did what. Statements are added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="statements")
    launch = models.ForeignKey(
        Launch, null=True, blank=True, on_delete=models.SET_NULL, related_name="statements"
    )
    verb = models.CharField(_("verb"), max_length=200)
    activity = models.CharField(_("activity"), max_length=500)
    raw = models.JSONField(_("statement"))
    is_voided = models.BooleanField(_("taken back"), default=False)
    stored_at = models.DateTimeField(_("stored"), default=timezone.now)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ("stored_at", "pk")
        indexes = [models.Index(fields=["registration", "stored_at"], name="statements_in_time")]

    def __str__(self) -> str:
        return f"{self.registration}: {self.verb.rpartition('/')[2]}"


class KeptDocument(models.Model):
    """What content keeps between visits: state, a profile of its learner, a profile of its activity.

    All three are kept for one registration alone, so that nothing one learner's content writes is read
    by another's.
    """

    class Kind(models.TextChoices):
        STATE = "state", _("state")
        AGENT = "agent", _("profile of the learner")
        ACTIVITY = "activity", _("profile of the activity")

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    activity = models.CharField(_("activity"), max_length=500, blank=True)
    name = models.CharField(_("name"), max_length=300)
    content_type = models.CharField(_("type"), max_length=100, default="application/json")
    body = models.BinaryField(_("content"))
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("document of a package")
        verbose_name_plural = _("documents of packages")
        ordering = ("registration", "kind", "name")
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind", "activity", "name"], name="one_document_a_name"
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.name}"
