from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from attendance.models.scan import Excuse
from lms.people.models import Person
from sessions.models import Place, Session


class Apology(models.Model):
    """Somebody says in advance that they cannot come to a session. The coordinator decides."""

    class Status(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="apologies"
    )
    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="apologies"
    )
    excuse = models.CharField(_("why"), max_length=10, choices=Excuse)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    asked_by = models.ForeignKey(Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("apology")
        verbose_name_plural = _("apologies")
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "session"],
                condition=Q(status__in=("asked", "accepted")),
                name="one_standing_apology",
            ),
            models.CheckConstraint(
                condition=Q(status="asked", decided_at=None)
                | (~Q(status="asked") & Q(decided_at__isnull=False)),
                name="apology_decided_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place.person}: {self.session}"
