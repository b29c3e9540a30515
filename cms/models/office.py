"""Where the centre is found, when it is open, and whom to call: facts, the same in every language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from cms.search.facts import in_every_language
from lms.web.maps import map_at, map_of

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BACKWARDS = _("It closes before it opens.")
LAST_BEFORE_FIRST = _("The last day comes before the first.")


class Weekday(models.IntegerChoices):
    """As ``datetime.date.weekday()`` counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class Office(ClusterableModel):
    """A building, or a part of one, where people are received. Has one counter or several."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name = models.CharField(_("name"), max_length=150)
    street = models.CharField(_("street and number"), max_length=120)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=60, default="Wrocław")
    floor = models.CharField(_("floor and door"), max_length=120, blank=True)
    directions = models.TextField(_("how to get there"), max_length=500, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=9, decimal_places=6, null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    is_step_free = models.BooleanField(_("step-free access"), default=False)
    closes_on_holidays = models.BooleanField(_("closed on public holidays"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ("position", "code")

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """ "ul. Strzegomska 6, 53-611 Wrocław"."""
        return f"{self.street}, {f'{self.postcode} {self.town}'.strip()}"

    def search_facts(self) -> list[str]:
        return [*in_every_language(self, "name", "floor"), self.address, self.phone, self.email]

    @property
    def map_url(self) -> str:
        if self.latitude is not None and self.longitude is not None:
            return map_at(self.latitude, self.longitude)
        return map_of(self.address)


class Counter(Orderable, ClusterableModel):
    """What has hours of its own in an office: the office itself, its cash desk, a phone line."""

    office = ParentalKey(Office, verbose_name=_("office"), on_delete=models.CASCADE, related_name="counters")
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("Empty for the office as a whole.")
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("counter")
        verbose_name_plural = _("counters")

    def __str__(self) -> str:
        return f"{self.office}: {self.name}" if self.name else str(self.office)

    def search_facts(self) -> list[str]:
        return [*in_every_language(self, "name", "note"), self.phone]


class WeeklyHours(models.Model):
    """From when to when on a day of the week. A day may have several; one without any is closed."""

    counter = ParentalKey(Counter, on_delete=models.CASCADE, related_name="weekly_hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens = models.TimeField(_("from"))
    closes = models.TimeField(_("until"))

    class Meta:
        verbose_name = _("hours of a day")
        verbose_name_plural = _("hours by weekday")
        ordering = ("weekday", "opens")
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="hours_close_after_opening",
                violation_error_message=BACKWARDS,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H:%M}–{self.closes:%H:%M}"

    def clean(self) -> None:
        if self.opens is not None and self.closes is not None and self.closes <= self.opens:
            raise ValidationError({"closes": BACKWARDS})


class HoursException(models.Model):
    """Other hours than the week's, or none: on some days, or on the last working day of a month."""

    class Kind(models.TextChoices):
        DAYS = "days", _("on these days")
        LAST_OF_MONTH = "last_of_month", _("on the last working day of every month")

    counter = ParentalKey(Counter, on_delete=models.CASCADE, related_name="exceptions")
    kind = models.CharField(_("when"), max_length=20, choices=Kind, default=Kind.DAYS)
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    opens = models.TimeField(_("from"), null=True, blank=True, help_text=_("Both empty: closed."))
    closes = models.TimeField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("other hours")
        verbose_name_plural = _("other hours")
        ordering = ("first_day", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="last_of_month") | Q(first_day__isnull=False, last_day__gte=F("first_day")),
                name="other_hours_have_days",
                violation_error_message=_("Say the first and the last day, the first one first."),
            ),
            models.CheckConstraint(
                condition=Q(opens=None, closes=None) | Q(closes__gt=F("opens")),
                name="other_hours_close_after_opening",
                violation_error_message=BACKWARDS,
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.say_both_days()
        super().save(*args, **kwargs)

    def say_both_days(self) -> None:
        """One day alone needs to be written once; the last of a month is none of the calendar's days."""
        if self.kind == self.Kind.LAST_OF_MONTH:
            self.first_day = self.last_day = None
        elif self.last_day is None:
            self.last_day = self.first_day

    def clean(self) -> None:
        self.say_both_days()
        wrong: dict[str, StrOrPromise] = {}
        if self.kind == self.Kind.DAYS and self.first_day is None:
            wrong["first_day"] = _("Say on which day.")
        elif self.first_day and self.last_day and self.last_day < self.first_day:
            wrong["last_day"] = LAST_BEFORE_FIRST
        if (self.opens is None) != (self.closes is None):
            missing = "opens" if self.opens is None else "closes"
            wrong[missing] = _("Write both hours. If it is closed, leave both empty.")
        elif self.opens is not None and self.closes is not None and self.closes <= self.opens:
            wrong["closes"] = BACKWARDS
        if wrong:
            raise ValidationError(wrong)


class Closure(models.Model):
    """Days on which a whole office is closed, and why."""

    office = ParentalKey(Office, on_delete=models.CASCADE, related_name="closures")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ("first_day",)
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="closure_ends_after_start",
                violation_error_message=LAST_BEFORE_FIRST,
            )
        ]

    def __str__(self) -> str:
        return f"{self.office}: {self.first_day:%Y-%m-%d}"

    def clean(self) -> None:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValidationError({"last_day": LAST_BEFORE_FIRST})
