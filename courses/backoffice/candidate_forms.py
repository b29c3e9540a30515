"""What a coordinator writes down about a candidate."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from courses.models import CandidatePath
from courses.newcomers import Reach
from lms.people.backoffice.forms import OrganisationChoice
from lms.people.models import Organisation, Person

NOTE = _("Only what the next coordinator must know.")


class StepForm(forms.Form):
    """A stage that is not written down yet."""

    stage = forms.ChoiceField(label=_("What has happened"))
    note = forms.CharField(
        label=_("Note"),
        help_text=NOTE,
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, path: CandidatePath, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reached = set(path.steps.values_list("stage", flat=True))
        self.fields["stage"].choices = [  # type: ignore[attr-defined]
            (stage.value, capfirst(str(stage.label))) for stage in path.WAY if stage not in reached
        ]


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        help_text=NOTE,
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OpenPathForm(forms.Form):
    """Somebody phones or stands at the counter, and thinks of foster care."""

    organisation = OrganisationChoice(label=_("Led by"), queryset=Organisation.objects.none())
    call_when = forms.ChoiceField(label=_("When is it safe to call?"))
    may_leave_message = forms.BooleanField(label=_("A voice or text message may be left"), required=False)
    message = forms.CharField(
        label=_("What they ask or tell"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    informed = forms.BooleanField(
        label=_("The person has been told what happens with their data."),
        help_text=_("Read them the short information clause, or give it to them on paper."),
    )

    def __init__(self, *args: Any, user: Any, ask_informed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].offer(user, organisers_only=True)  # type: ignore[attr-defined]
        self.fields["call_when"].choices = [  # type: ignore[attr-defined]
            (value, capfirst(str(label))) for value, label in CandidatePath.CallTime.choices
        ]
        if not ask_informed:
            del self.fields["informed"]

    def reach(self, person: Person) -> Reach:
        return Reach(
            email=person.email,
            phone=person.phone,
            call_when=self.cleaned_data["call_when"],
            may_leave_message=self.cleaned_data["may_leave_message"],
        )
