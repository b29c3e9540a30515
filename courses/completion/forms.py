"""What learners and their supervisors type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.uploads.forms import CheckedField
from courses.completion.files import ACCEPTED, look_into
from courses.models import Course, DiaryEntry
from lms.people.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet

FILES_TAKEN = _("A photo of the paper will do: JPG or PNG. Or PDF, DOCX, ODT. At most 15 MB.")


def day_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class WorkField(CheckedField):
    """A photograph or a document."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.FileInput(attrs={"accept": ACCEPTED})
        super().__init__(look=look_into, widget=widget, help_text=FILES_TAKEN, max_length=200, **kwargs)


class EntryForm(forms.Form):
    """One day of practice."""

    day = forms.DateField(
        label=_("Which day?"), widget=day_input(), error_messages={"required": _("Say on which day.")}
    )
    hours = forms.IntegerField(label=_("Hours"), min_value=0, max_value=24, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=59, required=False)
    words = forms.CharField(
        label=_("What did you do?"),
        help_text=_("A few sentences. Please name no child: “the boy” or a letter is enough."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write a few words first.")},
    )

    def __init__(self, *args: Any, entry: DiaryEntry | None = None, **kwargs: Any) -> None:
        if entry:
            hours, minutes = divmod(entry.minutes, 60)
            told = {"day": entry.day, "hours": hours, "minutes": minutes, "words": entry.words}
            kwargs.setdefault("initial", told)
        super().__init__(*args, **kwargs)
        self.fields["day"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        total = (cleaned.get("hours") or 0) * 60 + (cleaned.get("minutes") or 0)
        if not self.errors and not 1 <= total <= 24 * 60:
            self.add_error("hours", _("Say how long it took: between a minute and a whole day."))
        cleaned["total"] = total
        return cleaned

    def entry(self) -> dict[str, Any]:
        """As ``courses.completion.diary`` takes it."""
        typed = self.cleaned_data
        return {"day": typed["day"], "minutes": typed["total"], "words": typed["words"]}


class HandInForm(forms.Form):
    file = WorkField(label=_("Your file"), error_messages={"required": _("Choose a file first.")})
    words = forms.CharField(
        label=_("A word about it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RecognitionForm(forms.Form):
    """What somebody learnt elsewhere. ``people``: the reader and the children in their care."""

    person = forms.ModelChoiceField(
        label=_("Who has learnt it?"),
        queryset=Person.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who has learnt it.")},
    )
    course = forms.ModelChoiceField(
        label=_("Which of our courses is it worth?"),
        queryset=Course.objects.none(),
        empty_label=_("Choose a course"),
        error_messages={"required": _("Choose a course.")},
    )
    document = WorkField(
        label=_("The document"),
        error_messages={"required": _("Please add the certificate or another document; a photo will do.")},
    )
    learnt_on = forms.DateField(
        label=_("The day on the document"),
        widget=day_input(),
        error_messages={"required": _("Say on which day.")},
    )
    words = forms.CharField(
        label=_("What, where and with whom?"),
        help_text=_("For example: 20 hours on attachment, at a school in Lviv."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words first.")},
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in people]
        ).order_by(F("date_of_birth").asc(nulls_first=True), "pk")
        self.fields["course"].queryset = recognisable()  # type: ignore[attr-defined]
        self.fields["course"].label_from_instance = lambda course: course.title  # type: ignore[attr-defined]
        if len(people) == 1:
            self.fields["person"].initial = people[0]
            self.fields["person"].widget = forms.HiddenInput()

    def clean_learnt_on(self) -> Any:
        if self.cleaned_data["learnt_on"] > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return self.cleaned_data["learnt_on"]


class AnswerForm(forms.Form):
    """Words for the learner, when something is missing."""

    answer = forms.CharField(
        label=_("A word to the learner"),
        help_text=_("Needed when you send it back."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def recognisable() -> QuerySet[Course]:
    """Courses behind which somebody stands who can decide. What is confidential is in no list."""
    return Course.objects.filter(organiser__isnull=False, is_confidential=False).order_by("title")
