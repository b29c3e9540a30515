"""One question: written, looked at, changed by a new version, taken out of use and brought back."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View

from courses.bank.backoffice.bank_views import first_words
from courses.bank.backoffice.question_form import QuestionForm
from courses.bank.backoffice.question_forms import FORMS
from courses.bank.mapping import Kept
from courses.bank.pictures import keep_picture
from courses.bank.showing import Answers
from courses.models import Bank, Question, QuestionPicture
from courses.models.bank import Kind
from courses.quizzes.errors import NotFit
from courses.quizzes.questions import bring_back_question, retire_question, revise_question, write_question
from lms.people.models import Person
from lms.people.permission_policies import visible
from lms.web.record_pages import RecordDeed, RecordForm, RecordPage

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest, HttpResponse

    from courses.models import QuestionVersion


class _QuestionForm(RecordForm, ABC):
    """The form of a kind. A button for more rows brings it back with what was typed."""

    index_url_name = "bank:index"
    inspect_url_name = "bank:inspect"
    header_icon = "help"
    template_name = "courses/bank/question_form.html"
    errors = (NotFit,)

    @property
    @abstractmethod
    def bank(self) -> Bank:
        """Where the question is, or will be."""

    def explain(self, error: Exception) -> str:
        faults = error.faults if isinstance(error, NotFit) else {}
        return " ".join(dict.fromkeys(fault for each in faults.values() for fault in each))

    def form_facts(self) -> dict[str, Any]:
        topics = self.bank.questions.exclude(topic="").order_by("topic")
        return {"topics": list(topics.values_list("topic", flat=True).distinct())}

    @cached_property
    def form(self) -> QuestionForm:
        posted = self.request.method == "POST"
        data, files = (self.request.POST, self.request.FILES) if posted else (None, None)
        return FORMS[self.kind](data, files, **self.form_facts())

    @property
    @abstractmethod
    def kind(self) -> str:
        """Which form it is."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "more_rows" in request.POST:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def picture(self, form: QuestionForm) -> str:
        """The uuid of the picture that the question shows, if any."""
        if form.cleaned_data.get("picture"):
            return str(keep_picture(self.bank, form.cleaned_data["picture"]).uuid)
        return "" if form.cleaned_data.get("drop_picture") else form.kept_picture

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        picture = self.form.kept_picture
        address = reverse("bank:picture", args=[picture]) if picture else ""
        label = Kind(self.kind).label
        return super().get_context_data(picture_address=address, kind_label=label, **kwargs)


class AddQuestion(_QuestionForm):
    model = Bank
    page_title = gettext_lazy("Add a question")
    submit_label = gettext_lazy("Add the question")

    @property
    def bank(self) -> Bank:
        found: Bank = self.object
        return found

    @property
    def kind(self) -> str:
        if self.kwargs["kind"] not in FORMS:
            raise Http404
        return str(self.kwargs["kind"])

    def form_facts(self) -> dict[str, Any]:
        return {**super().form_facts(), "topic": self.request.GET.get("topic", "")}

    def save(self, form: QuestionForm) -> str:
        self.question = write_question(
            self.bank,
            kind=self.kind,
            words=form.words_with(self.picture(form)),
            key=form.cleaned_data["key"],
            topic=form.cleaned_data["topic"],
            by=Person.of(self.user),
        )
        return _("The question is in the bank.")

    def get_success_url(self) -> str:
        return reverse("bank:question", args=[self.question.pk])


class _AboutQuestion:
    model: type[Model] = Question
    listed_model: type[Model] | None = Bank
    index_url_name = "bank:index"
    inspect_url_name = "bank:question"
    object: Any

    @property
    def bank(self) -> Bank:
        found: Bank = self.object.bank
        return found

    def get_trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("bank:inspect", args=[self.bank.pk]), "label": str(self.bank)}]

    def get_page_subtitle(self) -> str:
        version = self.object.current
        words = Truncator(first_words(version.words())).chars(80) if version else ""
        return words or str(self.object)


def _in_language(version: QuestionVersion, code: str) -> Answers | None:
    """Nothing where it is not written."""
    words = getattr(version, f"words_{code}")
    return Answers(Kept(version.kind, words, version.key)) if words else None


class QuestionPage(_AboutQuestion, RecordPage):
    """The question in every language, with what is right; its versions, and the quizzes that ask it."""

    action = "view"
    header_icon = "help"
    page_title = gettext_lazy("Question")
    template_name = "courses/bank/question.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question: Question = self.object
        version = question.current
        shown = [
            (code, name, _in_language(version, code) if version else None)
            for code, name in settings.LANGUAGES
        ]
        return super().get_context_data(
            question=question,
            version=version,
            shown=shown,
            versions=question.versions.select_related("made_by"),
            quizzes=[part.quiz for part in question.parts.select_related("quiz__course")],
            may_change=visible(Question, self.user, "change").filter(pk=question.pk).exists(),
            bank_url=reverse("bank:inspect", args=[question.bank_id]),
            **kwargs,
        )


class EditQuestion(_AboutQuestion, _QuestionForm):
    page_title = gettext_lazy("Change a question")

    @property
    def kind(self) -> str:
        version = self.object.current
        if version is None:
            raise Http404
        return str(version.kind)

    def form_facts(self) -> dict[str, Any]:
        return {**super().form_facts(), "version": self.object.current, "topic": self.object.topic}

    def save(self, form: QuestionForm) -> str:
        question: Question = self.object
        revise_question(
            question,
            kind=self.kind,
            words=form.words_with(self.picture(form)),
            key=form.cleaned_data["key"],
            by=Person.of(self.user),
        )
        if question.topic != form.cleaned_data["topic"]:
            question.topic = form.cleaned_data["topic"]
            question.save(update_fields=["topic"])
        return _("Saved. Whoever is answering it now goes on with what they began.")


class RetireQuestion(_AboutQuestion, RecordDeed):
    def do(self) -> str:
        retire_question(self.object)
        return _("The question is out of use. Answers to it stay.")


class BringBack(_AboutQuestion, RecordDeed):
    def do(self) -> str:
        bring_back_question(self.object)
        return _("The question is in use again.")


class ShowPicture(View):
    """A picture of a question, for those who may see its bank."""

    def get(self, request: HttpRequest, uuid: Any) -> FileResponse:
        banks = visible(Bank, request.user)
        picture = get_object_or_404(QuestionPicture, uuid=uuid, bank__in=banks)
        return FileResponse(picture.file.open("rb"), content_type=picture.media_type)
