from __future__ import annotations

from typing import TYPE_CHECKING, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models.contract import Contract
from sessions.models.room import Room
from sessions.models.service import Service
from sessions.models.specialist import Specialist

if TYPE_CHECKING:
    from collections.abc import Mapping


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def standing(self) -> Self:
        """Booked and not called off; what is only held while a form is filled does not count."""
        return self.filter(status=Appointment.Status.BOOKED)

    def upcoming(self) -> Self:
        return self.standing().filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def lapsed(self) -> Self:
        """Held hours whose form was never sent."""
        return self.filter(status=Appointment.Status.HELD, hold_until__lte=timezone.now())


class Appointment(models.Model):
    """One person's individual session with a specialist. It stays apart from the training history."""

    class Status(models.TextChoices):
        HELD = "held", _("held while the form is filled")
        BOOKED = "booked", _("booked")
        CANCELLED = "cancelled", _("cancelled by the person")
        CALLED_OFF = "called_off", _("called off by us")
        RELEASED = "released", _("not taken")
        ATTENDED = "attended", _("attended")
        NO_SHOW = "no_show", _("did not come")

    TRANSITIONS: Mapping[str, frozenset[str]] = {
        Status.HELD: frozenset({Status.BOOKED, Status.RELEASED}),
        Status.BOOKED: frozenset({Status.CANCELLED, Status.CALLED_OFF, Status.ATTENDED, Status.NO_SHOW}),
        Status.ATTENDED: frozenset({Status.NO_SHOW}),
        Status.NO_SHOW: frozenset({Status.ATTENDED}),
        Status.CANCELLED: frozenset(),
        Status.CALLED_OFF: frozenset(),
        Status.RELEASED: frozenset(),
    }
    OVER = (Status.CANCELLED, Status.CALLED_OFF, Status.RELEASED)

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    service = models.ForeignKey(
        Service, verbose_name=_("service"), on_delete=models.PROTECT, related_name="appointments"
    )
    specialist = models.ForeignKey(
        Specialist, verbose_name=_("specialist"), on_delete=models.PROTECT, related_name="appointments"
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appointments",
        help_text=_("Nobody yet while the hour is only held."),
    )
    booked_by = models.ForeignKey(
        Person,
        verbose_name=_("booked by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appointments_booked",
    )
    accompanied_by = models.ForeignKey(
        Person,
        verbose_name=_("comes with"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appointments_accompanied",
    )
    contract = models.ForeignKey(
        Contract,
        verbose_name=_("contract"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appointments",
    )
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appointments",
    )
    online_link = models.URLField(_("link for joining online"), blank=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.HELD)
    hold_until = models.DateTimeField(_("held until"), null=True, blank=True)
    series = models.UUIDField(
        _("series"), default=uuid4, editable=False, help_text=_("The same for those booked together.")
    )
    sequence = models.PositiveIntegerField(
        _("calendar sequence"),
        default=0,
        editable=False,
        help_text=_("Rises with every change a calendar must hear of."),
    )
    created_at = models.DateTimeField(_("booked"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ("starts_at", "pk")
        indexes = [
            models.Index(fields=["specialist", "starts_at"], name="appointment_of_specialist"),
            models.Index(fields=["person", "starts_at"], name="appointment_of_person"),
            models.Index(fields=["status", "hold_until"], name="appointment_held"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="appointment_ends_after_start",
                violation_error_message=_("The appointment ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=("held", "released"))
                | Q(person__isnull=False, booked_by__isnull=False),
                name="appointment_booked_for_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="held") | Q(hold_until__isnull=False), name="appointment_held_until"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service.code} {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    @property
    def minutes(self) -> int:
        """Length in minutes of real time."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def is_over(self) -> bool:
        """Cancelled, called off or never taken: nobody comes."""
        return self.status in self.OVER


class AppointmentChange(models.Model):
    """What happened to an appointment: from what to what, by whom, why. Never changed."""

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    before = models.CharField(_("from"), max_length=10, choices=Appointment.Status, blank=True)
    after = models.CharField(_("to"), max_length=10, choices=Appointment.Status)
    moved_from = models.DateTimeField(_("moved from"), null=True, blank=True)
    cause = models.CharField(_("cause"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("change of an appointment")
        verbose_name_plural = _("changes of appointments")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
