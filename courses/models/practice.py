"""What is done away from lessons and meetings, and what somebody says of it."""

from __future__ import annotations

import uuid

from django.core.files.storage import Storage, storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models.enrolment import Enrolment
from courses.models.requirement import Requirement
from lms.people.models import Person


def private_storage() -> Storage:
    return storages["private"]


class Decision(models.TextChoices):
    """What was said of a piece of work. What was sent back can be done better and handed in anew."""

    WAITING = "waiting", pgettext_lazy("a piece of work", "waiting")
    ACCEPTED = "accepted", pgettext_lazy("a piece of work", "accepted")
    SENT_BACK = "sent_back", pgettext_lazy("a piece of work", "sent back")


DECIDED = Q(decision="waiting", decided_at=None) | (~Q(decision="waiting") & Q(decided_at__isnull=False))


class DiaryEntryQuerySet(models.QuerySet["DiaryEntry"]):
    def confirmed(self) -> DiaryEntryQuerySet:
        return self.filter(decision=Decision.ACCEPTED)

    def minutes(self) -> int:
        return self.aggregate(minutes=Sum("minutes"))["minutes"] or 0


class DiaryEntry(models.Model):
    """One day of practice, as the learner tells it. It counts when a supervisor has confirmed it.

    ``version`` rises whenever its words or minutes change: a supervisor confirms only what they have read.
    """

    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("enrolment"), on_delete=models.PROTECT, related_name="diary_entries"
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    day = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(24 * 60)]
    )
    words = models.TextField(_("what you did"), max_length=2000)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    decision = models.CharField(_("status"), max_length=9, choices=Decision, default=Decision.WAITING)
    supervisor = models.ForeignKey(
        Person,
        verbose_name=_("supervisor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    objects = DiaryEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of a practice diary")
        verbose_name_plural = _("practice diaries")
        ordering = ("day", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1) & Q(minutes__lte=1440), name="diary_minutes_of_a_day"
            ),
            models.CheckConstraint(condition=DECIDED, name="diary_decided_with_time"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.day}"

    @property
    def is_confirmed(self) -> bool:
        return self.decision == Decision.ACCEPTED


class HandedIn(models.Model):
    """A file handed in for a step of the rule. What is handed in after it does not replace it."""

    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("enrolment"), on_delete=models.PROTECT, related_name="handed_in"
    )
    requirement = models.ForeignKey(
        Requirement,
        verbose_name=_("for"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="handed_in",
    )
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(_("file"), storage=private_storage, upload_to="handed-in/%Y/")
    name = models.CharField(_("name of the file"), max_length=150)
    words = models.TextField(_("a word about it"), max_length=1000, blank=True)
    handed_in_at = models.DateTimeField(_("handed in"), default=timezone.now)
    handed_in_by = models.ForeignKey(Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(_("status"), max_length=9, choices=Decision, default=Decision.WAITING)
    decided_by = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("file handed in")
        verbose_name_plural = _("files handed in")
        ordering = ("-handed_in_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "requirement"],
                condition=Q(decision="waiting"),
                name="one_file_waits_for_a_step",
            ),
            models.CheckConstraint(condition=DECIDED, name="handed_in_decided_with_time"),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.name}"


class TrainersWord(models.Model):
    """A trainer says that the person can do what the course is about. It can be taken back, with a note."""

    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("enrolment"), on_delete=models.PROTECT, related_name="trainers_words"
    )
    by = models.ForeignKey(Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("given"), default=timezone.now)
    note = models.CharField(_("note"), max_length=500, blank=True)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    taken_back_by = models.ForeignKey(
        Person, verbose_name=_("by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("trainer’s word")
        verbose_name_plural = _("trainers’ words")
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(taken_back_at=None), name="one_trainers_word"
            )
        ]

    def __str__(self) -> str:
        return str(self.enrolment)
