"""What a coordinator chooses and types about appointments."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from lms.web import dates
from sessions.appointments.free_times import FreeTime
from sessions.backoffice.forms import WITHIN_REASON, ReasonForm
from sessions.timetable import on_the_clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sessions.models import Service, Specialist


def hour_choices(times: Iterable[FreeTime]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Free hours day by day, as a select shows them: "10.00–10.50, Lidia Maj"."""
    days = groupby(times, key=lambda time: timezone.localdate(time.starts_at))
    return [
        (
            capfirst(dates.day(day)),
            [
                (f"{time.specialist.pk}@{time.starts_at.isoformat()}", f"{_hours(time)}, {time.specialist}")
                for time in of_day
            ],
        )
        for day, of_day in days
    ]


def _hours(time: FreeTime) -> str:
    return dates.hours(time.starts_at, time.ends_at)


class HourForm(forms.Form):
    """One of the free hours."""

    hour = forms.ChoiceField(label=_("Hour"))

    def __init__(
        self, *args: Any, times: Sequence[FreeTime], is_required: bool = True, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.specialists: dict[int, Specialist] = {time.specialist.pk: time.specialist for time in times}
        field: Any = self.fields["hour"]
        field.required = is_required
        field.choices = [("", _("Choose a free hour")), *hour_choices(times)]

    @property
    def specialist(self) -> Specialist:
        return self.specialists[int(self.cleaned_data["hour"].split("@")[0])]

    @property
    def starts_at(self) -> datetime:
        moment = parse_datetime(self.cleaned_data["hour"].split("@")[1])
        assert moment is not None  # noqa: S101 - it is one of our own choices
        return moment


class BookForm(HourForm):
    """An hour, how many weeks in a row, and that the family knows what happens with its data."""

    number = forms.IntegerField(
        label=_("How many appointments"),
        min_value=1,
        initial=1,
        help_text=_("More than one: at the same hour, week after week."),
    )
    skip_taken = forms.BooleanField(
        label=_("Leave out the weeks that are taken, and go on after them"), required=False
    )
    informed = forms.BooleanField(
        label=_("The person has been told what happens with their data."),
        help_text=_("Read them the short information clause, or give it to them on paper."),
    )

    def __init__(self, *args: Any, service: Service, ask_informed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].max_value = service.longest_series  # type: ignore[attr-defined]
        if service.longest_series == 1:
            del self.fields["number"], self.fields["skip_taken"]
        if not ask_informed:
            del self.fields["informed"]


class MoveForm(HourForm):
    """One of the free hours, or another one that was agreed with the person and the specialist."""

    day = forms.DateField(
        label=_("Or another day that you agreed on"),
        widget=AdminDateInput,
        validators=WITHIN_REASON,
        required=False,
    )
    start = forms.TimeField(label=_("At what hour"), widget=AdminTimeInput, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        typed = bool(cleaned.get("day")), bool(cleaned.get("start"))
        if any(typed) == bool(cleaned.get("hour")) or typed in {(True, False), (False, True)}:
            self.add_error("hour", _("Choose a free hour, or type a day and an hour: one of the two."))
        return cleaned

    @property
    def specialist(self) -> Specialist | None:  # type: ignore[override]
        """Whoever has the chosen hour; nobody else where the hour was typed."""
        return super().specialist if self.cleaned_data["hour"] else None

    @property
    def starts_at(self) -> datetime:
        if self.cleaned_data["hour"]:
            return super().starts_at
        return on_the_clock(datetime.combine(self.cleaned_data["day"], self.cleaned_data["start"]))


class DayForm(ReasonForm):
    """What to tell the families, and whether the specialist is away for the rest of the day."""

    is_away = forms.BooleanField(
        label=_("Away for the rest of the day"),
        required=False,
        initial=True,
        help_text=_("Then nobody can book the hours that have come free."),
    )
