from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class PriorityClass(models.Model):
    """Why somebody in a queue goes before others: a court's deadline, a new placement."""

    name = models.CharField(_("name"), max_length=80)
    rank = models.PositiveSmallIntegerField(
        _("rank"), unique=True, help_text=_("1 goes first. People without a class come after all classes.")
    )
    is_in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("priority class")
        verbose_name_plural = _("priority classes")
        ordering = ("rank",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rank__gte=1, rank__lt=1000),
                name="priority_rank_within_reason",
                violation_error_message=_("A rank is a number from 1 to 999."),
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Those who have the class move with its rank."""
        super().save(*args, **kwargs)
        self.places.exclude(queue_rank=self.rank).update(queue_rank=self.rank)

    def __str__(self) -> str:
        return self.name
