"""The parts of a quiz: questions ticked one by one or drawn at random, changed, moved and taken out."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages

from courses.bank.backoffice.about_quiz import AboutQuiz
from courses.bank.backoffice.bank_views import QuestionLine
from courses.bank.backoffice.quiz_forms import BankChoice, PartForm, PoolForm
from courses.bank.composing import add_pool, add_questions, move_part, remove_part
from courses.models import Question, Quiz, QuizPart
from lms.people.permission_policies import visible
from lms.web.record_pages import RecordDeed, RecordForm, RecordPage

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponse

MOST_LISTED = 300


class AddQuestions(AboutQuiz, RecordPage):
    """Tick the questions of a bank that the quiz asks."""

    page_title = gettext_lazy("Add questions")
    template_name = "courses/bank/add_questions.html"

    @cached_property
    def choice(self) -> BankChoice:
        banks = self.banks()
        only = banks[:2]
        data = self.request.GET.dict()
        if "bank" not in data and len(only) == 1:
            data["bank"] = str(only[0].pk)
        return BankChoice(data or None, banks=banks)

    def questions(self) -> QuerySet[Question]:
        if not self.choice.is_bound or not self.choice.is_valid():
            return Question.objects.none()
        found = self.choice.cleaned_data["bank"].questions.in_use().with_current()
        topic = self.choice.cleaned_data["topic"]
        asked = self.object.parts.exclude(question=None).values("question")
        narrowed: QuerySet[Question] = (found.filter(topic=topic) if topic else found).exclude(pk__in=asked)
        return narrowed.filter(versions__is_current=True)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ticked = [pk for pk in request.POST.getlist("question") if pk.isdecimal()]
        questions = Question.objects.in_use().filter(pk__in=ticked, bank__in=self.banks()).order_by("pk")
        added = add_questions(self.object, questions, mark=Decimal(1))
        if not added:
            messages.warning(request, _("Tick at least one question."))
            return HttpResponseRedirect(request.get_full_path())
        told = ngettext("%(number)s question was added.", "%(number)s questions were added.", added)
        messages.success(request, told % {"number": added})
        return HttpResponseRedirect(self.record_url)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = [QuestionLine(question) for question in self.questions()[:MOST_LISTED]]
        return super().get_context_data(choice=self.choice, lines=lines, **kwargs)


class AddPool(AboutQuiz, RecordForm):
    page_title = gettext_lazy("Draw questions at random")
    submit_label = gettext_lazy("Add")
    form_class = PoolForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "banks": self.banks()}

    def save(self, form: PoolForm) -> str:
        words = form.cleaned_data
        bank, topic = words["source"]
        add_pool(self.object, bank=bank, topic=topic, draws=words["draws"], mark=words["mark"])
        return _("Each attempt draws its own questions from there.")


class _AboutPart(AboutQuiz):
    model: type[Model] = QuizPart

    def get_records(self) -> QuerySet[QuizPart]:
        return QuizPart.objects.filter(quiz__in=visible(Quiz, self.user, "change")).select_related("quiz")

    def page_of(self, record: QuizPart) -> int:
        return record.quiz_id


class ChangePart(_AboutPart, RecordForm):
    page_title = gettext_lazy("Change a part")
    form_class = PartForm

    def get_page_subtitle(self) -> str:
        return str(self.object.quiz)

    def get_trail(self) -> list[dict[str, Any]]:
        return [{"url": self.record_url, "label": str(self.object.quiz)}]

    def get_form_kwargs(self) -> dict[str, Any]:
        initial = {"draws": self.object.draws, "mark": self.object.mark}
        return {**super().get_form_kwargs(), "is_pool": bool(self.object.bank_id), "initial": initial}

    def save(self, form: PartForm) -> str:
        part: QuizPart = self.object
        part.mark = form.cleaned_data["mark"]
        part.draws = form.cleaned_data.get("draws", part.draws)
        part.save(update_fields=["mark", "draws"])
        return _("Saved. It holds for attempts that begin from now on.")


class MoveUp(_AboutPart, RecordDeed):
    def do(self) -> str:
        move_part(self.object, up=True)
        return _("Moved.")


class MoveDown(_AboutPart, RecordDeed):
    def do(self) -> str:
        move_part(self.object, up=False)
        return _("Moved.")


class RemovePart(_AboutPart, RecordDeed):
    def do(self) -> str:
        self.url = self.record_url
        remove_part(self.object)
        return _("It is no longer asked here. The question stays in its bank.")

    def get_success_url(self) -> str:
        return self.url
