from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models.overlap import CONSTRAINT, ExclusionWherePossible, Hours
from sessions.models.room import Room
from sessions.models.session import Session


class Resource(models.Model):
    """A room or a human: whatever cannot be in two places at once."""

    room = models.OneToOneField(
        Room, null=True, blank=True, on_delete=models.CASCADE, related_name="resource"
    )
    person = models.OneToOneField(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="resource"
    )

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(room__isnull=False, person=None) | Q(room=None, person__isnull=False),
                name="resource_is_room_or_person",
            )
        ]

    def __str__(self) -> str:
        return str(self.room or self.person)


class Reservation(models.Model):
    """The hours in which a resource is taken by a session. Two active ones never overlap."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="reservations")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="reservations")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        ordering = ("starts_at", "pk")
        indexes = [models.Index(fields=["resource", "starts_at"], name="reservation_of_resource")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="reservation_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["resource", "session"], condition=Q(active=True), name="resource_once_a_session"
            ),
            ExclusionWherePossible(
                name=CONSTRAINT,
                expressions=[("resource", "="), (Hours("starts_at", "ends_at"), "&&")],
                condition=Q(active=True),
                violation_error_message=_("It is already taken at this hour."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.starts_at:%Y-%m-%d %H:%M}"
