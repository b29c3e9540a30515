from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Organisation


class ContractQuerySet(models.QuerySet["Contract"]):
    def valid_on(self, day: date | None = None) -> Self:
        day = day or timezone.localdate()
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Contract(models.Model):
    """What a funder agreed to pay an organisation for: one line, with its hours."""

    code = models.CharField(
        _("number and line"), max_length=60, unique=True, help_text=_("As in the agreement: UNICEF/2026/3.2.")
    )
    title = models.CharField(_("what for"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("carried out by"), on_delete=models.PROTECT, related_name="contracts"
    )
    funder = models.ForeignKey(
        Organisation,
        verbose_name=_("funder"),
        on_delete=models.PROTECT,
        related_name="contracts_funded",
        limit_choices_to={"is_funder": True},
    )
    hours_agreed = models.DecimalField(
        _("hours agreed"), max_digits=7, decimal_places=2, help_text=_("Hours of 60 minutes.")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        ordering = ("-ends_on", "code")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="contract_ends_after_start",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(hours_agreed__gt=0),
                name="contract_agrees_hours",
                violation_error_message=_("Say how many hours were agreed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.title}"
