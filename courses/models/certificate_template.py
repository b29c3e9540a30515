from __future__ import annotations

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from lms.people.models import Person


class CertificateTemplateQuerySet(models.QuerySet["CertificateTemplate"]):
    def current(self) -> Self:
        """Those by which papers are made today; the others only tell by what older ones were made."""
        return self.filter(is_current=True)


class CertificateTemplate(models.Model):
    """The words of a paper, for one course or for all of them, in one language or in two.

    A template by which a paper was made never changes: a change is a new version of it.
    """

    class Languages(models.TextChoices):
        PL = "pl", _("Polish")
        UK = "uk", _("Ukrainian")
        EN = "en", _("English")
        PL_UK = "pl_uk", _("Polish and Ukrainian")
        PL_EN = "pl_en", _("Polish and English")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    course = models.ForeignKey(
        Course,
        verbose_name=_("course"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificate_templates",
        help_text=_("Empty: for every course that has no template of its own."),
    )
    languages = models.CharField(
        _("languages of the paper"), max_length=5, choices=Languages, default=Languages.PL_UK
    )
    title = models.CharField(
        _("name of the paper"),
        max_length=60,
        blank=True,
        help_text=_("The large word at the top, such as: Certificate."),
    )
    states = models.CharField(
        _("sentence above the holder's name"),
        max_length=200,
        blank=True,
        help_text=_("Empty: This certifies that the course below was completed by"),
    )
    body = models.TextField(
        _("text below the course"),
        max_length=600,
        blank=True,
        help_text=_(
            "For example the legal basis. You may write {name}, {course}, {hours}, {days}, {organiser}, "
            "{number}, {expires}: each is filled in on every paper."
        ),
    )
    signatory = models.CharField(
        _("who signs"),
        max_length=120,
        blank=True,
        help_text=_("The name printed under the line for a signature. Empty: no line."),
    )
    signatory_role = models.CharField(
        _("in what capacity"), max_length=120, blank=True, help_text=_("Such as: Director of the Centre.")
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    is_current = models.BooleanField(_("in use"), default=True)
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    made_by = models.ForeignKey(
        Person, verbose_name=_("made by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = CertificateTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate template")
        verbose_name_plural = _("certificate templates")
        ordering = ("course__code", "languages", "-version")
        constraints = [
            models.UniqueConstraint(
                fields=["course", "languages"],
                condition=Q(is_current=True, course__isnull=False),
                name="one_current_template_a_course_and_language",
                violation_error_message=_("This course already has a template in these languages."),
            ),
            models.UniqueConstraint(
                fields=["languages"],
                condition=Q(is_current=True, course__isnull=True),
                name="one_current_template_of_the_house_a_language",
                violation_error_message=_("There already is a template for all courses in these languages."),
            ),
        ]

    def __str__(self) -> str:
        course = self.course.code if self.course else _("All courses")
        return f"{course}: {self.get_languages_display()}"

    @property
    def codes(self) -> list[str]:
        """The languages of the paper, the first one larger: ``["pl", "uk"]``."""
        return self.languages.split("_")
