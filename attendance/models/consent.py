from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models import Place


class GuardianConsent(models.Model):
    """A guardian agrees that a child takes part in a run, on line or on paper."""

    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.CASCADE, related_name="guardian_consents"
    )
    given_by = models.ForeignKey(
        Person,
        verbose_name=_("given by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="consents_given",
        help_text=_("Empty when only the signed paper says who."),
    )
    is_on_paper = models.BooleanField(_("on paper"), default=False)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    recorded_by = models.ForeignKey(
        Person, verbose_name=_("recorded by"), on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent of a guardian")
        verbose_name_plural = _("consents of guardians")
        ordering = ("-recorded_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(withdrawn_at=None), name="one_standing_consent_a_place"
            ),
            models.CheckConstraint(
                condition=Q(is_on_paper=True) | Q(given_by__isnull=False), name="consent_is_somebodys"
            ),
        ]

    def __str__(self) -> str:
        return str(self.place)
