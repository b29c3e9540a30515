"""Which figures stand in the table of hours, under which heads, and how they are said."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext_lazy as _

from attendance.hours.scope import By

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from attendance.hours.figures import Figures
    from sessions.appointments.contract_hours import ContractHours


@dataclass(frozen=True)
class FigureColumn:
    """A figure: a number, or minutes said in hours of 60 minutes."""

    name: str
    label: StrOrPromise
    in_hours: bool = False

    def value(self, figures: Figures) -> int | Decimal:
        number: int = getattr(figures, self.name)
        return figures.hours(self.name) if self.in_hours else number

    def in_words(self, figures: Figures) -> str:
        """For a table: nothing is said as a dash, so that what there is stands out."""
        return said(self.value(figures))


@dataclass(frozen=True)
class Head:
    """Some columns under one head."""

    label: StrOrPromise
    columns: tuple[FigureColumn, ...]
    is_always_shown: bool = False

    def is_needed(self, total: Figures) -> bool:
        """Whether there is anything to say under it."""
        return self.is_always_shown or any(column.value(total) for column in self.columns)


def said(value: int | Decimal) -> str:
    if not value:
        return "–"
    return floatformat(value, -2) if isinstance(value, Decimal) else str(value)


GIVEN = Head(
    _("Handed in"),
    (
        FigureColumn("meetings", _("Meetings")),
        FigureColumn("minutes", _("Hours"), in_hours=True),
        FigureColumn("theory", _("Theory"), in_hours=True),
        FigureColumn("practice", _("Practice"), in_hours=True),
        FigureColumn("units", _("Units")),
    ),
    is_always_shown=True,
)
THERE = Head(
    _("People who were there"),
    (
        FigureColumn("people", _("People")),
        FigureColumn("person_theory", _("Theory"), in_hours=True),
        FigureColumn("person_practice", _("Practice"), in_hours=True),
        FigureColumn("person_units", _("Units")),
    ),
    is_always_shown=True,
)
WALKED_IN = Head(
    _("Without a place"),
    (
        FigureColumn("walk_ins", _("People")),
        FigureColumn("walk_in_minutes", _("Hours"), in_hours=True),
    ),
)
HELPED = Head(
    _("Individual help"),
    (
        FigureColumn("helped", _("Units")),
        FigureColumn("helped_minutes", _("Hours"), in_hours=True),
    ),
)
OPEN = Head(
    _("List still open"),
    (
        FigureColumn("open_meetings", _("Meetings")),
        FigureColumn("open_minutes", _("Hours"), in_hours=True),
    ),
)
OF_PERSON = Head(
    _("Handed in"),
    (
        FigureColumn("meetings", _("Meetings")),
        FigureColumn("person_minutes", _("Hours"), in_hours=True),
        FigureColumn("person_theory", _("Theory"), in_hours=True),
        FigureColumn("person_practice", _("Practice"), in_hours=True),
        FigureColumn("person_units", _("Units")),
        FigureColumn("walk_in_minutes", _("Without a place"), in_hours=True),
    ),
)


def heads_of(by: By) -> tuple[Head, ...]:
    if by == By.PERSON:
        return (OF_PERSON, OPEN)
    if by == By.RUN:
        return (GIVEN, THERE, WALKED_IN, OPEN)
    return (GIVEN, THERE, WALKED_IN, HELPED, OPEN)


CONTRACT_FIGURES = {"agreed": _("Agreed"), "delivered": _("Given"), "left": _("Left")}
"""Of the whole contract, whatever days are asked for."""


def contract_cells(contract: ContractHours | None) -> list[Any]:
    if contract is None:
        return ["–"] * len(CONTRACT_FIGURES)
    return [floatformat(getattr(contract, name), -2) for name in CONTRACT_FIGURES]
