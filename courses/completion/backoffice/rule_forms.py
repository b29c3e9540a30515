"""A step of a rule, as an editor thinks of it: in per cent and in hours."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from courses.completion.rule import HOURS, Kind
from courses.models import Course, Package, Quiz, Requirement
from courses.share_field import ShareField

MEANINGS = {
    Kind.LESSONS: _("Every lesson that is marked as needed must be read to its end."),
    Kind.QUIZ: _("A quiz must be passed, or a questionnaire filled in."),
    Kind.PACKAGE: _("A SCORM, cmi5 or H5P package must be finished."),
    Kind.HELD_SHARE: _(
        "Of the hours that the run really held. A meeting that was called off counts for nobody."
    ),
    Kind.PLANNED_SHARE: _("Of the hours the course plans, whether they were held or not."),
    Kind.PRACTICE_HOURS: _(
        "Practice that a supervisor has confirmed in the diary, and practice at meetings."
    ),
    Kind.TRAINERS_WORD: _("A trainer of the run, or a coordinator, says that the person can do it."),
    Kind.FILE: _("The person hands a file in, and a trainer or a coordinator accepts it."),
}


class StepForm(forms.Form):
    """Only the questions that this kind of step has."""

    def __init__(
        self, *args: Any, course: Course, kind: str, step: Requirement | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = Kind(kind)
        if self.kind == Kind.QUIZ:
            quizzes = Quiz.objects.in_use().filter(course=course).order_by("position", "pk")
            self._offer("quiz", _("Which quiz?"), quizzes, step)
            hint = _("Empty: as the quiz itself says.")
            self.fields["percent"] = ShareField(
                least=1, label=_("Per cent of the points"), required=False, help_text=hint
            )
        elif self.kind == Kind.PACKAGE:
            packages = Package.objects.filter(course=course, retired_at=None)
            self._offer("package", _("Which package?"), packages, step)
        elif self.kind in HOURS:
            self.fields["percent"] = ShareField(least=1, label=_("Per cent of the hours"))
            self.fields["percent"].initial = course.required_share
        elif self.kind == Kind.PRACTICE_HOURS:
            self.fields["hours"] = forms.DecimalField(
                label=_("Hours of practice"),
                help_text=_("Hours of 60 minutes. 7.5 means seven and a half."),
                min_value=Decimal("0.25"),
                max_value=2000,
                decimal_places=2,
            )
        if self.kind in {Kind.TRAINERS_WORD, Kind.FILE}:
            self._ask_words()
        if step:
            self._fill(step)

    def _offer(self, name: str, words: Any, records: Any, step: Requirement | None) -> None:
        self.fields[name] = forms.ModelChoiceField(label=words, queryset=records, empty_label=None)

    def _ask_words(self) -> None:
        hint = (
            _("What is to be handed in, for example: a description of a day with the child.")
            if self.kind == Kind.FILE
            else _("What the trainer looks at. Empty: “Your trainer says that you can do it”.")
        )
        for code, name in settings.LANGUAGES:
            self.fields[f"words_{code}"] = forms.CharField(
                label=name,
                max_length=300,
                required=self.kind == Kind.FILE and code == settings.LANGUAGE_CODE,
                help_text=hint if code == settings.LANGUAGE_CODE else "",
            )

    def _fill(self, step: Requirement) -> None:
        known: dict[str, Any] = {
            "quiz": step.quiz_id,
            "package": step.package_id,
            "percent": step.share,
            "hours": Decimal(step.minutes) / 60 if step.minutes else None,
            **{f"words_{code}": getattr(step, f"words_{code}") for code, _name in settings.LANGUAGES},
        }
        for name, field in self.fields.items():
            field.initial = known[name]

    def asked(self) -> dict[str, Any]:
        """As ``courses.completion.ruling`` takes it."""
        typed = dict(self.cleaned_data)
        if "percent" in typed:
            typed["share"] = typed.pop("percent")
        if "hours" in typed:
            typed["minutes"] = round(typed.pop("hours") * 60)
        return typed
