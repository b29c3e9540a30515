"""All offices with everything about their hours, in two queries however many there are.

Hours of the week, other hours and closures lie in three tables, for an editor's sake; a reader gets
them in one query.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import CharField, DateField, F, PositiveSmallIntegerField, Q, QuerySet, TimeField, Value
from django.db.models.functions import Cast

from cms.models import Closure, Counter, HoursException, Office, WeeklyHours
from cms.offices.addresses import page_address

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import Field, Model

REASONS = tuple(f"reason_{code}" for code, _name in settings.LANGUAGES)
COLUMNS: dict[str, Field[Any, Any]] = {
    "weekday": PositiveSmallIntegerField(),
    "kind": CharField(),
    "first_day": DateField(),
    "last_day": DateField(),
    "opens": TimeField(),
    "closes": TimeField(),
    **{name: CharField() for name in REASONS},
}
TABLES: dict[type[Model], tuple[str, ...]] = {
    HoursException: ("kind", "first_day", "last_day", "opens", "closes", *REASONS),
    WeeklyHours: ("weekday", "opens", "closes"),
    Closure: ("first_day", "last_day", *REASONS),
}
"""The columns that each of the three has."""


def read_offices(*, since: date) -> list[Office]:
    """The offices in their order, with counters, hours and closures. What ended before is left out.

    Each knows the address of its page in the reader's language, ``page_address``.
    """
    offices = _offices_with_counters()
    rows = _rows(since)
    for office in offices:
        office.closures = rows[Closure.__name__, office.pk]
        for counter in office.counters.all():
            counter.weekly_hours = rows[WeeklyHours.__name__, counter.pk]
            counter.exceptions = rows[HoursException.__name__, counter.pk]
    return offices


def _offices_with_counters() -> list[Office]:
    """One row for each counter, and for an office that has none; its columns beside the office's."""
    names = [field.attname for field in Counter._meta.concrete_fields]
    columns = {f"counter_{name}": F(f"counters__{name}") for name in names}
    offices: dict[int, Office] = {}
    counters: dict[int, list[Counter]] = defaultdict(list)
    for row in QuerySet(Office).annotate(page_address=page_address("pk"), **columns):
        offices.setdefault(row.pk, row)
        values = [getattr(row, column) for column in columns]
        if getattr(row, "counter_id", None) is not None:
            counters[row.pk].append(Counter.from_db(row._state.db, names, values))
    for office in offices.values():
        office.counters = counters[office.pk]
    return list(offices.values())


def _rows(since: date) -> dict[tuple[str, int], list[Model]]:
    """Model and owner to the rows."""
    of_every_month = Q(kind=HoursException.Kind.LAST_OF_MONTH)
    other = _columns(HoursException, of_every_month | Q(last_day__gte=since), owner="counter_id")
    weekly = _columns(WeeklyHours, Q(), owner="counter_id")
    closures = _columns(Closure, Q(last_day__gte=since), owner="office_id")
    models = {model.__name__: model for model in TABLES}
    found: dict[tuple[str, int], list[Model]] = defaultdict(list)
    for name, owner, *values in other.union(weekly, closures, all=True):
        told = dict(zip(COLUMNS, values, strict=True))
        model = models[name]
        found[name, owner].append(model(**{column: told[column] for column in TABLES[model]}))
    return found


def _columns(model: type[Model], condition: Q, *, owner: str) -> QuerySet[Any, Any]:
    """The rows of a table with the columns of all three; those it lacks are empty.

    They are empty with a type, for PostgreSQL asks for it, and the querysets are plain ones: those of
    modeltranslation give the columns in any order.
    """
    columns = {"as_table": Cast(Value(model.__name__), CharField()), "as_owner": F(owner)}
    for name, kind in COLUMNS.items():
        columns[f"as_{name}"] = F(name) if name in TABLES[model] else Cast(Value(None), kind)
    rows: QuerySet[Any, Any] = QuerySet(model).filter(condition).order_by()
    return rows.annotate(**columns).values_list(*columns)
