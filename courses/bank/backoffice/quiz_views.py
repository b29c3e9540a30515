"""Quizzes: their rules, and the page on which their parts are put together."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.widgets.button import HeaderButton

from courses.bank.backoffice.about_quiz import AboutQuiz
from courses.bank.backoffice.bank_views import QuestionLine
from courses.bank.composing import bring_back_quiz, retire_quiz
from courses.models import Question, Quiz, QuizPart
from lms.web.own_records import OwnCreateView, OwnEditView, OwnInspectView, OwnListView
from lms.web.record_pages import RecordDeed

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet


class QuizList(OwnListView):
    def get_base_queryset(self) -> QuerySet[Quiz]:
        return super().get_base_queryset().select_related("course")

    def get_edit_url(self, instance: Model) -> None:
        """The title opens the quiz, which has all its buttons."""


class AddQuiz(OwnCreateView):
    def get_success_url(self) -> str:
        return reverse("quiz:inspect", args=[self.object.pk])


class EditQuiz(OwnEditView):
    def get_success_url(self) -> str:
        return reverse("quiz:inspect", args=[self.object.pk])


class PartLine:
    """One part as its author reads it, with what may be wrong about it."""

    def __init__(self, part: QuizPart, pools: dict[tuple[int | None, str], int]) -> None:
        self.part = part
        self.warnings: list[str] = []
        self.available = 0
        self.question = QuestionLine(part.question) if part.question else None
        if part.question and part.question.retired_at:
            self.warnings.append(_("This question is out of use and is not asked."))
        if part.bank_id:
            self.available = pools.get((part.bank_id, part.topic), 0)
            if self.available < part.draws:
                self.warnings.append(_("Fewer questions are there than are drawn: all of them are asked."))

    @property
    def points(self) -> Decimal:
        return self.part.mark * (min(self.part.draws, self.available) if self.part.bank_id else 1)


class QuizPage(OwnInspectView):
    """Others hang what they know of a quiz below its parts: the hook ``sections_about_quiz``."""

    template_name = "courses/bank/quiz.html"
    page_title = gettext_lazy("Quiz")
    header_more_buttons: list[Any] = []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.may_change:
            return []
        return [HeaderButton(_("Edit"), url=reverse("quiz:edit", args=[self.object.pk]), icon_name="edit")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quiz: Quiz = self.object
        lines = self._lines(quiz)
        sections = [section(quiz, self.request.user) for section in hooks.get_hooks("sections_about_quiz")]
        return super().get_context_data(
            quiz=quiz,
            lines=lines,
            points=sum((line.points for line in lines), Decimal(0)),
            missing=self._missing(lines),
            may_change=self.may_change,
            sections=sections,
            **kwargs,
        )

    def _lines(self, quiz: Quiz) -> list[PartLine]:
        parts = list(quiz.parts.select_related("bank").order_by("position", "pk"))
        named = [part.question_id for part in parts if part.question_id]
        questions = {each.pk: each for each in Question.objects.filter(pk__in=named).with_current()}
        for part in parts:
            if part.question_id:
                part.question = questions[part.question_id]
        banks = {part.bank_id for part in parts if part.bank_id}
        counted = Question.objects.in_use().filter(bank__in=banks, versions__is_current=True)
        pools: dict[tuple[int | None, str], int] = {}
        for bank, topic, number in counted.values_list("bank", "topic").annotate(n=Count("pk")).order_by():
            pools[bank, ""] = pools.get((bank, ""), 0) + number
            if topic:
                pools[bank, topic] = number
        return [PartLine(part, pools) for part in parts]

    def _missing(self, lines: list[PartLine]) -> list[str]:
        """Languages in which not all single questions are written."""
        told = []
        for code, name in settings.LANGUAGES:
            number = sum(
                (code.upper(), name, False) in line.question.languages for line in lines if line.question
            )
            if number:
                words = ngettext(
                    "%(number)s question is not written in this language: %(language)s.",
                    "%(number)s questions are not written in this language: %(language)s.",
                    number,
                )
                told.append(words % {"number": number, "language": name})
        return told


class RetireQuiz(AboutQuiz, RecordDeed):
    def do(self) -> str:
        retire_quiz(self.object)
        return _("The quiz is out of use. What was answered stays.")


class BringBackQuiz(AboutQuiz, RecordDeed):
    def do(self) -> str:
        bring_back_quiz(self.object)
        return _("The quiz is in use again.")
