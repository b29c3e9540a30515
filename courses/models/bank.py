"""Questions, kept apart from the quizzes that ask them."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lms.people.models import Organisation, Person

if TYPE_CHECKING:
    from django.db.models import QuerySet


class Kind(models.TextChoices):
    """How a question is answered. What each kind holds and how it is graded: ``courses.quizzes.kinds``."""

    SINGLE = "single", _("one answer of several")
    MULTIPLE = "multiple", _("several answers")
    TRUE_FALSE = "true_false", _("true or false")
    MATCHING = "matching", _("matching")
    ORDERING = "ordering", _("putting in order")
    NUMBER = "number", _("a number")
    SHORT_TEXT = "short_text", _("a few words")
    GAP = "gap", _("filling gaps")


def private_storage() -> Storage:
    return storages["private"]


class Bank(models.Model):
    """Questions that belong together. Those of an organisation are its own; those of none are the house's."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=150)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="question_banks",
        help_text=_("Empty: everybody who makes quizzes may use it."),
    )

    class Meta:
        verbose_name = _("question bank")
        verbose_name_plural = _("question banks")
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_use(self) -> Self:
        return self.filter(retired_at=None)

    def with_current(self) -> Self:
        """Each with its newest version in ``current_versions``, in one query more."""
        newest = QuestionVersion.objects.filter(is_current=True)
        return self.prefetch_related(models.Prefetch("versions", queryset=newest, to_attr="current_versions"))


class Question(models.Model):
    """One question through all its versions. Written by ``courses.quizzes.questions``."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(
        Bank, verbose_name=_("question bank"), on_delete=models.PROTECT, related_name="questions"
    )
    topic = models.CharField(
        _("topic"), max_length=120, blank=True, help_text=_("A quiz may draw at random from a topic.")
    )
    retired_at = models.DateTimeField(_("out of use since"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("bank", "topic", "pk")
        indexes = [models.Index(fields=["bank", "topic"], name="question_of_a_topic")]

    def __str__(self) -> str:
        return f"{self.bank}: {self.topic or self.pk}"

    @property
    def current(self) -> QuestionVersion | None:
        """The newest version; without a query when read ``with_current``."""
        fetched: list[QuestionVersion] | None = getattr(self, "current_versions", None)
        if fetched is not None:
            return fetched[0] if fetched else None
        return self.versions.filter(is_current=True).first()


class QuestionVersion(models.Model):
    """What a question asks and what is right. Never changed: an attempt goes on with what it began with."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    words_pl = models.JSONField(_("in Polish"), default=dict, blank=True)
    words_uk = models.JSONField(_("in Ukrainian"), default=dict, blank=True)
    words_en = models.JSONField(_("in English"), default=dict, blank=True)
    key = models.JSONField(
        _("what is right"), default=dict, help_text=_("The same in every language, by the ids of the words.")
    )
    is_current = models.BooleanField(_("the newest"), default=True)
    made_by = models.ForeignKey(
        Person,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        ordering = ("question", "-number")
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="question_version_number"),
            models.UniqueConstraint(
                fields=["question"], condition=Q(is_current=True), name="one_current_version_a_question"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="question_version_from_one"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="question_of_a_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.question} ({self.number})"

    @property
    def languages(self) -> list[str]:
        """Those in which it is written."""
        return [code for code, _name in settings.LANGUAGES if self._written(code)]

    def words(self, language: str | None = None) -> dict[str, Any]:
        """What is read in a language; in another one where nobody has translated it."""
        wanted = (language or get_language() or settings.LANGUAGE_CODE)[:2]
        fallbacks = settings.MODELTRANSLATION_FALLBACK_LANGUAGES
        for code in (wanted, *fallbacks.get(wanted, fallbacks["default"]), *self.languages):
            if found := self._written(code):
                return found
        return {}

    def _written(self, language: str) -> dict[str, Any]:
        return getattr(self, f"words_{language}", None) or {}


class QuestionPicture(models.Model):
    """A picture in the words of questions: ``<img src="picture:UUID" alt="…">``, drawn by its uuid."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    bank = models.ForeignKey(
        Bank, verbose_name=_("question bank"), on_delete=models.PROTECT, related_name="pictures"
    )
    file = models.FileField(_("file"), storage=private_storage, upload_to="question-pictures/%Y/")
    name = models.CharField(_("name"), max_length=200, blank=True)
    media_type = models.CharField(_("media type"), max_length=40)
    width = models.PositiveIntegerField(_("width"), default=0)
    height = models.PositiveIntegerField(_("height"), default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    added_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture of a question")
        verbose_name_plural = _("pictures of questions")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "sha256"], condition=~Q(sha256=""), name="question_picture_once_a_bank"
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.uuid)


def current_versions(questions: QuerySet[Question]) -> QuerySet[QuestionVersion]:
    """The newest version of each of these questions."""
    return QuestionVersion.objects.filter(question__in=questions, is_current=True)
