"""Forms in which somebody says when a room is open, when a specialist works, and when neither is so."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from lms.people.permission_policies import visible
from sessions.backoffice.forms import WITHIN_REASON
from sessions.models import Room, Service, WorkingHours
from sessions.timetable import on_the_clock

if TYPE_CHECKING:
    from sessions.models import Specialist


class WeekdaysForm(forms.Form):
    """On which days of the week, from when to when."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    start = forms.TimeField(label=_("From"), widget=AdminTimeInput)
    end = forms.TimeField(label=_("Until"), widget=AdminTimeInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekdays"].choices = [  # type: ignore[attr-defined]
            (number, capfirst(name)) for number, name in WEEKDAYS.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end <= start:
            self.add_error("end", _("The end must be after the start."))
        return cleaned


class RoomHoursForm(WeekdaysForm):
    """When a room is open."""


class WorkingHoursForm(WeekdaysForm):
    """When a specialist works, what for and where, and from which day on."""

    purpose = forms.ChoiceField(label=_("What for"), choices=WorkingHours.Purpose)
    service: Any = forms.ModelChoiceField(
        label=_("Only for"),
        queryset=Service.objects.none(),
        required=False,
        empty_label=_("every kind of help"),
    )
    room: Any = forms.ModelChoiceField(
        label=_("Room"), queryset=Room.objects.none(), required=False, empty_label=_("the usual room")
    )
    from_day = forms.DateField(label=_("First day"), widget=AdminDateInput, validators=WITHIN_REASON)
    until = forms.DateField(
        label=_("Last day"),
        widget=AdminDateInput,
        validators=WITHIN_REASON,
        required=False,
        help_text=_("Empty: they go on."),
    )

    def __init__(self, *args: Any, specialist: Specialist, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].queryset = specialist.services.filter(is_in_use=True)  # type: ignore[attr-defined]
        self.fields["room"].queryset = visible(Room, user).filter(is_in_use=True)  # type: ignore[attr-defined]
        self.fields["from_day"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        first, last = cleaned.get("from_day"), cleaned.get("until")
        if first and last and last < first:
            self.add_error("until", _("The last day comes before the first."))
        if cleaned.get("service") and cleaned.get("purpose") == WorkingHours.Purpose.SESSIONS:
            self.add_error("service", _("Hours for groups are for no single kind of help."))
        return cleaned

    @property
    def hours(self) -> dict[str, Any]:
        """What ``sessions.working_hours.set_weekly`` takes."""
        return dict(self.cleaned_data)


class LastDayForm(forms.Form):
    """Until which day hours hold."""

    last_day = forms.DateField(label=_("Last day"), widget=AdminDateInput, validators=WITHIN_REASON)


class StruckOutForm(forms.Form):
    """A day on which hours do not hold, which must be one of theirs."""

    day = forms.DateField(label=_("Day"), widget=AdminDateInput, validators=WITHIN_REASON)

    def __init__(self, *args: Any, hours: WorkingHours, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hours = hours

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        last = self.hours.last_day
        if day.weekday() not in self.hours.weekdays or day < self.hours.first_day or (last and day > last):
            raise forms.ValidationError(_("These hours do not hold on that day anyway."))
        return day


class AbsenceForm(forms.Form):
    """Whole days, or from an hour to an hour."""

    first_day = forms.DateField(label=_("First day"), widget=AdminDateInput, validators=WITHIN_REASON)
    last_day = forms.DateField(
        label=_("Last day"),
        widget=AdminDateInput,
        validators=WITHIN_REASON,
        required=False,
        help_text=_("Empty: one day."),
    )
    start = forms.TimeField(
        label=_("From what hour"), widget=AdminTimeInput, required=False, help_text=_("Empty: the whole day.")
    )
    end = forms.TimeField(
        label=_("Until what hour"),
        widget=AdminTimeInput,
        required=False,
        help_text=_("Empty: the whole day."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Only your staff reads it. Write nothing about health: “leave” is enough."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first = cleaned.get("first_day")
        cleaned["last_day"] = cleaned.get("last_day") or first
        if first and not self.errors and self.ends_at <= self.starts_at:
            field = "last_day" if cleaned["last_day"] < first else "end"
            self.add_error(field, _("The end comes before the start."))
        return cleaned

    @property
    def starts_at(self) -> datetime:
        return on_the_clock(
            datetime.combine(self.cleaned_data["first_day"], self.cleaned_data.get("start") or time.min)
        )

    @property
    def ends_at(self) -> datetime:
        last, end = self.cleaned_data["last_day"], self.cleaned_data.get("end")
        if end:
            return on_the_clock(datetime.combine(last, end))
        return on_the_clock(datetime.combine(last + timedelta(days=1), time.min))

    @property
    def absence(self) -> dict[str, Any]:
        """What ``sessions.absences.plan_absence`` takes."""
        return {
            "starts_at": self.starts_at,
            "ends_at": self.ends_at,
            "reason": self.cleaned_data["reason"],
        }
