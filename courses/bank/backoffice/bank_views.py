"""Banks of questions, and the page of one: what it holds, what is not translated, what is being read in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.widgets.button import HeaderButton

from courses.bank.cleaning import in_one_line
from courses.bank.mapping import PLACE
from courses.models import Bank, Question
from courses.models.bank import Kind, QuestionQuerySet
from lms.people.models import Organisation, Role
from lms.people.roles import has_role, organisations_of
from lms.web.own_records import OwnCreateView, OwnEditView, OwnInspectView, OwnListView

if TYPE_CHECKING:
    from django.db.models import Model

KEEPERS = (Role.COORDINATOR, Role.EDITOR, Role.MODERATOR)
HOUSE_KEEPERS = (Role.EDITOR, Role.MODERATOR)
SHOWN = 50


class BankForm(WagtailAdminModelForm):
    class Meta:
        model = Bank
        fields = ("title", "organisation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        own = organisations_of(self.for_user, *KEEPERS)
        field.queryset = Organisation.objects.filter(Q(pk__in=own) | Q(pk=self.instance.organisation_id))
        if has_role(self.for_user, *HOUSE_KEEPERS):
            field.empty_label = _("None: the house’s, for all who make quizzes")
        else:
            field.required, field.help_text = True, ""
            field.initial = own[0] if len(own) == 1 else None


class BankList(OwnListView):
    def get_base_queryset(self) -> QuerySet[Bank]:
        number = Count("questions", filter=Q(questions__retired_at=None))
        return super().get_base_queryset().select_related("organisation").annotate(number=number)

    def get_edit_url(self, instance: Model) -> None:
        """The name opens the bank, which has all its buttons."""


class AddBank(OwnCreateView):
    def get_success_url(self) -> str:
        return reverse("bank:inspect", args=[self.object.pk])


class EditBank(OwnEditView):
    def get_success_url(self) -> str:
        return reverse("bank:inspect", args=[self.object.pk])


class QuestionFilters(forms.Form):
    """What of a bank is listed. Read from the address."""

    words = forms.CharField(label=gettext_lazy("Words in the question"), required=False)
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("all")), *Kind.choices]
    )
    missing = forms.ChoiceField(
        label=gettext_lazy("Not written in"), required=False, choices=[("", "–"), *settings.LANGUAGES]
    )
    retired = forms.BooleanField(label=gettext_lazy("Out of use"), required=False)

    def __init__(self, *args: Any, bank: Bank, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = bank.questions.exclude(topic="").order_by("topic").values_list("topic", flat=True).distinct()
        self.fields["topic"].choices = [  # type: ignore[attr-defined]
            ("", _("all")),
            *((topic, topic) for topic in topics),
        ]

    @property
    def asked(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}

    def narrow(self, questions: QuestionQuerySet) -> QuestionQuerySet:
        asked = self.asked
        found = questions.filter(retired_at__isnull=not asked.get("retired"))
        if topic := asked.get("topic"):
            found = found.filter(topic=topic)
        current = Q(versions__is_current=True)
        if kind := asked.get("kind"):
            current &= Q(versions__kind=kind)
        if missing := asked.get("missing"):
            current &= Q(**{f"versions__words_{missing}": {}})
        if typed := asked.get("words"):
            stems = Q()
            for code, _name in settings.LANGUAGES:
                stems |= Q(**{f"versions__words_{code}__stem__icontains": typed})
            current &= stems
        return found.filter(current)


def first_words(words: dict[str, Any]) -> str:
    """The question on one line, its gaps as dots."""
    return PLACE.sub("…", in_one_line(words.get("stem", "")))


class QuestionLine:
    """One question in a list: what it asks, in which languages it is written, how many quizzes ask it."""

    def __init__(self, question: Question) -> None:
        self.question = question
        version = question.current
        self.kind = capfirst(version.get_kind_display()) if version else ""
        written = version.languages if version else []
        self.languages = [(code.upper(), name, code in written) for code, name in settings.LANGUAGES]
        words = version.words() if version else {}
        self.stem = first_words(words)[:160] or _("(a picture)")
        self.used = getattr(question, "used", 0)


class BankPage(OwnInspectView):
    template_name = "courses/bank/bank.html"
    page_title = gettext_lazy("Question bank")
    header_more_buttons: list[Any] = []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.may_change:
            return []
        return [HeaderButton(_("Edit"), url=reverse("bank:edit", args=[self.object.pk]), icon_name="edit")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        bank: Bank = self.object
        filters = QuestionFilters(self.request.GET or None, bank=bank)
        used = Count("parts", filter=Q(parts__quiz__retired_at=None))
        found = (
            filters.narrow(Question.objects.filter(bank=bank)) if filters.asked else bank.questions.in_use()
        )
        page = Paginator(found.with_current().annotate(used=used).order_by("topic", "pk"), SHOWN).get_page(
            self.request.GET.get("p")
        )
        asked = self.request.GET.copy()
        asked.pop("p", None)
        return super().get_context_data(
            bank=bank,
            filters=filters,
            is_narrowed=bool(filters.asked),
            page=page,
            lines=[QuestionLine(question) for question in page],
            address=asked.urlencode(),
            may_change=self.may_change,
            kinds=Kind.choices,
            imports=bank.imports.select_related("by") if self.may_change else (),
            **kwargs,
        )
