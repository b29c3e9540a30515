"""Hours counted in the database: one query for what was held, one for its units, one for who was there.

Their number does not grow with the runs, people or rows; nothing is added up in Python but groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import (
    Case,
    CharField,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
)

from attendance.hours.figures import Figures
from attendance.hours.months import months_in
from attendance.hours.scope import WERE_THERE, By
from sessions.models import Session, Timetable, Unit
from sessions.timetables.clock import end_of, start_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from attendance.hours.scope import Hours

PRACTICE = Timetable.Kind.PRACTICE
LENGTH = ExpressionWrapper(F("ends_at") - F("starts_at"), output_field=DurationField())
Groups = dict[Hashable, Figures]

_KEYS = {
    By.RUN: "run",
    By.ORGANISATION: "run__organiser",
    By.CONTRACT: "run__contract",
    By.FUNDER: "run__funder",
}
_KEYS_OF_HELP = {
    By.ORGANISATION: "specialist__organisation",
    By.CONTRACT: "contract",
    By.FUNDER: "contract__funder",
}


def count(hours: Hours, *, by: By) -> Groups:
    """Figures by the key of the group: an id, the first day of a month, nothing where there is none."""
    found: dict[Hashable, Figures] = defaultdict(Figures)
    for key, figures in (*_held(hours, by), *_units(hours, by), *_there(hours, by), *_helped(hours, by)):
        found[key] += figures
    return {key: figures for key, figures in found.items() if not figures.is_empty}


def count_all(hours: Hours, groups: Iterable[Figures]) -> Figures:
    """The sum of the groups. People are counted once, in however many groups they are. One query."""
    total = sum(groups, Figures())
    once = hours.attendances.aggregate(**_people(_is_closed("session__")))
    return Figures.of({**vars(total), **once})


def _held(hours: Hours, by: By) -> Iterable[tuple[Hashable, Figures]]:
    closed, begun = _is_closed(""), Q(status=Session.Status.PLANNED)
    whole = ~Exists(Unit.objects.filter(session=OuterRef("pk")))
    grouped = _grouped(hours, hours.sessions.annotate(is_whole=whole), by).annotate(
        meetings=Count("pk", filter=closed),
        length=Sum(LENGTH, filter=closed),
        theory_length=Sum(LENGTH, filter=closed & Q(is_whole=True) & ~Q(kind=PRACTICE)),
        practice_length=Sum(LENGTH, filter=closed & Q(is_whole=True, kind=PRACTICE)),
        units=Count("pk", filter=closed & Q(is_whole=True)),
        open_meetings=Count("pk", filter=begun),
        open_length=Sum(LENGTH, filter=begun),
    )
    for row in grouped:
        lengths = {
            "minutes": _minutes(row["length"]),
            "theory": _minutes(row["theory_length"]),
            "practice": _minutes(row["practice_length"]),
            "open_minutes": _minutes(row["open_length"]),
        }
        yield row["key"], Figures.of({**row, **lengths})


def _units(hours: Hours, by: By) -> Iterable[tuple[Hashable, Figures]]:
    """Of meetings that consist of units, only the units are theory or practice; between them are breaks."""
    units = Unit.objects.filter(session__in=hours.sessions.filter(_is_closed(""))).order_by()
    grouped = _grouped(hours, units, by, path="session__").annotate(
        units=Count("pk"),
        theory=Sum("minutes", filter=~Q(kind=PRACTICE)),
        practice=Sum("minutes", filter=Q(kind=PRACTICE)),
    )
    return [(row["key"], Figures.of(row)) for row in grouped]


def _there(hours: Hours, by: By) -> Iterable[tuple[Hashable, Figures]]:
    grouped = _grouped(hours, hours.attendances, by, path="session__").annotate(
        **attended(), **_people(_is_closed("session__"))
    )
    return [(row["key"], Figures.of(row)) for row in grouped]


def _helped(hours: Hours, by: By) -> Iterable[tuple[Hashable, Figures]]:
    """Individual help: of no run, and of those contracts under which it was booked."""
    if by == By.RUN:
        return []
    grouped = _grouped(hours, hours.appointments, by, keys=_KEYS_OF_HELP).annotate(
        helped=Count("pk"), length=Sum(LENGTH)
    )
    return [
        (row["key"], Figures.of({"helped": row["helped"], "helped_minutes": _minutes(row["length"])}))
        for row in grouped
    ]


def attended() -> dict[str, Any]:
    """What rows of attendance amount to, on lists handed in: of people with a place, and without."""
    closed = _is_closed("session__")
    placed, walked_in = closed & Q(place__isnull=False), closed & Q(place=None)
    return {
        "person_theory": Sum(F("minutes") - practised(), filter=placed),
        "person_practice": Sum(practised(), filter=placed),
        "person_units": Sum("units", filter=placed),
        "walk_in_minutes": Sum("minutes", filter=walked_in),
    }


def practised() -> Case:
    """Minutes of practice of a row: of its units, or all of them where the whole meeting was practice."""
    is_whole = ~Exists(Unit.objects.filter(session=OuterRef("session")))
    return Case(
        When(Q(session__kind=PRACTICE) & is_whole, then=F("minutes")),
        default=F("practice_minutes"),
    )


def _people(closed: Q) -> dict[str, Any]:
    there = closed & Q(status__in=WERE_THERE)
    return {
        "people": Count("person", distinct=True, filter=there & Q(place__isnull=False)),
        "walk_ins": Count("person", distinct=True, filter=there & Q(place=None)),
    }


def _month(hours: Hours, path: str) -> Case:
    """The first day of the month by the clock on the wall, as text.

    Compared with the ends of each month: SQLite would call into Python for every row to cut a date off.
    """
    months = months_in(hours.wanted.since, hours.wanted.until)
    found = [
        When(**{f"{path}__gte": start_of(first), f"{path}__lte": end_of(last)}, then=Value(first.isoformat()))
        for first, last in months
    ]
    return Case(*found, default=Value(""), output_field=CharField())


def _grouped(
    hours: Hours, rows: QuerySet[Any], by: By, *, path: str = "", keys: Mapping[By, str] = _KEYS
) -> QuerySet[Any, dict[str, Any]]:
    if by == By.MONTH:
        return rows.annotate(key=_month(hours, f"{path}starts_at")).values("key")
    return rows.annotate(key=F(f"{path}{keys[by]}")).values("key")


def _is_closed(path: str) -> Q:
    return Q(**{f"{path}status": Session.Status.CLOSED})


def _minutes(length: timedelta | None) -> int:
    return int(length.total_seconds() // 60) if length else 0
