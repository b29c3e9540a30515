from __future__ import annotations

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person


class KeptApartQuerySet(models.QuerySet["KeptApart"]):
    def valid_on(self, day: date | None = None) -> Self:
        day = day or timezone.localdate()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)


class KeptApart(models.Model):
    """Two people who must not meet. Known to coordinators alone; a door only says whom to call."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Makes the marks on the lists of Desk, which only a pass of the two can read. No device is told it."""
    one = models.ForeignKey(
        Person, verbose_name=_("one person"), on_delete=models.CASCADE, related_name="kept_apart_as_one"
    )
    other = models.ForeignKey(
        Person, verbose_name=_("the other"), on_delete=models.CASCADE, related_name="kept_apart_as_other"
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    noted_by = models.ForeignKey(
        Person, verbose_name=_("noted by"), on_delete=models.PROTECT, related_name="+"
    )
    noted_at = models.DateTimeField(_("noted"), default=timezone.now)

    objects = KeptApartQuerySet.as_manager()

    class Meta:
        verbose_name = _("people who must not meet")
        verbose_name_plural = _("people who must not meet")
        ordering = ("-noted_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(one=F("other")),
                name="kept_apart_from_another",
                violation_error_message=_("Choose two different people."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="kept_apart_ends_after_start",
                violation_error_message=_("The last day comes before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} | {self.other}"
