from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from attendance.models.scan import Excuse, Scan
from lms.people.models import Person
from sessions.models import Place, Session


class Attendance(models.Model):
    """What is known of a person at a session; always derived from the scans."""

    class Status(models.TextChoices):
        PRESENT = "present", _("present")
        LATE = "late", _("late")
        LEFT_EARLY = "left_early", _("left early")
        EXCUSED = "excused", _("excused")
        ABSENT = "absent", _("absent")

    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="attendances"
    )
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attendances",
        help_text=_("Empty for somebody who walked in and has no place in the run."),
    )
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="attendances"
    )
    status = models.CharField(_("status"), max_length=12, choices=Status)
    excuse = models.CharField(_("why excused"), max_length=10, choices=Excuse, blank=True)
    method = models.CharField(_("how"), max_length=10, choices=Scan.Method, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=0, help_text=_("Of real time."))
    practice_minutes = models.PositiveSmallIntegerField(
        _("of them practice"), default=0, help_text=_("The rest is theory.")
    )
    units = models.PositiveSmallIntegerField(_("units attended"), default=0)
    arrived_at = models.DateTimeField(_("came"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ("session", "person")
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_attendance_a_session"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(arrived_at=None) | Q(left_at__gte=F("arrived_at")),
                name="attendance_leaves_after_coming",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=("excused", "absent")) | Q(minutes=0),
                name="attendance_away_earns_nothing",
            ),
            models.CheckConstraint(
                condition=Q(practice_minutes__lte=F("minutes")), name="attendance_practice_is_part_of_it"
            ),
            models.CheckConstraint(
                condition=Q(excuse="") | Q(status="excused"), name="attendance_excuse_of_the_excused"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_status_display()}"

    @property
    def was_there(self) -> bool:
        return self.status in {self.Status.PRESENT, self.Status.LATE, self.Status.LEFT_EARLY}
