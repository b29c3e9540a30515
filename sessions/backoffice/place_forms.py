"""What a coordinator decides about places: an answer, an order, another run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.web.dates import date_in_words
from sessions.models import PriorityClass, Run

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sessions.models import Place

APPROVE, REFUSE = "approve", "refuse"
OFFER, SEAT = "offer", "seat"


class AnswerForm(forms.Form):
    """Which of those who ask, and what they are told when it is no."""

    parties = forms.MultipleChoiceField(
        label=_("Who"), error_messages={"required": _("Tick whom you answer.")}
    )
    reason = forms.CharField(
        label=_("What to tell them when you refuse"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One or two kind sentences. They are sent as you write them."),
    )

    def __init__(self, *args: Any, parties: Iterable[str], answer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer = answer
        self.fields["parties"].choices = [(party, party) for party in parties]  # type: ignore[attr-defined]

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"].strip()
        if self.answer == REFUSE and not reason:
            raise forms.ValidationError(_("Say why: they will read it."))
        return reason


class PriorityForm(forms.Form):
    """A class of priority, and what stands behind it."""

    priority: Any = forms.ModelChoiceField(
        label=_("Priority class"),
        queryset=PriorityClass.objects.none(),
        required=False,
        widget=forms.RadioSelect,
        empty_label=_("none: in the order of asking"),
        blank=True,
    )
    cause = forms.CharField(
        label=_("Because"),
        max_length=150,
        help_text=_("Stays in the log, for whoever asks later. The family does not read it."),
    )

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_use = PriorityClass.objects.filter(is_in_use=True)
        kept = PriorityClass.objects.filter(places=place)
        offered = PriorityClass.objects.filter(Q(pk__in=in_use) | Q(pk__in=kept))
        self.fields["priority"].queryset = offered  # type: ignore[attr-defined]
        self.initial.setdefault("priority", place.priority_id)


class PromoteForm(forms.Form):
    """Ask them, or take their yes from the telephone."""

    how = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect, initial=OFFER)

    def __init__(self, *args: Any, run: Run, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["how"].choices = [  # type: ignore[attr-defined]
            (OFFER, _("Send an offer: %(hours)d h to answer") % {"hours": run.answer_hours}),
            (SEAT, _("They have said yes, as on the telephone: the seat is theirs now")),
        ]


class MovePlaceForm(forms.Form):
    """Another run: those of the same course first."""

    to_run = forms.TypedChoiceField(label=_("To"), coerce=int)
    together = forms.BooleanField(
        label=_("With everyone who asked together with them"), required=False, initial=True
    )
    cause = forms.CharField(label=_("Because"), max_length=200, help_text=_("They will read it."))

    def __init__(
        self, *args: Any, runs: Iterable[Run], course: int, has_company: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.runs = {run.pk: run for run in runs}
        same = [(run.pk, run_in_words(run)) for run in self.runs.values() if run.course_id == course]
        other = [(run.pk, run_in_words(run)) for run in self.runs.values() if run.course_id != course]
        groups = ((_("The same course"), same), (_("Other courses"), other))
        self.fields["to_run"].choices = [group for group in groups if group[1]]  # type: ignore[attr-defined]
        if not has_company:
            del self.fields["together"]

    def clean_to_run(self) -> Run:
        return self.runs[self.cleaned_data["to_run"]]


def run_in_words(run: Run) -> str:
    """As one chooses it from a list: what, from when, and whether there is room."""
    starts = getattr(run, "first_session", None)
    when = date_in_words(timezone.localtime(starts)) if starts else _("no date yet")
    room = (
        _("free: %(number)d") % {"number": run.seats_left}
        if run.seats_left
        else _("full, waiting: %(number)d") % {"number": run.people_waiting}
    )
    return f"{run} · {when} · {room}"
