"""``manage.py check --database default`` looks whether the database itself refuses overlaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as CheckWarning
from django.db import connections

from sessions.models import Reservation
from sessions.models.overlap import is_guarded

if TYPE_CHECKING:
    from collections.abc import Sequence


@register(Tags.database)
def overlaps_are_refused(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning rather than an error: ``migrate`` runs this first, and is itself the cure."""
    table = Reservation._meta.db_table
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if table in connection.introspection.table_names() and not is_guarded(connection, table):
            found.append(
                CheckWarning(
                    f"Database “{alias}” would let a room or a person be taken twice at the same hour.",
                    hint="Run “manage.py migrate”: it sets the guard on reservations again.",
                    obj=Reservation,
                    id="training_sessions.W001",
                )
            )
    return found
