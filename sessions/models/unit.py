from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sessions.models.session import Session
from sessions.models.timetable import Timetable


class Unit(models.Model):
    """A part of a session that counts by itself; what lies between two units is a break.

    Told from the start of the session, so that a session that moves takes its units along. A session
    without units is one unit.
    """

    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.CASCADE, related_name="units"
    )
    starts_after = models.PositiveSmallIntegerField(_("minutes after the start"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    kind = models.CharField(_("hours of"), max_length=10, choices=Timetable.Kind)
    topic = models.CharField(_("topic"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ("starts_after", "pk")
        constraints = [
            models.UniqueConstraint(fields=["session", "starts_after"], name="unit_starts_once"),
            models.CheckConstraint(
                condition=Q(minutes__gt=0),
                name="unit_lasts",
                violation_error_message=_("A unit lasts at least a minute."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session} +{self.starts_after}"

    def hours(self, session: Session) -> tuple[datetime, datetime]:
        """From when to when, within the session as it stands; nothing of it may be left."""
        starts_at = min(session.starts_at + timedelta(minutes=self.starts_after), session.ends_at)
        return starts_at, min(starts_at + timedelta(minutes=self.minutes), session.ends_at)
