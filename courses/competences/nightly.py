"""Where everybody stands, worked out at once in the database: ``courses.competences.rule`` told in SQL.

As many statements for everybody as for one: what is asked and what is found are noted in tables of this
transaction, of which the database knows how large they are; then what nobody asks for any more is removed,
and what is new or different is written. Rows that say the same as yesterday are not touched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone

from courses.competences.keeping_apart import alone
from courses.competences.night.asked import asked
from courses.competences.night.judged import judged, ranked
from courses.competences.night.proved import on_the_way, proved
from courses.competences.night.words import Night, Statement, table
from courses.models import Standing

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from lms.people.models import Person

FIELDS = (
    "requirement_id",
    "level_held",
    "level_required",
    "state",
    "held_until",
    "due_on",
    "is_under_way",
)

NOTES = ("asked_tonight", "found_tonight")
FORGET = tuple(f"DROP TABLE IF EXISTS {notes}" for notes in NOTES)


@transaction.atomic
def recalculate_all(*, people: QuerySet[Person, Any] | None = None, today: date | None = None) -> int:
    """Bring the standings of all people, or of these, up to date. Returns how many were written."""
    alone(connection, exclusive=people is None)
    ids = None if people is None else list(people.order_by().values_list("pk", flat=True))
    if ids == []:
        return 0
    with connection.cursor() as cursor:
        for statement in statements(Night(day=today or timezone.localdate(), ids=ids)):
            cursor.execute(*statement)
        written = int(cursor.rowcount)
        for words in FORGET:
            cursor.execute(words)
        return written


def statements(night: Night) -> list[Statement]:
    """In their order; the last one writes."""
    dialect = night.dialect
    spoken = [*dialect.before, *FORGET, _note_asked(night), *dialect.asked]
    written = [*dialect.found, _forget(night), _write()]
    return [*map(Statement, spoken), _note_found(night), *map(Statement, written)]


def _note_asked(night: Night) -> str:
    """What is asked of whom, worked out once and kept for this transaction."""
    return f"CREATE TEMPORARY TABLE asked_tonight AS WITH {asked(night)} SELECT * FROM asked"  # noqa: S608


def _note_found(night: Night) -> Statement:
    """Where everybody stands with what is asked of them."""
    learning, parameters = on_the_way()
    sql = f"""
        CREATE TEMPORARY TABLE found_tonight AS
        WITH {proved(night)}, {learning}, {judged(night)}, {ranked(night)}
        SELECT person_id, competence_id, {", ".join(FIELDS)} FROM ranked WHERE place = 1"""  # noqa: S608
    return Statement(sql, parameters)


def _forget(night: Night) -> str:
    """Standings that neither a role nor evidence gives any reason for."""
    return f"""
        DELETE FROM {table(Standing)} WHERE id IN (
            WITH gone AS (
                SELECT person_id, competence_id FROM {table(Standing)} old
                WHERE TRUE {night.only("old.person_id")}
                EXCEPT SELECT person_id, competence_id FROM found_tonight
            )
            SELECT old.id FROM gone JOIN {table(Standing)} old
                ON old.person_id = gone.person_id AND old.competence_id = gone.competence_id
        )"""  # noqa: S608 - no word of it is typed by anybody


def _write() -> str:
    fields = ", ".join(FIELDS)
    differs = " OR ".join(f"old.{field} IS DISTINCT FROM found.{field}" for field in FIELDS)
    return f"""
        INSERT INTO {table(Standing)} (person_id, competence_id, {fields})
        SELECT found.person_id, found.competence_id, {", ".join(f"found.{f}" for f in FIELDS)}
        FROM found_tonight found LEFT JOIN {table(Standing)} old
            ON old.person_id = found.person_id AND old.competence_id = found.competence_id
        WHERE old.id IS NULL OR {differs}
        ON CONFLICT (person_id, competence_id) DO UPDATE SET
            {", ".join(f"{field} = excluded.{field}" for field in FIELDS)}"""  # noqa: S608
