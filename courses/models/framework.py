"""What can be held: competences in their frameworks, each at levels, and which courses give them."""

from __future__ import annotations

import uuid
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course

HIGHEST_LEVEL = 9
ESCO = r"^https?://data\.europa\.eu/esco/(skill|occupation|isced-f)/[0-9A-Za-z.-]+$"

is_esco_address = RegexValidator(
    ESCO, _("An address in ESCO looks like http://data.europa.eu/esco/skill/… – please copy all of it.")
)
level_limits = (MinValueValidator(1), MaxValueValidator(HIGHEST_LEVEL))


class Framework(models.Model):
    """A list of competences somebody keeps: the house, a ministry, the European Union."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(_("code"), max_length=60, unique=True, help_text=_("Short: MOPS-2026."))
    title = models.CharField(_("title"), max_length=200)
    source = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("Where it comes from: a law, an address, a file and its day."),
    )

    class Meta:
        verbose_name = _("competence framework")
        verbose_name_plural = _("competence frameworks")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.title or self.code


class Level(models.Model):
    """A step of a framework's scale, from 1 up. A framework without levels knows only held or not held."""

    framework = models.ForeignKey(
        Framework, verbose_name=_("framework"), on_delete=models.CASCADE, related_name="levels"
    )
    number = models.PositiveSmallIntegerField(_("level"), validators=level_limits)
    title = models.CharField(_("title"), max_length=100)

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ("framework", "number")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="level_once_a_framework",
                violation_error_message=_("The framework has this level already."),
            ),
            models.CheckConstraint(condition=Q(number__range=(1, HIGHEST_LEVEL)), name="level_from_one_up"),
        ]

    def __str__(self) -> str:
        return f"{self.number} – {self.title}"


class CompetenceQuerySet(models.QuerySet["Competence"]):
    def in_use(self) -> Self:
        """Those that can be asked for and given today."""
        return self.filter(retired_on=None)


class Competence(models.Model):
    """What a role must hold, or what a course gives. Its parent only groups it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    framework = models.ForeignKey(
        Framework, verbose_name=_("framework"), on_delete=models.PROTECT, related_name="competences"
    )
    code = models.CharField(
        _("code"), max_length=60, help_text=_("Unique in its framework, in any spelling: W-03.")
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("what it means"), blank=True)
    esco_uri = models.URLField(_("address in ESCO"), max_length=200, blank=True, validators=[is_esco_address])
    position = models.PositiveIntegerField(_("position"), default=0)
    retired_on = models.DateField(
        _("out of use since"), null=True, blank=True, help_text=_("What people hold of it stays on record.")
    )

    objects = CompetenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("competence")
        verbose_name_plural = _("competences")
        ordering = ("framework", "position", "code")
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"],
                name="competence_once_a_framework",
                violation_error_message=_("The framework has a competence of this code already."),
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")),
                name="competence_not_part_of_itself",
                violation_error_message=_("A competence cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.code


class CourseGives(models.Model):
    """Whoever completes the course holds the competence, at a level, for some months or for good."""

    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.CASCADE, related_name="competences_given"
    )
    competence = models.ForeignKey(
        Competence, verbose_name=_("competence"), on_delete=models.PROTECT, related_name="given_by"
    )
    level = models.PositiveSmallIntegerField(_("level"), default=1, validators=level_limits)
    valid_months = models.PositiveSmallIntegerField(
        _("months for which it holds"),
        null=True,
        blank=True,
        help_text=_("Empty: as long as the certificate, or for good."),
    )

    class Meta:
        verbose_name = _("competence given by a course")
        verbose_name_plural = _("competences given by courses")
        ordering = ("course", "competence")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "competence"],
                name="competence_given_once_a_course",
                violation_error_message=_("The course gives this competence already."),
            ),
            models.CheckConstraint(
                condition=Q(level__range=(1, HIGHEST_LEVEL)), name="given_level_from_one_up"
            ),
            models.CheckConstraint(
                condition=Q(valid_months=None) | Q(valid_months__gte=1), name="given_for_a_month_or_more"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course.code} → {self.competence}"
