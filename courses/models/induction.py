from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course


class InductionPlan(models.Model):
    """What somebody learns first in a role. Whoever takes the role up is given its steps."""

    profile = models.OneToOneField(
        "courses.RoleProfile",
        verbose_name=_("role"),
        on_delete=models.CASCADE,
        related_name="induction",
    )
    welcome = models.TextField(_("words of welcome"), max_length=1000, blank=True)
    is_active = models.BooleanField(
        _("given to newcomers"),
        default=True,
        help_text=_("Whoever takes up the role from now on finds the steps in their learning plan."),
    )

    class Meta:
        verbose_name = _("induction plan")
        verbose_name_plural = _("induction plans")
        ordering = ("profile",)

    def __str__(self) -> str:
        return str(self.profile)


class InductionStep(models.Model):
    """One thing to learn or do in the first weeks, with the day by which, counted from the first."""

    plan = models.ForeignKey(
        InductionPlan, verbose_name=_("induction plan"), on_delete=models.CASCADE, related_name="steps"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    course = models.ForeignKey(
        Course,
        verbose_name=_("course"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="induction_steps",
    )
    competence = models.ForeignKey(
        "courses.Competence",
        verbose_name=_("competence"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="induction_steps",
    )
    words = models.CharField(
        _("in words"), max_length=300, blank=True, help_text=_("For instance: a day with a colleague.")
    )
    days = models.PositiveSmallIntegerField(
        _("days after the start"), default=30, help_text=_("Within how many days of taking up the role.")
    )

    class Meta:
        verbose_name = _("step of an induction plan")
        verbose_name_plural = _("steps of an induction plan")
        ordering = ("plan", "position", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False) | Q(competence__isnull=False) | ~Q(words=""),
                name="induction_step_says_what",
                violation_error_message=_("Say what is to be learnt: a course, a competence or a few words."),
            ),
        ]

    def __str__(self) -> str:
        return self.words or str(self.course or self.competence)
