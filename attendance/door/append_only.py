"""The log of the door is append-only, and takes in nobody at a list that was handed in: the database says so.

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
ONLY_OPEN = "scan_counts_on_an_open_list"
SESSIONS = "training_sessions_session"
LATER = "('closing', 'correction', 'import')"
COUNTS = f"NEW.verdict IN ('welcome', 'already_in', 'noted') AND NEW.method NOT IN {LATER}"
NOT_OPEN = f"SELECT 1 FROM {SESSIONS} WHERE id = NEW.session_id AND status <> 'planned'"  # noqa: S608

STATEMENTS: dict[str, tuple[str, ...]] = {
    "sqlite": (
        f"DROP TRIGGER IF EXISTS {NAME}",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} "
        "BEGIN SELECT RAISE(ABORT, 'a scan is written once'); END",
        f"DROP TRIGGER IF EXISTS {ONLY_OPEN}",
        f"CREATE TRIGGER {ONLY_OPEN} BEFORE INSERT ON {TABLE} WHEN {COUNTS} AND EXISTS ({NOT_OPEN}) "
        "BEGIN SELECT RAISE(ABORT, 'the list is not open'); END",
    ),
    "postgresql": (
        f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a scan is written once' USING ERRCODE = '23000'; END $$",
        f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()",
        # The lock waits for whoever is just closing the list, and then sees that it is closed.
        f"CREATE OR REPLACE FUNCTION {ONLY_OPEN}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN PERFORM 1 FROM {SESSIONS} WHERE id = NEW.session_id FOR KEY SHARE; "
        f"IF EXISTS ({NOT_OPEN}) THEN "
        "RAISE EXCEPTION 'the list is not open' USING ERRCODE = '23000'; END IF; RETURN NEW; END $$",
        f"DROP TRIGGER IF EXISTS {ONLY_OPEN} ON {TABLE}",
        f"CREATE TRIGGER {ONLY_OPEN} BEFORE INSERT ON {TABLE} FOR EACH ROW WHEN ({COUNTS}) "
        f"EXECUTE FUNCTION {ONLY_OPEN}()",
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


def drop_triggers(sender: AppConfig, *, using: str, **_kwargs: Any) -> None:
    """Receiver of ``pre_migrate``: SQLite rebuilds no table that a trigger of another one looks into."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {ONLY_OPEN}")
