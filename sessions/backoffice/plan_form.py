"""The form of a series: on which days, when and how long, until when, where and with whom.

Rules are made of its checked choices only. Everything stands on one page, since nobody should need a
script; the style sheet hides the fields of the patterns that were not chosen.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from sessions.arrangements import Arrangement
from sessions.backoffice.choices import offer_people, offer_rooms
from sessions.backoffice.forms import WITHIN_REASON
from sessions.backoffice.words import explain
from sessions.errors import PlanningError
from sessions.models import Timetable
from sessions.timetables.patterns import LAST, LONGEST_LIST, MOST_WEEKS_BETWEEN, Dates, Monthly, Weekly
from sessions.timetables.plan import LONGEST_MINUTES, Plan

if TYPE_CHECKING:
    from sessions.models import Run

A_YEAR = timedelta(days=366)
WEEKLY, MONTHLY, DATES = "weekly", "monthly", "dates"
PATTERNS = [
    (WEEKLY, _("on days of the week")),
    (MONTHLY, _("once a month")),
    (DATES, _("on the dates I list")),
]
ORDINALS = [
    (1, _("the first")),
    (2, _("the second")),
    (3, _("the third")),
    (4, _("the fourth")),
    (LAST, _("the last")),
]


def weekday_choices() -> list[tuple[int, str]]:
    return [(number, capfirst(name)) for number, name in WEEKDAYS.items()]


class DatesField(forms.CharField):
    """Dates separated by commas, semicolons or lines, each as the reader's language writes dates."""

    widget = forms.Textarea(attrs={"rows": 5})

    def to_python(self, value: Any) -> tuple[date, ...]:  # type: ignore[override]
        day = forms.DateField(validators=WITHIN_REASON)
        typed = [part.strip() for part in str(value or "").replace(";", "\n").replace(",", "\n").splitlines()]
        found = []
        for part in filter(None, typed):
            try:
                found.append(day.clean(part))
            except forms.ValidationError as error:
                raise forms.ValidationError(
                    _("“%(typed)s” is not a date. Write it like this: 2026-12-01.") % {"typed": part}
                ) from error
        return tuple(sorted(set(found)))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(f"{day:%Y-%m-%d}" for day in value) if isinstance(value, tuple) else value


