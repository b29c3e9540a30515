from __future__ import annotations

import uuid
from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from courses.models.package import Package
from courses.models.quiz import Quiz


class Requirement(models.Model):
    """One step of the rule by which a course is completed.

    A course with none is completed as it always was: by the share of the hours held, or, where people learn
    on their own, by all that is needed of it. ``courses.completion.rule`` says so.
    """

    class Kind(models.TextChoices):
        LESSONS = "lessons", _("every lesson that is needed")
        QUIZ = "quiz", _("a quiz")
        PACKAGE = "package", _("a learning package")
        HELD_SHARE = "held_share", _("a share of the hours held")
        PLANNED_SHARE = "planned_share", _("a share of the hours the course plans")
        PRACTICE_HOURS = "practice_hours", _("practice")
        TRAINERS_WORD = "trainers_word", _("the trainer’s word")
        FILE = "file", _("a file handed in")

    ONCE = (Kind.LESSONS, Kind.HELD_SHARE, Kind.PLANNED_SHARE, Kind.PRACTICE_HOURS, Kind.TRAINERS_WORD)
    """What a rule holds at most once: a second step of the kind would say the same, or contradict."""
    OF_SHARES = (Kind.HELD_SHARE, Kind.PLANNED_SHARE)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.CASCADE, related_name="requirements"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("what is needed"), max_length=14, choices=Kind)
    quiz = models.ForeignKey(
        Quiz,
        verbose_name=_("quiz"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requirements",
    )
    package = models.ForeignKey(
        Package,
        verbose_name=_("learning package"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requirements",
    )
    share = models.DecimalField(
        _("share"),
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01")), MaxValueValidator(Decimal(1))],
        help_text=_("0.80 means eighty of a hundred."),
    )
    minutes = models.PositiveIntegerField(_("minutes"), null=True, blank=True)
    words = models.CharField(
        _("in words"),
        max_length=300,
        blank=True,
        help_text=_("For whoever learns: what to hand in, or what the trainer looks at."),
    )

    class Meta:
        verbose_name = _("step to completion")
        verbose_name_plural = _("steps to completion")
        ordering = ("course", "position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "kind"],
                condition=Q(
                    kind__in=("lessons", "held_share", "planned_share", "practice_hours", "trainers_word")
                ),
                name="requirement_once_a_course",
                violation_error_message=_("The rule of this course has such a step already."),
            ),
            models.UniqueConstraint(
                fields=["course", "quiz"],
                condition=Q(kind="quiz"),
                name="requirement_quiz_once",
                violation_error_message=_("The rule of this course has that quiz already."),
            ),
            models.UniqueConstraint(
                fields=["course", "package"],
                condition=Q(kind="package"),
                name="requirement_package_once",
                violation_error_message=_("The rule of this course has that package already."),
            ),
            models.CheckConstraint(
                condition=Q(share=None) | (Q(share__gt=0) & Q(share__lte=1)),
                name="requirement_share_is_a_share",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("held_share", "planned_share")) | Q(share__isnull=False),
                name="requirement_of_hours_has_a_share",
                violation_error_message=_("Say which share of the hours is needed."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="practice_hours") | Q(minutes__gt=0),
                name="requirement_of_practice_has_minutes",
                violation_error_message=_("Say how many hours of practice are needed."),
            ),
            models.CheckConstraint(
                condition=Q(kind="quiz", quiz__isnull=False) | (~Q(kind="quiz") & Q(quiz=None)),
                name="requirement_names_its_quiz",
                violation_error_message=_("Choose the quiz."),
            ),
            models.CheckConstraint(
                condition=Q(kind="package", package__isnull=False) | (~Q(kind="package") & Q(package=None)),
                name="requirement_names_its_package",
                violation_error_message=_("Choose the learning package."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Conclusion(models.Model):
    """The rule as it stood when somebody first met it, so that a later rule takes nothing from them.

    ``steps`` holds dicts of what each step asked and whether it was met: see ``courses.completion.rule``.
    """

    enrolment = models.OneToOneField(
        "courses.Enrolment",
        verbose_name=_("enrolment"),
        on_delete=models.CASCADE,
        related_name="conclusion",
    )
    completion = models.CharField(_("needed"), max_length=3, choices=Course.Completion)
    steps = models.JSONField(_("steps"))
    concluded_at = models.DateTimeField(_("met"), auto_now_add=True)

    class Meta:
        verbose_name = _("conclusion")
        verbose_name_plural = _("conclusions")
        ordering = ("-concluded_at", "-pk")

    def __str__(self) -> str:
        return str(self.enrolment)
