"""What is asked in a course, by which rules, and who was allowed more."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.bank import Bank, Question
from courses.models.course import Course
from courses.models.enrolment import Enrolment
from lms.people.models import Person


class QuizQuerySet(models.QuerySet["Quiz"]):
    def in_use(self) -> Self:
        return self.filter(retired_at=None)


class Quiz(models.Model):
    """Questions asked together: a quiz with a mark, or a questionnaire before or after a course.

    The same questions in a questionnaire before and in one after show what changed.
    """

    class Purpose(models.TextChoices):
        QUIZ = "quiz", _("quiz")
        BEFORE = "before", _("questionnaire before the course")
        AFTER = "after", _("questionnaire after the course")

    class FeedbackWhen(models.TextChoices):
        EACH = "each", _("after each question")
        END = "end", _("when the answers are sent")
        PASSED = "passed", _("when it is passed")
        NEVER = "never", _("never, only the result")

    class Layout(models.TextChoices):
        ONE = "one", _("one question on a page")
        ALL = "all", _("all questions on one page")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.PROTECT, related_name="quizzes"
    )
    title = models.CharField(_("title"), max_length=150)
    intro = models.TextField(_("what to know before"), max_length=1000, blank=True)
    purpose = models.CharField(_("what for"), max_length=8, choices=Purpose, default=Purpose.QUIZ)
    pass_share = models.DecimalField(
        _("share of points needed to pass"),
        max_digits=3,
        decimal_places=2,
        default=Decimal("0.70"),
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("0.70 means seventy points of a hundred."),
    )
    max_attempts = models.PositiveSmallIntegerField(
        _("attempts"), null=True, blank=True, help_text=_("Empty: as many as one likes.")
    )
    minutes = models.PositiveSmallIntegerField(
        _("time limit in minutes"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    grace_seconds = models.PositiveSmallIntegerField(
        _("seconds forgiven after the limit"),
        default=120,
        help_text=_("For a slow connection. What was typed in time always counts."),
    )
    is_shuffled = models.BooleanField(_("questions and answers in random order"), default=True)
    layout = models.CharField(_("on the screen"), max_length=3, choices=Layout, default=Layout.ONE)
    feedback_when = models.CharField(
        _("feedback"), max_length=6, choices=FeedbackWhen, default=FeedbackWhen.END
    )
    is_anonymous = models.BooleanField(
        _("anonymous"),
        default=False,
        help_text=_("Questionnaires only: answers are kept without a name, and nobody can put one to them."),
    )
    is_required = models.BooleanField(_("needed to complete the course"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    retired_at = models.DateTimeField(_("out of use since"), null=True, blank=True)

    objects = QuizQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        ordering = ("course", "position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(pass_share__gte=0) & Q(pass_share__lte=1), name="quiz_share_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(max_attempts=None) | Q(max_attempts__gte=1), name="quiz_has_an_attempt"
            ),
            models.CheckConstraint(condition=Q(minutes=None) | Q(minutes__gte=1), name="quiz_has_a_minute"),
            models.CheckConstraint(
                condition=Q(is_anonymous=False) | ~Q(purpose="quiz"),
                name="only_questionnaires_are_anonymous",
                violation_error_message=_("Only a questionnaire can be anonymous."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_questionnaire(self) -> bool:
        """Without right and wrong, passed by answering."""
        return self.purpose != self.Purpose.QUIZ


class QuizPart(models.Model):
    """One question of a quiz, or some drawn at random from a bank or from one topic of it."""

    quiz = models.ForeignKey(Quiz, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    question = models.ForeignKey(
        Question,
        verbose_name=_("question"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    bank = models.ForeignKey(
        Bank,
        verbose_name=_("question bank"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    topic = models.CharField(
        _("topic"), max_length=120, blank=True, help_text=_("Empty: from the whole bank.")
    )
    draws = models.PositiveSmallIntegerField(_("how many are drawn"), default=1)
    mark = models.DecimalField(
        _("points"),
        max_digits=5,
        decimal_places=2,
        default=Decimal(1),
        help_text=_("For one question."),
    )

    class Meta:
        verbose_name = _("part of a quiz")
        verbose_name_plural = _("parts of quizzes")
        ordering = ("quiz", "position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=False, bank=None) | Q(question=None, bank__isnull=False),
                name="quiz_part_question_or_bank",
                violation_error_message=_("Choose a question, or a bank to draw from."),
            ),
            models.CheckConstraint(condition=Q(draws__gte=1), name="quiz_part_draws_one"),
            models.CheckConstraint(condition=Q(mark__gt=0), name="quiz_part_has_points"),
            models.UniqueConstraint(
                fields=["quiz", "question"],
                condition=Q(question__isnull=False),
                name="question_once_a_quiz",
                violation_error_message=_("This question is already in the quiz."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quiz}: {self.position}"


class Allowance(models.Model):
    """More time or another attempt for one person, and why."""

    quiz = models.ForeignKey(
        Quiz, verbose_name=_("quiz"), on_delete=models.PROTECT, related_name="allowances"
    )
    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("enrolment"), on_delete=models.PROTECT, related_name="quiz_allowances"
    )
    extra_minutes = models.PositiveSmallIntegerField(_("minutes more"), default=0)
    extra_attempts = models.PositiveSmallIntegerField(_("attempts more"), default=0)
    by = models.ForeignKey(
        Person, verbose_name=_("allowed by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(_("why"), max_length=300)
    given_at = models.DateTimeField(_("given"), auto_now=True)

    class Meta:
        verbose_name = _("allowance in a quiz")
        verbose_name_plural = _("allowances in quizzes")
        ordering = ("-given_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "enrolment"],
                name="one_allowance_a_quiz",
                violation_error_message=_("This person already has an allowance here: change that one."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.quiz}: {self.enrolment.person}"
