from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models import Session


class Handover(models.Model):
    """Somebody else holds one session, and only that one."""

    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="handovers"
    )
    substitute = models.ForeignKey(
        Person, verbose_name=_("substitute"), on_delete=models.PROTECT, related_name="sessions_handed_over"
    )
    by = models.ForeignKey(Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "substitute"],
                condition=models.Q(taken_back_at=None),
                name="handed_over_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.session}: {self.substitute}"
