from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models.place import Place
from sessions.models.session import Session


class MakeUp(models.Model):
    """Somebody with a place in one run comes to a session of another run of the same course instead."""

    place = models.ForeignKey(
        Place, verbose_name=_("place"), on_delete=models.PROTECT, related_name="make_ups"
    )
    missed = models.ForeignKey(
        Session, verbose_name=_("instead of"), on_delete=models.PROTECT, related_name="made_up_elsewhere"
    )
    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="make_ups"
    )
    created_at = models.DateTimeField(_("booked"), default=timezone.now)
    created_by = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    class Meta:
        verbose_name = _("make-up")
        verbose_name_plural = _("make-ups")
        ordering = ("session__starts_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["place", "missed"],
                condition=models.Q(cancelled_at=None),
                name="one_make_up_a_missed_session",
            ),
            models.UniqueConstraint(
                fields=["place", "session"],
                condition=models.Q(cancelled_at=None),
                name="one_make_up_at_a_session",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place.person}: {self.session}"
