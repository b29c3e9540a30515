from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Person
from sessions.models.childcare import Childcare
from sessions.models.room import Room
from sessions.models.run import Run
from sessions.models.timetable import Timetable

WARSAW = ZoneInfo("Europe/Warsaw")


class SessionQuerySet(models.QuerySet["Session"]):
    def on_day(self, day: date) -> Self:
        """Sessions that start on a day of the Warsaw calendar."""
        start = datetime(day.year, day.month, day.day, tzinfo=WARSAW)
        following = day + timedelta(days=1)
        end = datetime(following.year, following.month, following.day, tzinfo=WARSAW)
        return self.filter(starts_at__gte=start, starts_at__lt=end)

    def upcoming(self) -> Self:
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")

    def not_cancelled(self) -> Self:
        return self.exclude(status=Session.Status.CANCELLED)

    def taught_by(self, trainer: Person) -> Self:
        return self.filter(session_trainers__trainer=trainer)


class Session(models.Model):
    """One meeting: start, end, room or link, trainers."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        CLOSED = "closed", _("closed")
        CANCELLED = "cancelled", _("cancelled")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    run = models.ForeignKey(Run, verbose_name=_("run"), on_delete=models.PROTECT, related_name="sessions")
    timetable = models.ForeignKey(
        Timetable,
        verbose_name=_("timetable"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sessions",
    )
    planned_date = models.DateField(_("day given by the timetable"), null=True, blank=True, editable=False)
    planned_time = models.TimeField(_("hour given by the timetable"), null=True, blank=True, editable=False)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    kind = models.CharField(
        _("hours of"), max_length=10, choices=Timetable.Kind, default=Timetable.Kind.THEORY
    )
    topic = models.CharField(_("topic"), max_length=200, blank=True)
    room = models.ForeignKey(
        Room, verbose_name=_("room"), null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )
    online_link = models.URLField(_("link for joining online"), blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    is_changed_by_hand = models.BooleanField(_("moved or cancelled by hand"), default=False, editable=False)
    sequence = models.PositiveIntegerField(
        _("calendar sequence"),
        default=0,
        editable=False,
        help_text=_("Rises with every change a calendar must hear of."),
    )
    trainers = models.ManyToManyField(
        Person, verbose_name=_("trainers"), through="SessionTrainer", related_name="sessions_taught"
    )
    interpreter = models.ForeignKey(
        Person,
        verbose_name=_("interpreter"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions_interpreted",
    )
    childcare = models.ForeignKey(
        Childcare,
        verbose_name=_("childcare"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        Person, verbose_name=_("closed by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("starts_at", "pk")
        indexes = [models.Index(fields=["run", "starts_at"], name="session_of_run_by_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="session_ends_after_start",
                violation_error_message=_("The session ends before it starts."),
            ),
            models.UniqueConstraint(
                fields=["timetable", "planned_date", "planned_time"], name="session_of_timetable_once"
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False)
                | (~Q(status="closed") & Q(closed_at=None)),
                name="session_closed_with_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run.code} {timezone.localtime(self.starts_at):%Y-%m-%d %H:%M}"

    @property
    def minutes(self) -> int:
        """Length in minutes of real time."""
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def planned_start(self) -> datetime | None:
        """What the timetable gave, as the clock on the wall shows it."""
        if self.planned_date is None or self.planned_time is None:
            return None
        return datetime.combine(self.planned_date, self.planned_time)

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED


class SessionTrainer(models.Model):
    """A trainer or therapist who holds a session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="session_trainers")
    trainer = models.ForeignKey(Person, verbose_name=_("trainer"), on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("trainer")
        verbose_name_plural = _("trainers")
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["session", "trainer"], name="trainer_of_session_once")]

    def __str__(self) -> str:
        return str(self.trainer)
