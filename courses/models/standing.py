"""Where somebody stands with a competence today: worked out from duties and evidence, never typed."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models.framework import Competence
from courses.models.role_profile import RequiredCompetence
from lms.people.models import Person


class StandingQuerySet(models.QuerySet["Standing"]):
    def required(self) -> Self:
        """What a role asks for; the others are held beyond it."""
        return self.filter(level_required__gt=0)


class Standing(models.Model):
    """One person, one competence, today.

    ``held_until`` is the last day on which what was proved is valid; none where nothing was, or for good.
    ``due_on`` is the day by which it must be held, or held again; none where it is held for good.
    ``requirement`` is the rule that asks most urgently, where several roles ask for the same.
    """

    class State(models.TextChoices):
        HELD = "held", pgettext_lazy("competence", "held")
        LAPSING = "lapsing", pgettext_lazy("competence", "lapsing")
        GRACE = "grace", pgettext_lazy("competence", "lapsed, in grace")
        LAPSED = "lapsed", pgettext_lazy("competence", "lapsed")
        IN_PROGRESS = "in_progress", pgettext_lazy("competence", "in progress")
        MISSING = "missing", pgettext_lazy("competence", "missing")
        NOT_YET_DUE = "not_yet_due", pgettext_lazy("competence", "not yet due")

    VALID = (State.HELD, State.LAPSING)
    """It is held today, whatever comes."""
    OPEN = (State.GRACE, State.LAPSED, State.MISSING)
    """It should be held today and is not: somebody must act."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="standings"
    )
    competence = models.ForeignKey(
        Competence, verbose_name=_("competence"), on_delete=models.CASCADE, related_name="standings"
    )
    requirement = models.ForeignKey(
        RequiredCompetence,
        verbose_name=_("required competence"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    level_held = models.PositiveSmallIntegerField(_("level held"), default=0)
    level_required = models.PositiveSmallIntegerField(_("level required"), default=0)
    state = models.CharField(_("standing"), max_length=12, choices=State)
    held_until = models.DateField(_("held until"), null=True)
    due_on = models.DateField(_("due on"), null=True)
    is_under_way = models.BooleanField(_("on the way"), default=False)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        ordering = ("person", "competence")
        indexes = [models.Index(fields=["state", "due_on"], name="standing_by_deadline")]
        constraints = [
            models.UniqueConstraint(fields=["person", "competence"], name="one_standing"),
            models.CheckConstraint(
                condition=Q(level_required=0, requirement=None)
                | Q(level_required__gt=0, requirement__isnull=False),
                name="standing_names_its_rule",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=("held", "lapsing", "grace", "lapsed", "in_progress", "missing", "not_yet_due")
                ),
                name="standing_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.competence}, {self.get_state_display()}"
