from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sessions.models.session import Session
from sessions.models.timetable import Timetable


class TimetableRemark(models.Model):
    """Something a series could not settle by itself, for the coordinator's board until it is settled."""

    class Kind(models.TextChoices):
        GONE = "gone", _("no longer given by the timetable")
        CLASH = "clash", _("could not be planned: something is taken")

    timetable = models.ForeignKey(Timetable, on_delete=models.CASCADE, related_name="remarks")
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    starts_at = models.DateTimeField(_("when"))
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.CASCADE, related_name="remarks"
    )
    taken = models.CharField(_("what is taken"), max_length=300, blank=True)
    noticed_at = models.DateTimeField(_("noticed"), default=timezone.now)

    class Meta:
        verbose_name = _("remark on a timetable")
        verbose_name_plural = _("remarks on timetables")
        ordering = ("starts_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["timetable", "kind", "starts_at"], name="one_remark_an_hour")
        ]

    def __str__(self) -> str:
        return f"{self.timetable}: {self.get_kind_display()}"
