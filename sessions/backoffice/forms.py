"""What a coordinator types about sessions and places. Times are those of the clock on the wall."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from lms.people.permission_policies import visible
from sessions.models import Room, Session, Timetable
from sessions.timetable import LONGEST_MINUTES, on_the_clock

if TYPE_CHECKING:
    from sessions.models import Run

WITHIN_REASON = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2199, 12, 31))]
"""Days a calendar can count with: a slip of the finger in the year is told beside the field."""


class HoursForm(forms.Form):
    """A day, from when to when, and a room among the reader's."""

    day = forms.DateField(label=_("Day"), widget=AdminDateInput, validators=WITHIN_REASON)
    start = forms.TimeField(label=_("Start"), widget=AdminTimeInput)
    end = forms.TimeField(label=_("End"), widget=AdminTimeInput)
    room: Any = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none(), required=False)

    def __init__(self, *args: Any, user: Any, kept_room: Room | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rooms = visible(Room, user).filter(is_in_use=True)
        if kept_room:
            rooms = rooms | Room.objects.filter(pk=kept_room.pk)
        self.fields["room"].queryset = rooms  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", _("The end must be after the start."))
        return cleaned

    @property
    def starts_at(self) -> datetime:
        return self._moment("start")

    @property
    def ends_at(self) -> datetime:
        return self._moment("end")

    def _moment(self, hour: str) -> datetime:
        return on_the_clock(datetime.combine(self.cleaned_data["day"], self.cleaned_data[hour]))


class MoveForm(HoursForm):
    @staticmethod
    def as_it_stands(session: Session) -> dict[str, Any]:
        starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        return {"day": starts.date(), "start": starts.time(), "end": ends.time(), "room": session.room_id}


class NewSessionForm(HoursForm):
    kind = forms.ChoiceField(label=_("Counts as"), choices=Timetable.Kind)
    trainers: Any = forms.ModelMultipleChoiceField(
        label=_("Trainers"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    topic = forms.CharField(label=_("Topic"), max_length=200, required=False)

    def __init__(self, *args: Any, run: Run, trainers: Any, **kwargs: Any) -> None:
        super().__init__(*args, kept_room=run.room, **kwargs)
        self.fields["trainers"].queryset = trainers  # type: ignore[attr-defined]
        self.initial = {"room": run.room_id, "trainers": list(run.trainers.all()), **self.initial}


class ReasonForm(forms.Form):
    """Words that everyone concerned will read."""

    reason = forms.CharField(
        label=_("What to tell them"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two plain sentences. They are sent as you write them."),
    )


class WeeklyForm(forms.Form):
    """A weekly timetable: on which days, at what hour, how long, and when it ends."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    first_date = forms.DateField(
        label=_("First possible day"), widget=AdminDateInput, validators=WITHIN_REASON
    )
    start = forms.TimeField(label=_("Start"), widget=AdminTimeInput)
    minutes = forms.IntegerField(
        label=_("How many minutes"), min_value=5, max_value=LONGEST_MINUTES, initial=120
    )
    meetings = forms.IntegerField(label=_("Number of meetings"), min_value=1, max_value=200, required=False)
    until = forms.DateField(label=_("Or the last day"), widget=AdminDateInput, required=False)
    kind = forms.ChoiceField(label=_("Counts as"), choices=Timetable.Kind)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [(number, capfirst(name)) for number, name in WEEKDAYS.items()]
        self.fields["weekdays"].choices = days  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        meetings, until, first = cleaned.get("meetings"), cleaned.get("until"), cleaned.get("first_date")
        if bool(meetings) == bool(until) and not {"meetings", "until"} & self.errors.keys():
            self.add_error("meetings", _("Say how many meetings, or until when: one of the two."))
        if until and first and until < first:
            self.add_error("until", _("The last day comes before the first."))
        elif until and until > timezone.localdate() + timedelta(days=366):
            self.add_error("until", _("A timetable runs for a year at most."))
        return cleaned

    @property
    def plan(self) -> dict[str, Any]:
        """What ``sessions.timetable.plan_weekly`` takes."""
        cleaned = self.cleaned_data
        return {name: cleaned[name] for name in self.fields}


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
