"""What a coordinator says about attendance. Times are those of the clock on the wall."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance.door.marking import at_time_of
from attendance.models import Appeal, Attendance, Contradiction, Excuse, Scan
from attendance.records.settling import CHOICES

if TYPE_CHECKING:
    from sessions.models import Session

Status = Attendance.Status
THERE = (Status.PRESENT, Status.LATE, Status.LEFT_EARLY)


class WhyForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays in the log, and the person can read it."),
    )


class HoursForm(forms.Form):
    """From when to when somebody was there; what is left out is the start and the end."""

    came = forms.TimeField(
        label=_("Came at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    left = forms.TimeField(
        label=_("Left at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.fields["came"].help_text = _("Leave it empty for the start.")
        self.fields["left"].help_text = _("Leave it empty for the end.")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        came, left = self.moment("came"), self.moment("left")
        for name, at in (("came", came), ("left", left)):
            if at and not self.session.starts_at <= at <= self.session.ends_at:
                self.add_error(name, _("The meeting was not on at this hour."))
        if came and left and left <= came:
            self.add_error("left", _("This is before they came."))
        return said

    def moment(self, name: str) -> datetime | None:
        """The hour typed, in the day or the night of the session."""
        typed: time | None = self.cleaned_data.get(name)
        return None if typed is None else at_time_of(self.session, typed)


class CorrectForm(HoursForm, WhyForm):
    how = forms.ChoiceField(
        label=_("How it was"),
        choices=[
            (Scan.Act.ENTER.value, pgettext_lazy("how it was", "They were there")),
            (Scan.Act.EXCUSE.value, pgettext_lazy("how it was", "They were excused")),
            (Scan.Act.MARK_ABSENT.value, pgettext_lazy("how it was", "They were absent")),
        ],
        widget=forms.RadioSelect,
    )
    excuse = forms.ChoiceField(
        label=_("Why excused"),
        required=False,
        choices=[("", "–"), *Excuse.choices],
        help_text=_("Only the kind; no illness, no details."),
    )
    field_order = ("how", "came", "left", "excuse", "reason")

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("how") == Scan.Act.EXCUSE and not said.get("excuse"):
            self.add_error("excuse", _("Choose the kind of reason."))
        return said


class SettleForm(WhyForm):
    keep = forms.ChoiceField(label=_("How it was"), widget=forms.RadioSelect)
    field_order = ("keep", "reason")

    def __init__(self, *args: Any, contradiction: Contradiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = CHOICES[Contradiction.Kind(contradiction.kind)]
        self.fields["keep"].choices = [(each.value, _SAID[each]) for each in kept]  # type: ignore[attr-defined]


_SAID = {
    Contradiction.Kept.THERE: _("They were there"),
    Contradiction.Kept.AWAY: _("They were away"),
    Contradiction.Kept.ACCEPT: _("It counts: the record is corrected by it"),
    Contradiction.Kept.LEAVE: _("It does not count: the record stays as it is"),
}


class ApologyForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            ("yes", _("Excused: it does not count as an absence")),
            ("no", _("Not excused")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("A few words to the person"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("They are sent as you write them. Please say why when it is a no."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("decision") == "no" and not said.get("answer"):
            self.add_error("answer", _("Please tell them why."))
        return said


class AppealForm(HoursForm):
    decision = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            ("yes", _("It was so: correct the record")),
            ("no", _("The record stays as it is")),
        ],
        widget=forms.RadioSelect,
    )
    excuse = forms.ChoiceField(label=_("Why excused"), required=False, choices=Excuse.choices)
    answer = forms.CharField(
        label=_("Why, in a few words to the person"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They are sent as you write them, and stay in the log."),
    )
    field_order = ("decision", "came", "left", "excuse", "answer")

    def __init__(self, *args: Any, appeal: Appeal, **kwargs: Any) -> None:
        super().__init__(*args, session=appeal.session, **kwargs)
        if appeal.claim not in THERE:
            del self.fields["came"], self.fields["left"]
        if appeal.claim != Status.EXCUSED:
            del self.fields["excuse"]
