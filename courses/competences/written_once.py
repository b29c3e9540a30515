"""Evidence is written once, and decided on once: the database says so, whatever the code does.

What was recorded never changes; a decision is added, and only in the order of ``Evidence.AFTER``. A migration
that rebuilds a table on SQLite loses its triggers, so they are set again after every migrate, and a system
check looks for them. Rows may still be deleted: retention and erasure must be able to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import connections

from courses.models import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.apps import AppConfig
    from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = Evidence._meta.db_table
NAME = "evidence_is_never_changed"
TOLD = "evidence is written once"
REVIEW = ("reviewed_by_id", "reviewed_at", "answer")
END = ("ended_at", "ended_reason")
DECIDED = ("decision", *REVIEW, *END)
"""What is added to an evidence later; everything else of it is fixed with the first word."""


def set_triggers(sender: AppConfig, *, using: str, **_kwargs: Any) -> None:
    """Receiver of ``post_migrate``; does nothing while the table is not there (a migrate to zero)."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if TABLE in connection.introspection.table_names(cursor):
            for statement in _statements(connection.vendor):
                cursor.execute(statement)


def drop_triggers(sender: AppConfig, *, using: str, **_kwargs: Any) -> None:
    """Receiver of ``pre_migrate``: SQLite lets no column go that a trigger still looks at."""
    connection = connections[using]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}")


def is_guarded(connection: BaseDatabaseWrapper) -> bool:
    """Whether this database would refuse to write over an evidence."""
    asked = {
        "sqlite": "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s AND name = %s",
        "postgresql": "SELECT 1 FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgname = %s",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor], [TABLE, NAME])
        return cursor.fetchone() is not None


@register(Tags.database)
def evidence_is_written_once(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning rather than an error: ``migrate`` runs this first, and is itself the cure."""
    return [
        CheckWarning(
            f"Database “{alias}” would let what proves a competence be written over.",
            hint="Run “manage.py migrate”: it sets the guard on evidence again.",
            obj=Evidence,
            id="courses.W002",
        )
        for alias in databases or ()
        if TABLE in connections[alias].introspection.table_names() and not is_guarded(connections[alias])
    ]


def _statements(vendor: str) -> tuple[str, ...]:
    if vendor == "sqlite":
        return (
            f"DROP TRIGGER IF EXISTS {NAME}",
            f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} WHEN {_wrong('IS NOT')} "
            f"BEGIN SELECT RAISE(ABORT, '{TOLD}'); END",
        )
    # The condition stands in the function, so that a migration may let a column go.
    return (
        f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_wrong('IS DISTINCT FROM')} THEN "
        f"RAISE EXCEPTION '{TOLD}' USING ERRCODE = '23000'; END IF; RETURN NEW; END $$",
        f"DROP TRIGGER IF EXISTS {NAME} ON {TABLE}",
        f"CREATE TRIGGER {NAME} BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {NAME}()",
    )


def _wrong(differs: str) -> str:
    """When a change is refused: of what was recorded, of the order of decisions, of what was decided."""
    columns = [str(field.column) for field in Evidence._meta.concrete_fields]
    recorded = [column for column in columns if column not in DECIDED]
    steps = [
        f"(OLD.decision = '{before}' AND NEW.decision = '{after}')"
        for before, follow in Evidence.AFTER.items()
        for after in sorted(follow)
    ]
    reviewed = "(OLD.decision = 'waiting' AND NEW.decision IN ('accepted', 'refused'))"
    ended = "(OLD.decision <> NEW.decision AND NEW.decision IN ('withdrawn', 'replaced'))"
    return (
        f"({_any(recorded, differs)}) "
        f"OR NOT (OLD.decision = NEW.decision OR {' OR '.join(steps)}) "
        f"OR (({_any(REVIEW, differs)}) AND NOT {reviewed}) "
        f"OR (({_any(END, differs)}) AND NOT {ended})"
    )


def _any(columns: Iterable[str], differs: str) -> str:
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)
