"""What is written into a learning plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from courses.models import Audience, Competence, Course
from courses.plans.agreeing import UNTIL_REVIEW

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from courses.models import LearningPlan


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CourseByTitle(forms.ModelChoiceField):
    def label_from_instance(self, course: Any) -> str:
        return str(course.title)


def courses_at_work(plan: LearningPlan) -> QuerySet[Course]:
    """What may stand in a plan: courses for staff, and what gives what the person's roles ask for.

    A plan tells its manager how far somebody is with a course. What a person learns as a carer is none of it.
    """
    fit = Q(audience=Audience.STAFF) | Q(competences_given__competence__in=asked_of(plan).order_by())
    return Course.objects.filter(fit, is_confidential=False).distinct().order_by("title")


def asked_of(plan: LearningPlan) -> QuerySet[Competence]:
    """What the roles of the person ask for."""
    return (
        Competence.objects.in_use()
        .filter(standings__person=plan.person, standings__level_required__gt=0)
        .order_by("title")
    )


class ItemForm(forms.Form):
    """One thing to learn: of the catalogue, of the role, or in one's own words."""

    course = CourseByTitle(
        label=_("A course"), queryset=Course.objects.none(), required=False, empty_label=_("none")
    )
    competence = forms.ModelChoiceField(
        label=_("A competence of the role"),
        queryset=Competence.objects.none(),
        required=False,
        empty_label=_("none"),
    )
    goal = forms.CharField(
        label=_("Or a goal in your own words"),
        max_length=300,
        required=False,
        help_text=_("For instance: lead a meeting of the support group alone."),
    )
    due_on = forms.DateField(label=_("To be done by"), required=False, widget=DayInput())

    def __init__(self, *args: Any, plan: LearningPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses_at_work(plan)  # type: ignore[attr-defined]
        self.fields["competence"].queryset = asked_of(plan)  # type: ignore[attr-defined]

    def clean_due_on(self) -> date | None:
        day: date | None = self.cleaned_data["due_on"]
        if day and day < timezone.localdate():
            raise ValidationError(gettext("This day is over. Choose today or a later one."))
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not (self.errors or said["course"] or said["competence"] or said["goal"]):
            self.add_error("course", gettext("Choose a course or a competence, or write a goal."))
        return said


class NoteForm(forms.Form):
    words = forms.CharField(
        label=_("Your note"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Both of you read it. It stays as you write it."),
        error_messages={"required": _("Write a few words first.")},
    )


class ClosingForm(forms.Form):
    """The last word in a plan."""

    words = forms.CharField(
        label=_("A last word"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why you close it, and how things go on. The person reads it too."),
        error_messages={"required": _("Write a few words first.")},
    )


class ReviewForm(forms.Form):
    """What was said in the talk."""

    held_on = forms.DateField(
        label=_("Day of the talk"), widget=DayInput(), error_messages={"required": _("Say on which day.")}
    )
    achieved = forms.CharField(
        label=_("What went well"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words first.")},
    )
    ahead = forms.CharField(
        label=_("What comes next"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    next_on = forms.DateField(
        label=_("Next talk"), widget=DayInput(), error_messages={"required": _("Say on which day.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        kwargs.setdefault("initial", {"held_on": today, "next_on": today + UNTIL_REVIEW})
        super().__init__(*args, **kwargs)

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise ValidationError(gettext("This day is still to come. Write down the talk after it."))
        return day

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        held, following = said.get("held_on"), said.get("next_on")
        if held and following and following <= held:
            self.add_error("next_on", gettext("The next talk comes after this one."))
        return said
