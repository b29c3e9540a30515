"""What a person says of her own attendance."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendance.models import Attendance, Excuse

Status = Attendance.Status


class ApologyForm(forms.Form):
    """The kind of reason and nothing more, so that nobody tells us what they suffer from."""

    excuse = forms.ChoiceField(
        label=gettext_lazy("Why can you not come?"),
        help_text=gettext_lazy("This is all we ask. You need not explain, and we want no medical papers."),
        choices=Excuse,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what comes nearest.")},
    )

    def __init__(self, *args: Any, about: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["excuse"])
        field.choices = [(value, str(label).capitalize()) for value, label in Excuse.choices]
        if about:
            field.label = _("Why can %(name)s not come?") % {"name": about}


class AppealForm(forms.Form):
    """How it was, and in the person's own words."""

    claim = forms.ChoiceField(
        label=gettext_lazy("How was it?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how it was.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Tell us in a sentence or two"),
        help_text=gettext_lazy(
            "What you remember: when you came, where you sat, who saw you. Please write nothing about health."
        ),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": gettext_lazy("Write a sentence, so that we know where to look."),
            "max_length": gettext_lazy("This is too long. A few sentences are enough."),
        },
    )

    def __init__(self, *args: Any, recorded: str, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        claims = _claims(is_own=is_own)
        field = cast("forms.ChoiceField", self.fields["claim"])
        field.choices = [(value, words) for value, words in claims.items() if value != recorded]


def _claims(*, is_own: bool) -> dict[str, str]:
    if is_own:
        return {
            Status.PRESENT: _("I was there all the time"),
            Status.LATE: _("I was there, and came late"),
            Status.LEFT_EARLY: _("I was there, and left early"),
            Status.EXCUSED: _("I was not there, and had told you"),
            Status.ABSENT: _("I was not there"),
        }
    return {
        Status.PRESENT: _("The child was there all the time"),
        Status.LATE: _("The child was there, and came late"),
        Status.LEFT_EARLY: _("The child was there, and left early"),
        Status.EXCUSED: _("The child was not there, and I had told you"),
        Status.ABSENT: _("The child was not there"),
    }
