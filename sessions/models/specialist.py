from __future__ import annotations

from datetime import date, time

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from schedule.models import Event

from lms.people.models import Organisation, Person
from sessions.models.room import Room
from sessions.models.run import RunLanguage
from sessions.models.service import Service
from sessions.models.session import WARSAW


class Specialist(models.Model):
    """What planning knows of a trainer, therapist or interpreter: qualifications, languages, services."""

    person = models.OneToOneField(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="specialist"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="specialists"
    )
    about = models.CharField(
        _("in one sentence"), max_length=300, blank=True, help_text=_("Shown to those who book.")
    )
    qualifications = models.TextField(_("qualifications"), blank=True)
    services = models.ManyToManyField(
        Service, verbose_name=_("kinds of help"), blank=True, related_name="specialists"
    )
    room = models.ForeignKey(
        Room,
        verbose_name=_("usual room"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="specialists",
    )
    online_link = models.URLField(_("link for joining online"), blank=True)
    is_in_use = models.BooleanField(_("takes appointments and sessions"), default=True)

    class Meta:
        verbose_name = _("specialist")
        verbose_name_plural = _("specialists")
        ordering = ("person__family_name", "person__given_name", "pk")

    def __str__(self) -> str:
        return str(self.person)


class SpecialistLanguage(models.Model):
    """A language the specialist works in."""

    specialist = models.ForeignKey(Specialist, on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=2, choices=RunLanguage.Spoken)

    class Meta:
        verbose_name = _("language spoken")
        verbose_name_plural = _("languages spoken")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["specialist", "language"], name="language_of_specialist_once")
        ]

    def __str__(self) -> str:
        return self.get_language_display()


class WorkingHours(models.Model):
    """Hours in which a specialist can be booked: wraps one Event of django-scheduler, mostly a weekly one."""

    class Purpose(models.TextChoices):
        APPOINTMENTS = "appointments", _("appointments")
        SESSIONS = "sessions", _("sessions of groups")

    specialist = models.ForeignKey(
        Specialist, verbose_name=_("specialist"), on_delete=models.CASCADE, related_name="working_hours"
    )
    event = models.OneToOneField(
        Event, verbose_name=_("series"), on_delete=models.PROTECT, related_name="working_hours"
    )
    purpose = models.CharField(_("for"), max_length=12, choices=Purpose, default=Purpose.APPOINTMENTS)
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="working_hours",
        help_text=_("Empty: the usual room of the specialist."),
    )
    service = models.ForeignKey(
        Service,
        verbose_name=_("only for"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="working_hours",
        help_text=_("Empty: for every kind of help the specialist gives."),
    )

    class Meta:
        verbose_name = _("working hours")
        verbose_name_plural = _("working hours")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.specialist}: {self.event.title}"

    @property
    def weekdays(self) -> list[int]:
        """The days of the week on which they hold: 0 is Monday. Read from the rule, which is ours alone."""
        rule = self.event.rule
        listed = rule.params.removeprefix("byweekday:") if rule else ""
        return [int(day) for day in listed.split(",") if day]

    @property
    def starts(self) -> time:
        """The hour on the clock at which they begin."""
        return timezone.localtime(self.event.start, WARSAW).time()

    @property
    def ends(self) -> time:
        return timezone.localtime(self.event.end, WARSAW).time()

    @property
    def first_day(self) -> date:
        return timezone.localdate(self.event.start, WARSAW)

    @property
    def last_day(self) -> date | None:
        """The last day on which they can hold; None while they go on."""
        until = self.event.end_recurring_period
        return timezone.localdate(until, WARSAW) if until else None


class HoursException(models.Model):
    """A day on which working hours do not hold: struck out, although the specialist is not on leave."""

    working_hours = models.ForeignKey(WorkingHours, on_delete=models.CASCADE, related_name="exceptions")
    day = models.DateField(_("day"))

    class Meta:
        verbose_name = _("exception from working hours")
        verbose_name_plural = _("exceptions from working hours")
        ordering = ("day",)
        constraints = [
            models.UniqueConstraint(fields=["working_hours", "day"], name="exception_of_hours_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.working_hours} {self.day:%Y-%m-%d}"
