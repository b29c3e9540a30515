from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from schedule.models import Event

from lms.people.models import Person
from sessions.models.childcare import Childcare
from sessions.models.room import Room
from sessions.models.run import Run


class Timetable(models.Model):
    """A series of a run: wraps one Event of django-scheduler, whose rule gives the dates.

    It has its own room and people, since theory and practice of one run may be held in different ones.
    """

    class Kind(models.TextChoices):
        THEORY = "theory", _("theory")
        PRACTICE = "practice", _("practice")

    run = models.ForeignKey(Run, verbose_name=_("run"), on_delete=models.CASCADE, related_name="timetables")
    event = models.OneToOneField(
        Event, verbose_name=_("series"), on_delete=models.PROTECT, related_name="timetable"
    )
    kind = models.CharField(_("hours of"), max_length=10, choices=Kind, default=Kind.THEORY)
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="timetables",
    )
    trainers = models.ManyToManyField(
        Person, verbose_name=_("trainers"), blank=True, related_name="timetables_taught"
    )
    interpreter = models.ForeignKey(
        Person,
        verbose_name=_("interpreter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="timetables_interpreted",
    )
    childcare = models.ForeignKey(
        Childcare,
        verbose_name=_("childcare"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="timetables",
    )

    class Meta:
        verbose_name = _("timetable")
        verbose_name_plural = _("timetables")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.run.code}: {self.event.title}"


class SkippedDay(models.Model):
    """A day that the rule gives and on which the coordinator wants no session: a holiday, a closure."""

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="skipped_days")
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("day left out")
        verbose_name_plural = _("days left out")
        ordering = ("day",)
        constraints = [
            models.UniqueConstraint(fields=["timetable", "day"], name="day_left_out_once"),
        ]

    def __str__(self) -> str:
        return f"{self.timetable} {self.day:%Y-%m-%d}"
