"""A file of questions that is being looked through: nothing of it is in the bank yet."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.bank import Bank, private_storage
from lms.people.models import Person


class FileFormat(models.TextChoices):
    """The names are their own, in every language."""

    GIFT = "gift", "GIFT"
    MOODLE = "moodle", "Moodle XML"
    AIKEN = "aiken", "Aiken"
    QTI = "qti", "QTI 2.1"


class QuestionImport(models.Model):
    """Kept until somebody takes its file away, so that what could not be taken can be read again."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(
        Bank, verbose_name=_("question bank"), on_delete=models.CASCADE, related_name="imports"
    )
    file = models.FileField(_("file"), storage=private_storage, upload_to="question-imports/%Y/")
    name = models.CharField(_("name"), max_length=200)
    format = models.CharField(_("format"), max_length=8, choices=FileFormat)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    encoding = models.CharField(_("letters"), max_length=12, blank=True)
    by = models.ForeignKey(
        Person, verbose_name=_("brought by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(_("brought"), auto_now_add=True)

    class Meta:
        verbose_name = _("file of questions")
        verbose_name_plural = _("files of questions")
        ordering = ("-at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(format__in=FileFormat.values), name="question_import_of_a_known_format"
            )
        ]

    def __str__(self) -> str:
        return self.name
