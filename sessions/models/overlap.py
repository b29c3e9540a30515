"""The guard of the database against taking a room or a human twice at the same hour.

PostgreSQL holds it as an exclusion constraint. SQLite knows none, so triggers stand in; a migration
that rebuilds the table drops them, hence ``guard_sqlite`` runs after every ``migrate`` (``sessions.apps``)
and a system check looks for the guard (``sessions.checks``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import DEFAULT_DB_ALIAS, connections, models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

TRIGGERS = ("reservation_overlaps_on_insert", "reservation_overlaps_on_update")
CONSTRAINT = "reservations_never_overlap"


class Hours(models.Func):
    """The reserved time as a range: the first moment belongs to it, the last does not."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class ExclusionWherePossible(ExclusionConstraint):
    """An exclusion constraint that other databases than PostgreSQL pass over."""

    def constraint_sql(self, model: Any, schema_editor: Any) -> Any:
        return (
            super().constraint_sql(model, schema_editor) if _is_postgresql(schema_editor.connection) else None
        )

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        return super().create_sql(model, schema_editor) if _is_postgresql(schema_editor.connection) else None

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        return super().remove_sql(model, schema_editor) if _is_postgresql(schema_editor.connection) else None

    def validate(self, model: Any, instance: Any, exclude: Any = None, using: str = DEFAULT_DB_ALIAS) -> None:
        if _is_postgresql(connections[using]):
            super().validate(model, instance, exclude, using)


def guard_sqlite(connection: BaseDatabaseWrapper, table: str) -> None:
    """Set the triggers again; where they stand already they are replaced."""
    for trigger in TRIGGERS:
        event = "INSERT" if trigger.endswith("insert") else "UPDATE"
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger}")
            cursor.execute(
                f"""
                CREATE TRIGGER {trigger} BEFORE {event} ON {table} WHEN NEW.active
                BEGIN
                    SELECT RAISE(ABORT, '{CONSTRAINT}') FROM {table} other
                    WHERE other.active AND other.resource_id = NEW.resource_id AND other.id IS NOT NEW.id
                    AND other.starts_at < NEW.ends_at AND other.ends_at > NEW.starts_at;
                END
                """  # noqa: S608 - the names are constants of this module and of the model
            )


def is_guarded(connection: BaseDatabaseWrapper, table: str) -> bool:
    """Whether this database would refuse an overlap."""
    with connection.cursor() as cursor:
        if _is_postgresql(connection):
            cursor.execute("SELECT count(*) FROM pg_constraint WHERE conname = %s", [CONSTRAINT])
            return bool(cursor.fetchone()[0] == 1)
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        return bool(cursor.fetchone()[0] == len(TRIGGERS))


def _is_postgresql(connection: BaseDatabaseWrapper) -> bool:
    return connection.vendor == "postgresql"
