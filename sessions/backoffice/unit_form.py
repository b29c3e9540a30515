"""The units of one meeting as rows of a form: from when to when, theory or practice, about what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminTimeInput

from sessions.models import Timetable
from sessions.timetables.clock import on_the_clock
from sessions.units import MOST_UNITS, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.forms.boundfield import BoundField

    from sessions.models import Session

FIELDS = ("start", "end", "kind", "topic")
SPARE = 2
"""Empty rows below the last unit."""


class ProposalForm(forms.Form):
    """Units of a length with breaks of a length; both read from the address, so that nothing is saved."""

    minutes = forms.IntegerField(label=_("Minutes of a unit"), min_value=5, max_value=480, initial=45)
    pause = forms.IntegerField(label=_("Minutes of a break"), min_value=0, max_value=120, initial=10)


@dataclass(frozen=True)
class UnitRow:
    """The fields of one unit, in the order in which they are read."""

    number: int
    fields: list[BoundField]

    @property
    def has_errors(self) -> bool:
        return any(field.errors for field in self.fields)


class UnitsForm(forms.Form):
    """Rows of units. A row without hours is no unit; so units are taken away by emptying their rows."""

    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_UNITS)
    for_series = forms.BooleanField(
        label=_("The later meetings of this series too, if they last as long"), required=False
    )

    def __init__(self, *args: Any, session: Session, parts: Sequence[Part] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        self.number = self._asked() if self.is_bound else min(len(parts) + SPARE, MOST_UNITS)
        self.initial["rows"] = self.number
        for index in range(self.number):
            self._add_row(index, parts[index] if index < len(parts) else None)
        if session.timetable_id is None:
            del self.fields["for_series"]

    def _asked(self) -> int:
        typed = str(self.data.get("rows", ""))
        return max(1, min(int(typed), MOST_UNITS)) if typed.isdecimal() and len(typed) < 4 else 1

    def _add_row(self, index: int, part: Part | None) -> None:
        number = {"number": index + 1}
        self.fields[f"start_{index}"] = forms.TimeField(
            label=_("Start of unit %(number)d") % number, required=False, widget=AdminTimeInput
        )
        self.fields[f"end_{index}"] = forms.TimeField(
            label=_("End of unit %(number)d") % number, required=False, widget=AdminTimeInput
        )
        self.fields[f"kind_{index}"] = forms.ChoiceField(
            label=_("What unit %(number)d counts as") % number, choices=Timetable.Kind
        )
        self.fields[f"topic_{index}"] = forms.CharField(
            label=_("Topic of unit %(number)d") % number, max_length=200, required=False
        )
        self.initial[f"kind_{index}"] = part.kind if part else self.session.kind
        if part:
            self.initial[f"start_{index}"] = self._wall(part.starts_after)
            self.initial[f"end_{index}"] = self._wall(part.ends_after)
            self.initial[f"topic_{index}"] = part.topic

    @property
    def unit_rows(self) -> Iterable[UnitRow]:
        return [
            UnitRow(index + 1, [self[f"{name}_{index}"] for name in FIELDS]) for index in range(self.number)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for index in range(self.number):
            start, end = cleaned.get(f"start_{index}"), cleaned.get(f"end_{index}")
            if start is None and end is None and cleaned.get(f"topic_{index}"):
                self.add_error(f"start_{index}", _("Say from when to when, or leave the row empty."))
            elif (start is None) != (end is None):
                missing = "start" if start is None else "end"
                if not self.errors.get(f"{missing}_{index}"):
                    self.add_error(f"{missing}_{index}", _("Say both hours."))
            elif start is not None and end is not None and self._after(end) <= self._after(start):
                self.add_error(f"end_{index}", _("The end must be after the start."))
            elif start is not None and self._after(start) < 0:
                self.add_error(f"start_{index}", _("The meeting has not begun then."))
        return cleaned

    @property
    def parts(self) -> list[Part]:
        """The units that were typed. Only of a form without errors."""
        words = self.cleaned_data
        found = []
        for index in range(self.number):
            start, end = words[f"start_{index}"], words[f"end_{index}"]
            if start is None:
                continue
            starts_after = self._after(start)
            found.append(
                Part(
                    starts_after=starts_after,
                    minutes=self._after(end) - starts_after,
                    kind=words[f"kind_{index}"],
                    topic=words[f"topic_{index}"].strip(),
                )
            )
        return found

    def _wall(self, minutes: int) -> time:
        return timezone.localtime(self.session.starts_at + timedelta(minutes=minutes)).time()

    def _after(self, at: time) -> int:
        """Minutes of real time from the start of the meeting until the clock shows this."""
        begins = timezone.localtime(self.session.starts_at)
        day = begins.date()
        if at < begins.time() and timezone.localtime(self.session.ends_at).date() > day:
            day += timedelta(days=1)
        return int((on_the_clock(datetime.combine(day, at)) - self.session.starts_at).total_seconds() // 60)
