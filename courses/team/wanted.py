"""What a manager asks the grid for: a team, a role, a kind of square, a deadline, a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.models import RoleProfile, Team
from courses.team.cells import Look
from courses.team.quarters import Quarter
from courses.team.scope import duties_of, teams_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from courses.models import Duty
    from courses.team.cells import Cell
    from lms.people.roles import AnyUser


class Show(TextChoices):
    TO_DO = "todo", _("what needs something done")
    MISSING = "missing", _("missing or lapsed")
    LAPSING = "lapsing", _("lapsing")
    PLANNED = "planned", _("planned or asked for")


class By(TextChoices):
    MONTH = "month", _("in the next 30 days")
    QUARTER = "quarter", _("by the end of this quarter")
    NEXT = "next", _("by the end of the next quarter")
    YEAR = "year", _("by the end of the year")


SHOWN = {
    Show.TO_DO: frozenset({Look.MISSING, Look.LAPSED, Look.GRACE, Look.LAPSING}),
    Show.MISSING: frozenset({Look.MISSING, Look.LAPSED, Look.GRACE}),
    Show.LAPSING: frozenset({Look.LAPSING}),
    Show.PLANNED: frozenset({Look.PLANNED, Look.ASKED}),
}


@dataclass(frozen=True)
class Wanted:
    """``until``: only what must be held, or held again, by that day; what is overdue is among it."""

    looks: frozenset[Look] | None = None
    until: date | None = None

    @property
    def is_everything(self) -> bool:
        return self.looks is None and self.until is None

    def meets(self, cell: Cell) -> bool:
        in_time = self.until is None or (cell.until is not None and cell.until <= self.until)
        return in_time and (self.looks is None or cell.look in self.looks)


class GridFilters(forms.Form):
    """Every question may stay open; what makes no sense is taken as open."""

    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), required=False, empty_label=_("all my teams")
    )
    profile = forms.ModelChoiceField(
        label=_("Role"), queryset=RoleProfile.objects.none(), required=False, empty_label=_("all roles")
    )
    show = forms.ChoiceField(label=_("Show"), required=False, choices=[("", _("everything")), *Show.choices])
    by = forms.ChoiceField(label=_("Deadline"), required=False, choices=[("", _("any day")), *By.choices])
    q = forms.CharField(label=pgettext_lazy("of a person", "Name"), required=False, max_length=100)

    def __init__(self, *args: Any, user: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        teams = teams_of(user)
        profiles = RoleProfile.objects.filter(duties__in=duties_of(user)).distinct()
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]
        self.fields["profile"].queryset = profiles  # type: ignore[attr-defined]
        self.is_valid()

    def _said(self, name: str) -> Any:
        return self.cleaned_data.get(name) or None

    @property
    def wanted(self) -> Wanted:
        show, by = self._said("show"), self._said("by")
        return Wanted(looks=SHOWN[Show(show)] if show else None, until=last_day(By(by)) if by else None)

    @property
    def is_narrowed(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def duties(self) -> QuerySet[Duty]:
        duties = duties_of(self.user)
        if team := self._said("team"):
            duties = duties.filter(team=team)
        if profile := self._said("profile"):
            duties = duties.filter(profile=profile)
        return duties


def last_day(by: By, *, today: date | None = None) -> date:
    today = today or timezone.localdate()
    quarter = Quarter.of(today)
    return {
        By.MONTH: today + timedelta(days=30),
        By.QUARTER: quarter.last_day,
        By.NEXT: quarter.following.last_day,
        By.YEAR: date(today.year, 12, 31),
    }[by]
