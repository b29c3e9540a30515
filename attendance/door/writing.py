"""The log and what it amounts to, written together: in one statement where the database has such."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

from attendance.models import Attendance, Scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

NAMES = ("session", "person")
KEPT = (
    "place",
    "status",
    "excuse",
    "method",
    "minutes",
    "practice_minutes",
    "units",
    "arrived_at",
    "left_at",
)


def write(entries: Sequence[Scan], rows: Sequence[Attendance]) -> None:
    """Add entries to the log, and keep these rows, new or over what was known of the same people."""
    if entries and rows and connection.vendor == "postgresql":
        _write_both(entries, rows)
        return
    Scan.objects.bulk_create(entries)
    Attendance.objects.bulk_create(rows, update_conflicts=True, unique_fields=NAMES, update_fields=KEPT)


def _write_both(entries: Sequence[Scan], rows: Sequence[Attendance]) -> None:
    """A check-in waits for the database once less. The entries get their numbers in the order given."""
    noted, of_entries = _insert(entries)
    kept, of_rows = _insert(
        rows,
        on_conflict=OnConflict.UPDATE,
        unique_fields=[Attendance._meta.get_field(name) for name in NAMES],
        update_fields=[Attendance._meta.get_field(name) for name in KEPT],
    )
    both = f"WITH noted AS ({noted} RETURNING id), kept AS ({kept}) SELECT id FROM noted ORDER BY id"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(both, [*of_entries, *of_rows])
        for entry, (number,) in zip(entries, cursor.fetchall(), strict=True):
            entry.pk, entry._state.adding, entry._state.db = number, False, connection.alias


def _insert(rows: Sequence[Model], **conflict: Any) -> tuple[str, Sequence[Any]]:
    """The statement with which Django would write these rows."""
    model = type(rows[0])
    query = InsertQuery(model, **conflict)
    query.insert_values([field for field in model._meta.concrete_fields if not field.primary_key], list(rows))
    [(sql, parameters)] = query.get_compiler(connection.alias).as_sql()
    return sql, parameters
