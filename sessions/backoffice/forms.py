"""What a coordinator types about sessions and places. Times are those of the clock on the wall."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from sessions.models import Run

WITHIN_REASON = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2199, 12, 31))]
"""Days a calendar can count with: a slip of the finger in the year is told beside the field."""


class ReasonForm(forms.Form):
    """Words that everyone concerned will read."""

    reason = forms.CharField(
        label=_("What to tell them"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two plain sentences. They are sent as you write them."),
    )


class NeedsForm(forms.Form):
    """What the person needs to be able to come: only what this run can offer."""

    childcare = forms.BooleanField(label=_("Childcare"), required=False)
    interpreter = forms.BooleanField(label=_("Interpreter"), required=False)
    step_free = forms.BooleanField(label=_("Step-free access"), required=False)
    diet = forms.CharField(label=_("Diet"), max_length=120, required=False)
    informed = forms.BooleanField(
        label=_("The person has been told what happens with their data."),
        help_text=_("Read them the short information clause, or give it to them on paper."),
    )

    def __init__(self, *args: Any, run: Run, ask_informed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "childcare": run.offers_childcare,
            "interpreter": run.offers_interpreter,
            "diet": run.offers_meal,
            "informed": ask_informed,
        }
        for name, is_offered in offered.items():
            if not is_offered:
                del self.fields[name]
