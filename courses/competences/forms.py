"""What people type of what they have learnt elsewhere, and what their managers answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from courses.competences.evidence import NEEDS_DOCUMENT, NEEDS_MINUTES, Claim
from courses.completion.forms import WorkField, day_input
from courses.models import Competence, Duty, Evidence, Level, RequiredCompetence

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.people.models import Person

Kind = Evidence.Kind


class DoneForm(forms.Form):
    """One thing done on one day, which proves one of the competences that are asked for."""

    competence: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Which competence does it prove?"),
        queryset=None,
        empty_label=_("Choose a competence"),
        error_messages={"required": _("Choose a competence.")},
    )
    level = forms.TypedChoiceField(label=_("At which level?"), coerce=int, required=False)
    words = forms.CharField(
        label=_("What did you learn, where and with whom?"),
        help_text=_("A few sentences. Please name no family and no child."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words first.")},
    )
    achieved_on = forms.DateField(
        label=_("On which day?"),
        help_text=_("The last day, if it took several."),
        widget=day_input(),
        error_messages={"required": _("Say on which day.")},
    )

    def __init__(self, *args: Any, asked: QuerySet[Competence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competence"].queryset = asked  # type: ignore[attr-defined]
        self.fields["competence"].label_from_instance = str  # type: ignore[attr-defined]
        levels = Level.objects.filter(framework__competences__in=asked).distinct().order_by("number")
        named = {level.number: str(level) for level in levels}
        if named:
            self.fields["level"].choices = list(named.items())  # type: ignore[attr-defined]
        else:
            del self.fields["level"]
        self.fields["achieved_on"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean_achieved_on(self) -> Any:
        if self.cleaned_data["achieved_on"] > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return self.cleaned_data["achieved_on"]


class EvidenceForm(DoneForm):
    """What somebody did of their own; or does again, better than what was not accepted."""

    kind = forms.ChoiceField(
        label=_("What was it?"),
        choices=[(kind.value, capfirst(kind.label)) for kind in Evidence.BY_ONESELF],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it was.")},
    )
    hours = forms.IntegerField(label=_("Hours"), min_value=0, max_value=500, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=0, max_value=59, required=False)
    expires_on = forms.DateField(
        label=_("Until when is the document valid?"),
        help_text=_("Leave it empty if the document does not say."),
        widget=day_input(),
        required=False,
    )
    document = WorkField(label=_("The document"), required=False)

    field_order = ("kind",)

    def __init__(
        self, *args: Any, person: Person, replaces: Evidence | None = None, initial: Any = None, **kwargs: Any
    ) -> None:
        self.replaces = replaces
        initial = {**(_said_in(replaces) if replaces else {}), **(initial or {})}
        super().__init__(*args, asked=_asked_of(person), initial=initial, **kwargs)
        if replaces and replaces.document:
            self.fields["document"].help_text = _("Leave it empty to send the one from before.")

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        typed["total"] = (typed.get("hours") or 0) * 60 + (typed.get("minutes") or 0)
        kind = typed.get("kind")
        has_document = typed.get("document") or (self.replaces and self.replaces.document)
        if kind in NEEDS_DOCUMENT and not has_document and "document" not in self.errors:
            self.add_error("document", _("Please add the certificate or another document; a photo will do."))
        if kind in NEEDS_MINUTES and not typed["total"]:
            self.add_error("hours", _("Please say how long it took."))
        first, last = typed.get("achieved_on"), typed.get("expires_on")
        if first and last and last < first:
            self.add_error("expires_on", _("It ends before the day on which you learnt it."))
        return typed

    def claim(self) -> Claim:
        typed = self.cleaned_data
        return Claim(
            kind=typed["kind"],
            competence=typed["competence"],
            level=typed.get("level") or 1,
            achieved_on=typed["achieved_on"],
            expires_on=typed["expires_on"],
            minutes=typed["total"],
            words=typed["words"].strip(),
            document=typed["document"] or self._document_from_before(),
        )

    def _document_from_before(self) -> SimpleUploadedFile | None:
        """A copy: each evidence keeps a file of its own."""
        if not self.replaces or not self.replaces.document:
            return None
        with self.replaces.document.open("rb") as file:
            return SimpleUploadedFile(str(self.replaces.document.name), file.read())


class ObservationForm(DoneForm):
    """What a manager saw done."""

    words = forms.CharField(
        label=_("What did you see?"),
        help_text=_("A sentence or two. Please name no family and no child."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words first.")},
    )
    achieved_on = forms.DateField(
        label=_("On which day?"),
        initial=timezone.localdate,
        widget=day_input(),
        error_messages={"required": _("Say on which day.")},
    )

    field_order = ("competence", "level", "words", "achieved_on")

    def claim(self) -> Claim:
        typed = self.cleaned_data
        return Claim(
            kind=Kind.OBSERVATION,
            competence=typed["competence"],
            level=typed.get("level") or 1,
            achieved_on=typed["achieved_on"],
            words=typed["words"].strip(),
        )


class AnswerForm(forms.Form):
    """A word with the decision."""

    answer = forms.CharField(
        label=_("A word about it"),
        help_text=_("Needed when you do not accept it: say what is missing."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, is_refusal: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_refusal = is_refusal

    def clean_answer(self) -> str:
        answer: str = self.cleaned_data["answer"].strip()
        if self.is_refusal and not answer:
            raise forms.ValidationError(_("Please say what is missing."))
        return answer


class WithdrawForm(forms.Form):
    """Why something that was accepted does not count after all."""

    reason = forms.CharField(
        label=_("Why does it not count after all?"),
        help_text=_("The person reads it. It stays on record with what was accepted."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say why.")},
    )


def _said_in(evidence: Evidence) -> dict[str, Any]:
    said = ("kind", "level", "words", "achieved_on", "expires_on")
    hours, minutes = divmod(evidence.minutes, 60)
    return {
        **{name: getattr(evidence, name) for name in said},
        "competence": evidence.competence_id,
        "hours": hours or None,
        "minutes": minutes or None,
    }


def _asked_of(person: Person) -> QuerySet[Competence]:
    profiles = Duty.objects.current_or_coming().filter(person=person).values("profile")
    asked = RequiredCompetence.objects.in_force().filter(profile__in=profiles).values("competence")
    return Competence.objects.filter(pk__in=asked)
