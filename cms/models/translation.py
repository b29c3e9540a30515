"""What the translation board remembers: of which original a text is the translation, and who does what."""

from __future__ import annotations

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TextState(models.Model):
    """The original as it was when a text of a record was last written in a language."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    field = models.CharField(_("field"), max_length=60)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    original = models.CharField(max_length=32, help_text=_("BLAKE2 of the text it was translated from."))
    written = models.CharField(max_length=32, help_text=_("BLAKE2 of the translation."))
    behind_since = models.DateTimeField(_("the original changed"), null=True, blank=True)

    class Meta:
        verbose_name = _("state of a text")
        verbose_name_plural = _("states of texts")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "language"], name="text_state_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type_id}/{self.object_id} {self.field} {self.language}"


class TranslationTask(models.Model):
    """Somebody has taken it on to bring something into a language."""

    subject = models.CharField(
        _("what"), max_length=80, help_text=_("The key of a page's family, or the label and id of a record.")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken on by"),
        on_delete=models.CASCADE,
        related_name="translation_tasks",
    )
    taken_at = models.DateTimeField(_("taken on"), default=timezone.now)

    class Meta:
        verbose_name = _("translation task")
        verbose_name_plural = _("translation tasks")
        ordering = ("taken_at",)
        constraints = [models.UniqueConstraint(fields=["subject", "language"], name="translation_task_once")]

    def __str__(self) -> str:
        return f"{self.subject} ({self.language})"
