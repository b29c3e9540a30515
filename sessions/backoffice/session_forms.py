"""What a coordinator types about one meeting: when and where, with whom, about what.

Hours are those of the clock on the wall. One that no clock shows is refused beside its field.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from sessions.arrangements import Arrangement
from sessions.backoffice.choices import offer_people, offer_rooms
from sessions.backoffice.forms import WITHIN_REASON
from sessions.backoffice.words import explain
from sessions.errors import HourSkipped
from sessions.models import Room, Timetable
from sessions.timetables.clock import is_skipped, on_the_clock

if TYPE_CHECKING:
    from sessions.models import Run, Session


class HoursForm(forms.Form):
    """A day, from when to when, and a room among the reader's."""

    day = forms.DateField(label=_("Day"), widget=AdminDateInput, validators=WITHIN_REASON)
    start = forms.TimeField(label=_("Start"), widget=AdminTimeInput)
    end = forms.TimeField(label=_("End"), widget=AdminTimeInput)
    room: Any = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none(), required=False)

    def __init__(self, *args: Any, user: Any, kept_room: Room | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rooms(self, user=user, kept=kept_room)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", _("The end must be after the start."))
        for name in ("start", "end"):
            if cleaned.get("day") and cleaned.get(name):
                self._refuse_skipped(name, datetime.combine(cleaned["day"], cleaned[name]))
        return cleaned

    def _refuse_skipped(self, name: str, local: datetime) -> None:
        """In the night on which summer time begins an hour is shown by no clock."""
        if is_skipped(local):
            self.add_error(name, explain(HourSkipped(local)))

    @property
    def starts_at(self) -> datetime:
        return self._moment("start")

    @property
    def ends_at(self) -> datetime:
        return self._moment("end")

    def _moment(self, hour: str) -> datetime:
        return on_the_clock(datetime.combine(self.cleaned_data["day"], self.cleaned_data[hour]))


class MoveForm(HoursForm):
    sequence = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def as_it_stands(session: Session) -> dict[str, Any]:
        starts, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        return {
            "day": starts.date(),
            "start": starts.time(),
            "end": ends.time(),
            "room": session.room_id,
            "sequence": session.sequence,
        }


class PeopleForm(forms.Form):
    """Who holds a meeting, interprets at it and looks after the children."""

    trainers: Any = forms.ModelMultipleChoiceField(
        label=_("Trainers"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    interpreter: Any = forms.ModelChoiceField(label=_("Interpreter"), queryset=None, required=False)
    childcare: Any = forms.ModelChoiceField(label=_("Childcare"), queryset=None, required=False)
    sequence = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: Any, run: Run, kept: Arrangement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_people(self, user=user, run=run, kept=kept)


class TopicForm(forms.Form):
    """What a meeting is about, in each language of the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[f"topic_{code}"] = forms.CharField(
                label=f"{capfirst(_('topic'))} ({name})", max_length=200, required=False
            )


class NewSessionForm(HoursForm):
    trainers: Any = forms.ModelMultipleChoiceField(
        label=_("Trainers"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    interpreter: Any = forms.ModelChoiceField(label=_("Interpreter"), queryset=None, required=False)
    childcare: Any = forms.ModelChoiceField(label=_("Childcare"), queryset=None, required=False)
    kind = forms.ChoiceField(label=_("Counts as"), choices=Timetable.Kind)
    topic = forms.CharField(label=_("Topic"), max_length=200, required=False)

    def __init__(self, *args: Any, user: Any, run: Run, **kwargs: Any) -> None:
        usual = Arrangement.of(run)
        super().__init__(*args, user=user, kept_room=usual.room, **kwargs)
        offer_people(self, user=user, run=run, kept=usual)
        self.initial = {
            "room": run.room_id,
            "trainers": usual.trainers,
            "interpreter": run.interpreter_id,
            "childcare": run.childcare_id,
            **self.initial,
        }
