from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.models.attendance import Attendance
from lms.people.models import Person
from sessions.models import Session


class Appeal(models.Model):
    """Somebody says that what is recorded of them at a session is not right."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="appeals"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="appeals"
    )
    claim = models.CharField(
        _("how it was"), max_length=12, choices=Attendance.Status, help_text=_("As the person says.")
    )
    words = models.CharField(_("in their words"), max_length=500)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.OPEN)
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ("-made_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(status="open"), name="one_open_appeal"
            ),
            models.CheckConstraint(
                condition=Q(status="open", decided_at=None)
                | (~Q(status="open") & Q(decided_at__isnull=False) & ~Q(answer="")),
                name="appeal_decided_with_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.session}"