class PlanForm(forms.Form):
    """What "Plan the meetings" asks, and what a change of a series asks again."""

    pattern = forms.ChoiceField(
        label=_("The meetings are"),
        choices=PATTERNS,
        initial=WEEKLY,
        required=False,
        widget=forms.RadioSelect,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    every = forms.IntegerField(
        label=_("Every how many weeks"),
        min_value=1,
        max_value=MOST_WEEKS_BETWEEN,
        initial=1,
        required=False,
        help_text=_("1: every week. 2: every other week."),
    )
    which = forms.TypedChoiceField(
        label=_("Which in the month"), coerce=int, choices=ORDINALS, initial=1, required=False
    )
    weekday = forms.TypedChoiceField(label=_("Day of the week"), coerce=int, initial=0, required=False)
    dates = DatesField(
        label=_("Dates"), required=False, help_text=_("One in a line, like this: 2026-12-01. At most a year.")
    )
    first_date = forms.DateField(
        label=_("First possible day"), widget=AdminDateInput, validators=WITHIN_REASON, required=False
    )
    meetings = forms.IntegerField(label=_("Number of meetings"), min_value=1, max_value=200, required=False)
    until = forms.DateField(
        label=_("Or the last day"), widget=AdminDateInput, validators=WITHIN_REASON, required=False
    )
    start = forms.TimeField(label=_("Start"), widget=AdminTimeInput)
    minutes = forms.IntegerField(
        label=_("How many minutes"), min_value=5, max_value=LONGEST_MINUTES, initial=120
    )
    kind = forms.ChoiceField(label=_("Counts as"), choices=Timetable.Kind)
    room: Any = forms.ModelChoiceField(label=_("Room"), queryset=None, required=False)
    trainers: Any = forms.ModelMultipleChoiceField(
        label=_("Trainers"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    interpreter: Any = forms.ModelChoiceField(label=_("Interpreter"), queryset=None, required=False)
    childcare: Any = forms.ModelChoiceField(label=_("Childcare"), queryset=None, required=False)

    def __init__(self, *args: Any, user: Any, run: Run, kept: Arrangement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("weekdays", "weekday"):
            self.fields[name].choices = weekday_choices()  # type: ignore[attr-defined]
        offer_rooms(self, user=user, kept=kept.room)
        offer_people(self, user=user, run=run, kept=kept)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned["pattern"] = cleaned.get("pattern") or WEEKLY
        if cleaned["pattern"] == DATES:
            self._check_dates(cleaned)
        else:
            self._check_rule(cleaned)
        if not self.errors:
            self._check_series()
        return cleaned

    def _check_dates(self, cleaned: dict[str, Any]) -> None:
        dates = cleaned.get("dates") or ()
        if not dates and "dates" not in self.errors:
            self.add_error("dates", _("List at least one date."))
        elif dates and dates[-1] - dates[0] > LONGEST_LIST:
            self.add_error("dates", _("The dates are more than a year apart. Plan the later ones apart."))

    def _check_rule(self, cleaned: dict[str, Any]) -> None:
        if cleaned["pattern"] == WEEKLY and not cleaned.get("weekdays") and "weekdays" not in self.errors:
            self.add_error("weekdays", _("Choose at least one day of the week."))
        first, meetings, until = (cleaned.get(name) for name in ("first_date", "meetings", "until"))
        if not first and "first_date" not in self.errors:
            self.add_error("first_date", _("Say from which day on."))
        if bool(meetings) == bool(until) and not {"meetings", "until"} & self.errors.keys():
            self.add_error("meetings", _("Say how many meetings, or until when: one of the two."))
        if until and first and until < first:
            self.add_error("until", _("The last day comes before the first."))
        elif until and until > max(first or timezone.localdate(), timezone.localdate()) + A_YEAR:
            self.add_error("until", _("A timetable runs for a year at most."))

    def _check_series(self) -> None:
        """Ask the rule itself: whether it gives dates, and whether so many fit into a year."""
        try:
            starts = self.plan.local_starts()
        except PlanningError as error:
            self.add_error("start", explain(error))
            return
        last = self.plan.first_date + A_YEAR
        if not starts:
            self.add_error(None, _("These days give no meeting. Please look at the dates again."))
        elif starts[-1].date() > last or len(starts) < (self.plan.meetings or 0):
            self.add_error(
                "meetings", _("So many meetings take more than a year. Plan the later ones apart.")
            )

    @property
    def plan(self) -> Plan:
        cleaned = self.cleaned_data
        when = {"start": cleaned["start"], "minutes": cleaned["minutes"]}
        if cleaned["pattern"] == DATES:
            return Plan.on(cleaned["dates"], **when)
        if cleaned["pattern"] == MONTHLY:
            pattern: Weekly | Monthly = Monthly(int(cleaned["weekday"] or 0), int(cleaned["which"] or 1))
        else:
            pattern = Weekly(tuple(sorted(cleaned["weekdays"])), cleaned["every"] or 1)
        ends = {"meetings": cleaned["meetings"], "until": cleaned["until"]}
        return Plan(pattern=pattern, first_date=cleaned["first_date"], **ends, **when)

    @property
    def arrangement(self) -> Arrangement:
        cleaned = self.cleaned_data
        return Arrangement(
            room=cleaned["room"],
            trainers=tuple(cleaned["trainers"]),
            interpreter=cleaned["interpreter"],
            childcare=cleaned["childcare"],
        )

    @property
    def basis(self) -> str:
        """What was chosen apart from the dates, for the fingerprint of a preview."""
        chosen = self.arrangement
        people = sorted(trainer.pk for trainer in chosen.trainers)
        others = [each.pk if each else None for each in (chosen.room, chosen.interpreter, chosen.childcare)]
        return f"{self.cleaned_data['kind']} {people} {others}"

    @staticmethod
    def as_arranged(arrangement: Arrangement) -> dict[str, Any]:
        return {
            "room": arrangement.room.pk if arrangement.room else None,
            "trainers": [trainer.pk for trainer in arrangement.trainers],
            "interpreter": arrangement.interpreter.pk if arrangement.interpreter else None,
            "childcare": arrangement.childcare.pk if arrangement.childcare else None,
        }

    @staticmethod
    def as_planned(plan: Plan) -> dict[str, Any]:
        """What the fields show of a series that goes on."""
        shown: dict[str, Any] = {"start": plan.start, "minutes": plan.minutes}
        match plan.pattern:
            case Dates(days):
                return shown | {"pattern": DATES, "dates": days}
            case Monthly(weekday, which):
                shown |= {"pattern": MONTHLY, "weekday": weekday, "which": which}
            case Weekly(weekdays, every):
                shown |= {"pattern": WEEKLY, "weekdays": list(weekdays), "every": every}
        return shown | {
            "first_date": plan.first_date,
            "meetings": plan.meetings,
            "until": plan.until,
        }
