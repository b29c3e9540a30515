from __future__ import annotations

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models.person import Person


class GuardianshipQuerySet(models.QuerySet["Guardianship"]):
    def valid_on(self, day: date | None = None) -> Self:
        day = day or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day, revoked_at=None)


class Guardianship(models.Model):
    """Who may act for whom, on what basis, from when to when."""

    class Basis(models.TextChoices):
        PARENT = "parent", _("parent")
        TEMPORARY_GUARDIAN = "temporary_guardian", _("temporary guardian")
        FOSTER_CARER = "foster_carer", _("foster carer")
        COURT_GUARDIAN = "court_guardian", _("guardian appointed by a court")

    carer = models.ForeignKey(
        Person, verbose_name=_("carer"), on_delete=models.PROTECT, related_name="guardianships_held"
    )
    child = models.ForeignKey(
        Person, verbose_name=_("child"), on_delete=models.PROTECT, related_name="guardianships_over"
    )
    basis = models.CharField(_("basis"), max_length=30, choices=Basis)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verified by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = GuardianshipQuerySet.as_manager()

    class Meta:
        verbose_name = _("guardianship")
        verbose_name_plural = _("guardianships")
        ordering = ("-starts_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(carer=F("child")),
                name="guardianship_of_another",
                violation_error_message=_("A person cannot be their own guardian."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="guardianship_ends_after_start",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.UniqueConstraint(
                fields=["carer", "child", "basis", "starts_on"], name="guardianship_recorded_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.carer} → {self.child}"

    @property
    def is_verified(self) -> bool:
        return self.verified_at is not None
