"""What was answered. Written by ``courses.quizzes.attempts`` and nothing else."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.bank import QuestionVersion
from courses.models.enrolment import Enrolment
from courses.models.quiz import Quiz


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def open(self) -> Self:
        return self.filter(submitted_at=None)

    def sent(self) -> Self:
        return self.filter(submitted_at__isnull=False)


class Attempt(models.Model):
    """One go of one person at a quiz. Its questions, their order and versions are frozen when it begins."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quiz = models.ForeignKey(Quiz, verbose_name=_("quiz"), on_delete=models.PROTECT, related_name="attempts")
    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("enrolment"), on_delete=models.PROTECT, related_name="quiz_attempts"
    )
    number = models.PositiveSmallIntegerField(_("attempt"))
    started_at = models.DateTimeField(_("begun"), default=timezone.now)
    due_at = models.DateTimeField(_("until"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)
    score = models.DecimalField(_("points"), max_digits=8, decimal_places=2, null=True, blank=True)
    max_score = models.DecimalField(_("of points"), max_digits=8, decimal_places=2, default=Decimal(0))
    is_passed = models.BooleanField(_("passed"), default=False)
    pass_share = models.DecimalField(
        _("share of points needed to pass"), max_digits=3, decimal_places=2, default=Decimal("0.70")
    )
    is_anonymous = models.BooleanField(
        _("anonymous"), default=False, help_text=_("As promised when it was begun.")
    )

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ("quiz", "enrolment", "number")
        constraints = [
            models.UniqueConstraint(fields=["quiz", "enrolment", "number"], name="attempt_number_once"),
            models.UniqueConstraint(
                fields=["quiz", "enrolment"], condition=Q(submitted_at=None), name="one_open_attempt"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="attempt_numbers_from_one"),
            models.CheckConstraint(
                condition=Q(submitted_at=None, score=None, is_passed=False) | Q(submitted_at__isnull=False),
                name="only_sent_attempts_are_graded",
            ),
            models.CheckConstraint(
                condition=Q(score=None) | (Q(score__gte=0) & Q(score__lte=F("max_score"))),
                name="attempt_score_within_points",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(submitted_at=None), name="attempt_open_until")]

    def __str__(self) -> str:
        return f"{self.quiz} {self.number}"

    @property
    def is_open(self) -> bool:
        return self.submitted_at is None

    @property
    def share(self) -> Decimal | None:
        """Of all points, 0 to 1; none before it is sent or where nothing is graded."""
        if self.score is None:
            return None
        return self.score / self.max_score if self.max_score else Decimal(0)


class AttemptItemQuerySet(models.QuerySet["AttemptItem"]):
    def waiting(self) -> Self:
        """Without an answer: never given, or taken back, which the database writes in two ways."""
        return self.filter(Q(response__isnull=True) | Q(response=None))


class AttemptItem(models.Model):
    """One question as this person met it, and what they answered."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="items")
    shown_order = models.JSONField(
        _("order of the answers"), default=list, blank=True, help_text=_("Ids of the words, as shown.")
    )
    response = models.JSONField(_("answer"), null=True, blank=True)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)
    checked_at = models.DateTimeField(
        _("checked"), null=True, blank=True, help_text=_("Where feedback follows each question.")
    )
    share = models.DecimalField(
        _("share of the points"), max_digits=6, decimal_places=5, null=True, blank=True
    )
    mark = models.DecimalField(_("points"), max_digits=5, decimal_places=2, default=Decimal(1))

    objects = AttemptItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer in an attempt")
        verbose_name_plural = _("answers in attempts")
        ordering = ("attempt", "position")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position"], name="attempt_position_once"),
            models.UniqueConstraint(fields=["attempt", "version"], name="question_once_an_attempt"),
            models.CheckConstraint(
                condition=Q(share=None) | (Q(share__gte=0) & Q(share__lte=1)), name="item_share_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.position}"

    @property
    def is_answered(self) -> bool:
        return self.response is not None


class AnonymousAnswer(models.Model):
    """An answer without a name, a time or an order: its key is random, and no attempt leads here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="anonymous_answers")
    version = models.ForeignKey(QuestionVersion, on_delete=models.PROTECT, related_name="anonymous_answers")
    response = models.JSONField(_("answer"))
    share = models.DecimalField(_("place on the scale"), max_digits=6, decimal_places=5)

    class Meta:
        verbose_name = _("anonymous answer")
        verbose_name_plural = _("anonymous answers")
        ordering = ("quiz", "id")

    def __str__(self) -> str:
        return f"{self.quiz}"
