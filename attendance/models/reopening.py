from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models import Session


class Reopening(models.Model):
    """A closed list was opened again: by whom and why. Never changed."""

    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="reopenings"
    )
    by = models.ForeignKey(Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("reopening")
        verbose_name_plural = _("reopenings")
        ordering = ("at", "pk")
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="reopening_has_a_reason")]

    def __str__(self) -> str:
        return f"{self.session}: {self.reason}"
