from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.people.models import Organisation


class Childcare(models.Model):
    """People who look after children while their carers learn; one group at a time."""

    name = models.CharField(_("name"), max_length=100)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="childcare"
    )
    places = models.PositiveSmallIntegerField(_("children at once"))
    youngest = models.PositiveSmallIntegerField(_("youngest, in years"), default=3)
    oldest = models.PositiveSmallIntegerField(_("oldest, in years"), default=12)
    is_in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("childcare")
        verbose_name_plural = _("childcare")
        ordering = ("name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(oldest__gte=F("youngest")),
                name="childcare_ages_in_order",
                violation_error_message=_("The oldest is younger than the youngest."),
            )
        ]

    def __str__(self) -> str:
        return self.name
