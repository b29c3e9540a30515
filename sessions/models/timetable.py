from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from schedule.models import Event

from sessions.models.run import Run


class Timetable(models.Model):
    """A series of a run: wraps one Event of django-scheduler, whose rule gives the dates."""

    class Kind(models.TextChoices):
        THEORY = "theory", _("theory")
        PRACTICE = "practice", _("practice")

    run = models.ForeignKey(Run, verbose_name=_("run"), on_delete=models.CASCADE, related_name="timetables")
    event = models.OneToOneField(
        Event, verbose_name=_("series"), on_delete=models.PROTECT, related_name="timetable"
    )
    kind = models.CharField(_("hours of"), max_length=10, choices=Kind, default=Kind.THEORY)

    class Meta:
        verbose_name = _("timetable")
        verbose_name_plural = _("timetables")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.run.code}: {self.event.title}"
