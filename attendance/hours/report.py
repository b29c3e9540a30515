"""Rows of the page of hours: each group with its name, its figures and the way to its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from attendance.hours.counting import count
from attendance.hours.figures import Figures
from attendance.hours.months import month_of
from attendance.hours.scope import By
from lms.people.models import Organisation
from lms.people.permission_policies import visible
from sessions.appointments.contract_hours import ContractHours, hours_of, with_hours
from sessions.models import Contract, Run

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from attendance.hours.scope import Hours


@dataclass(frozen=True)
class Row:
    """A group of hours. ``asked`` is what leads from here to the rows it was counted from."""

    name: str
    figures: Figures
    asked: dict[str, Any] | None = None
    detail: str = ""
    contract: ContractHours | None = None


def rows_of(hours: Hours, *, by: By) -> list[Row]:
    """Every group, in the order in which people look for them. What belongs to none comes last."""
    groups = count(hours, by=by)
    if by == By.MONTH:
        return [_month(key, groups[key]) for key in sorted(groups, key=str) if isinstance(key, str) and key]
    if by == By.CONTRACT:
        return _contracts(hours, groups)
    named = _runs(groups) if by == By.RUN else _organisations(groups, by)
    return [*named, *_nobodys(groups, by)]


def _month(key: str, figures: Figures) -> Row:
    first, last = month_of(date.fromisoformat(key))
    name = capfirst(date_format(first, "F Y"))
    return Row(name, figures, asked={"since": first.isoformat(), "until": last.isoformat()})


def _runs(groups: dict[Hashable, Figures]) -> Iterable[Row]:
    found = Run.objects.select_related("course").in_bulk(_keys(groups))
    for run in sorted(found.values(), key=lambda run: run.code):
        yield Row(run.code, groups[run.pk], asked={"run": run.code}, detail=run.course.title)


def _organisations(groups: dict[Hashable, Figures], by: By) -> Iterable[Row]:
    found = Organisation.objects.in_bulk(_keys(groups))
    for one in sorted(found.values(), key=lambda one: one.name):
        yield Row(one.name, groups[one.pk], asked={by.value: one.pk})


def _contracts(hours: Hours, groups: dict[Hashable, Figures]) -> list[Row]:
    """Also those under which nothing was given in these days: what was agreed stands against nothing."""
    wanted = hours.wanted
    running = visible(Contract, hours.user).filter(starts_on__lte=wanted.until, ends_on__gte=wanted.since)
    if wanted.contract:
        running = running.filter(pk=wanted.contract.pk)
    if wanted.organisation:
        running = running.filter(organisation=wanted.organisation)
    if wanted.funder:
        running = running.filter(funder=wanted.funder)
    if wanted.run:
        running = running.none()
    shown = with_hours(Contract.objects.filter(pk__in=_keys(groups)) | running).order_by("code")
    rows = [
        Row(
            contract.code,
            groups.get(contract.pk, Figures()),
            asked={"contract": contract.pk},
            detail=contract.title,
            contract=hours_of(contract),
        )
        for contract in shown
    ]
    return [*rows, *_nobodys(groups, By.CONTRACT)]


def _nobodys(groups: dict[Hashable, Figures], by: By) -> list[Row]:
    name = _("without a contract") if by == By.CONTRACT else _("without a funder")
    return [Row(name, groups[None])] if None in groups else []


def _keys(groups: dict[Hashable, Figures]) -> list[int]:
    return [key for key in groups if isinstance(key, int)]
