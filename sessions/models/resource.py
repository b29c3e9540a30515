from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models.appointment import Appointment
from sessions.models.childcare import Childcare
from sessions.models.overlap import CONSTRAINT, ExclusionWherePossible, Hours
from sessions.models.room import Room
from sessions.models.session import Session


class Resource(models.Model):
    """A room, a human or a childcare group: whatever cannot be in two places at once."""

    room = models.OneToOneField(
        Room, null=True, blank=True, on_delete=models.CASCADE, related_name="resource"
    )
    person = models.OneToOneField(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="resource"
    )
    childcare = models.OneToOneField(
        Childcare, null=True, blank=True, on_delete=models.CASCADE, related_name="resource"
    )

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(room__isnull=False, person=None, childcare=None)
                | Q(room=None, person__isnull=False, childcare=None)
                | Q(room=None, person=None, childcare__isnull=False),
                name="resource_is_one_thing",
            )
        ]

    def __str__(self) -> str:
        return str(self.room or self.person or self.childcare)


class Absence(models.Model):
    """A leave of a human, or a closure of a room: nothing is planned there meanwhile."""

    resource = models.ForeignKey(
        Resource, verbose_name=_("who or what"), on_delete=models.CASCADE, related_name="absences"
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    reason = models.CharField(
        _("reason"), max_length=200, blank=True, help_text=_("Nobody but staff reads it.")
    )

    class Meta:
        verbose_name = _("leave or closure")
        verbose_name_plural = _("leaves and closures")
        ordering = ("starts_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="absence_ends_after_start",
                violation_error_message=_("The end comes before the start."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.starts_at:%Y-%m-%d}"


class Gap(models.Model):
    """What a leave or a closure tore open: a session or an appointment without somebody or something.

    It is closed when another is found, and mended when the leave is undone.
    """

    class Part(models.TextChoices):
        TRAINER = "trainer", _("trainer")
        INTERPRETER = "interpreter", _("interpreter")
        ROOM = "room", _("room")
        CHILDCARE = "childcare", _("childcare")
        SPECIALIST = "specialist", _("specialist")

    absence = models.ForeignKey(Absence, on_delete=models.CASCADE, related_name="gaps")
    part = models.CharField(_("what is missing"), max_length=11, choices=Part)
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.CASCADE, related_name="gaps")
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.CASCADE, related_name="gaps"
    )

    class Meta:
        verbose_name = _("gap")
        verbose_name_plural = _("gaps")
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(session__isnull=False, appointment=None)
                | Q(session=None, appointment__isnull=False),
                name="gap_in_one_thing",
            ),
            models.UniqueConstraint(fields=["absence", "session", "part"], name="gap_in_session_once"),
            models.UniqueConstraint(
                fields=["absence", "appointment", "part"], name="gap_in_appointment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.session or self.appointment}"


class Reservation(models.Model):
    """The hours in which a resource is taken, by one cause. Two active ones never overlap."""

    resource = models.ForeignKey(Resource, on_delete=models.CASCADE, related_name="reservations")
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.CASCADE, related_name="reservations"
    )
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.CASCADE, related_name="reservations"
    )
    absence = models.ForeignKey(
        Absence, null=True, blank=True, on_delete=models.CASCADE, related_name="reservations"
    )
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
            models.CheckConstraint(
                condition=Q(session__isnull=False, appointment=None, absence=None)
                | Q(session=None, appointment__isnull=False, absence=None)
                | Q(session=None, appointment=None, absence__isnull=False),
                name="reservation_has_one_cause",
            ),
            models.UniqueConstraint(
                fields=["resource", "session"], condition=Q(active=True), name="resource_once_a_session"
            ),
            models.UniqueConstraint(
                fields=["resource", "appointment"],
                condition=Q(active=True),
                name="resource_once_an_appointment",
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
