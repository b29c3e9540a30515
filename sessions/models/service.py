from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.people.models import Organisation
from sessions.models.contract import Contract


class Service(models.Model):
    """A kind of individual help: psychology, speech therapy. It costs nothing."""

    class Audience(models.TextChoices):
        ADULTS = "adults", _("adults")
        CHILDREN = "children", _("children")
        EVERYONE = "everyone", _("adults and children")

    class BookedBy(models.TextChoices):
        ANYONE = "anyone", _("anyone")
        KNOWN = "known", _("people who are in a run or were here before")
        STAFF = "staff", _("our staff, after a referral")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    code = models.SlugField(_("code"), max_length=20, unique=True, help_text=_("Short: PSYCH."))
    name = models.CharField(_("name"), max_length=100)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="services"
    )
    contract = models.ForeignKey(
        Contract,
        verbose_name=_("contract"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="services",
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=50)
    buffer_minutes = models.PositiveSmallIntegerField(
        _("minutes between appointments"), default=10, help_text=_("To write notes and to breathe.")
    )
    notice_hours = models.PositiveSmallIntegerField(_("booked at least so many hours ahead"), default=24)
    horizon_days = models.PositiveSmallIntegerField(_("booked at most so many days ahead"), default=60)
    cancel_hours_before = models.PositiveSmallIntegerField(
        _("hours before the start until which it can be moved or cancelled"), default=24
    )
    longest_series = models.PositiveSmallIntegerField(_("most appointments in one series"), default=10)
    audience = models.CharField(_("for"), max_length=10, choices=Audience, default=Audience.EVERYONE)
    booked_by = models.CharField(_("who may book"), max_length=10, choices=BookedBy, default=BookedBy.ANYONE)
    carer_stays = models.BooleanField(
        _("a carer comes with the child and stays"),
        default=True,
        help_text=_("Then the carer is taken at that hour too."),
    )
    is_confidential = models.BooleanField(
        _("confidential"), default=False, help_text=_("Its messages and calendars give nothing away.")
    )
    is_in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ("code",)
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=480),
                name="service_lasts_within_reason",
                violation_error_message=_("An appointment takes from 5 to 480 minutes."),
            ),
            models.CheckConstraint(
                condition=Q(longest_series__gte=1, longest_series__lte=60),
                name="service_series_within_reason",
                violation_error_message=_("A series has from 1 to 60 appointments."),
            ),
            models.CheckConstraint(
                condition=Q(horizon_days__gte=1, horizon_days__lte=400),
                name="service_horizon_within_reason",
                violation_error_message=_("The horizon is from 1 to 400 days."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
