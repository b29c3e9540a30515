"""The forms of a quiz: its rules, and what is asked."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.models import WagtailAdminModelForm

from courses.models import Bank, Course, Quiz
from courses.share_field import ShareField
from courses.signals import needs_changed
from lms.people.permission_policies import visible

if TYPE_CHECKING:
    from django.db.models import QuerySet

MOST_MARK = Decimal(100)


class QuizForm(WagtailAdminModelForm):
    pass_share = ShareField(label=capfirst(Quiz._meta.get_field("pass_share").verbose_name))

    class Meta:
        model = Quiz
        fields = ("course",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        courses = visible(Course, self.for_user, "change")
        if self.instance.pk:
            courses = courses | Course.objects.filter(pk=self.instance.course_id)
        self.fields["course"].queryset = courses

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("is_anonymous") and cleaned.get("purpose") == Quiz.Purpose.QUIZ:
            self.add_error("is_anonymous", _("Only a questionnaire can be anonymous."))
        return cleaned

    def save(self, commit: bool = True) -> Quiz:
        quiz: Quiz = super().save(commit)
        if {"is_required", "purpose", "pass_share"} & set(self.changed_data):
            needs_changed.send(sender=Course, course_id=quiz.course_id)
        return quiz


def mark_field() -> forms.DecimalField:
    return forms.DecimalField(
        label=gettext_lazy("Points for one question"),
        max_digits=5,
        decimal_places=2,
        min_value=Decimal("0.01"),
        max_value=MOST_MARK,
        initial=1,
    )


class BankChoice(forms.Form):
    """Which bank the questions come from. Read from the address."""

    bank = forms.ModelChoiceField(label=gettext_lazy("Question bank"), queryset=Bank.objects.none())
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)

    def __init__(self, *args: Any, banks: QuerySet[Bank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].queryset = banks  # type: ignore[attr-defined]
        chosen = str(self.data.get("bank", ""))
        bank = banks.filter(pk=chosen).first() if chosen.isdecimal() else None
        topics = bank.questions.in_use().exclude(topic="").order_by("topic") if bank else None
        listed = list(topics.values_list("topic", flat=True).distinct()) if topics is not None else []
        self.fields["topic"].choices = [  # type: ignore[attr-defined]
            ("", _("all")),
            *((topic, topic) for topic in listed),
        ]


class PoolForm(forms.Form):
    """How many are drawn from where."""

    source = forms.ChoiceField(label=gettext_lazy("From"))
    draws = forms.IntegerField(
        label=gettext_lazy("How many are drawn"), min_value=1, max_value=200, initial=5
    )
    mark = mark_field()

    def __init__(self, *args: Any, banks: QuerySet[Bank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources: dict[str, tuple[Bank, str]] = {}
        choices = []
        for bank in banks:
            listed = []
            topics = [
                "",
                *bank.questions.in_use()
                .exclude(topic="")
                .order_by("topic")
                .values_list("topic", flat=True)
                .distinct(),
            ]
            for place, topic in enumerate(topics):
                self.sources[f"{bank.pk}-{place}"] = (bank, topic)
                listed.append((f"{bank.pk}-{place}", topic or _("the whole bank")))
            choices.append((str(bank), listed))
        self.fields["source"].choices = choices  # type: ignore[attr-defined]

    def clean_source(self) -> tuple[Bank, str]:
        return self.sources[self.cleaned_data["source"]]


class PartForm(forms.Form):
    """Change what one part counts, and how many a pool draws."""

    draws = forms.IntegerField(label=gettext_lazy("How many are drawn"), min_value=1, max_value=200)
    mark = mark_field()

    def __init__(self, *args: Any, is_pool: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_pool:
            del self.fields["draws"]
