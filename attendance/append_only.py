"""The log of the door is append-only, and the database itself says so.

A migration that rebuilds a table on SQLite loses its triggers, so they are set again after every migrate.
Rows may still be deleted: retention and erasure must be able to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connections

if TYPE_CHECKING:
    from django.apps import AppConfig

TABLE = "attendance_scan"
NAME = "scan_is_never_changed"

STATEMENTS: dict[str, tuple[str, ...]] = {
    "sqlite": (
        f"DROP TRIGGER IF EXISTS {NAME}",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'a scan is written once'); END",
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a scan is written once' USING ERRCODE = '23000'; END $$",
        f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()",
    ),
}


def set_triggers(sender: AppConfig, *, using: str, **_kwargs: Any) -> None:
    """Receiver of ``post_migrate``; does nothing while the table is not there (a migrate to zero)."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        for statement in STATEMENTS.get(connection.vendor, ()):
            cursor.execute(statement)
