"""A step of a course that is read at home, and how far somebody has come with it."""

from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from courses.models.enrolment import Enrolment


class LessonQuerySet(models.QuerySet["Lesson"]):
    def standing(self) -> Self:
        """Those that people can read: not retired, and told in at least one language."""
        from courses.models.lesson_page import LessonPage  # noqa: PLC0415 - pages tell of lessons

        told = LessonPage.objects.filter(lesson=OuterRef("pk"), live=True)
        return self.filter(Exists(told), retired_at=None)

    def required(self) -> Self:
        """Those without which a course is not completed."""
        return self.standing().filter(is_required=True)


class Lesson(models.Model):  # type: ignore[django-manager-missing] # pages have Wagtail's manager
    """One step of a course studied on line, the same in every language. Its pages tell it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.PROTECT, related_name="lessons"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    minutes = models.PositiveSmallIntegerField(_("minutes it takes"), default=0)
    are_minutes_counted = models.BooleanField(
        _("minutes are counted from the text"),
        default=True,
        help_text=_("As long as no editor has given them."),
    )
    is_required = models.BooleanField(_("needed to complete the course"), default=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)

    objects = LessonQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
        ordering = ("course", "position", "pk")

    def __str__(self) -> str:
        return f"{self.course.code} {self.position}"

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


class LessonProgress(models.Model):
    """How far somebody has come with a lesson, in whatever language they read it."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="lessons_read")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="progress")
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    read_at = models.DateTimeField(_("last read"), default=timezone.now)
    read_to = models.CharField(
        _("read as far as"),
        max_length=40,
        blank=True,
        help_text=_("The identifier of a piece of the page, the same in every language."),
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:
        verbose_name = _("progress in a lesson")
        verbose_name_plural = _("progress in lessons")
        ordering = ("-read_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "lesson"], name="one_progress_a_lesson"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("opened_at")),
                name="lesson_is_opened_before_it_is_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.enrolment_id}/{self.lesson_id}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None


class CheckAnswer(models.Model):
    """What somebody last answered to a question within a lesson. It counts for nothing."""

    progress = models.ForeignKey(LessonProgress, on_delete=models.CASCADE, related_name="answers")
    block = models.CharField(_("question"), max_length=40)
    chosen = models.JSONField(_("chosen"), default=list, help_text=_("Identifiers of the answers chosen."))
    is_right = models.BooleanField(_("right"))
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)

    class Meta:
        verbose_name = _("answer within a lesson")
        verbose_name_plural = _("answers within lessons")
        ordering = ("progress", "pk")
        constraints = [models.UniqueConstraint(fields=["progress", "block"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return f"{self.progress}: {self.block}"
