"""Keeps those who work standings out from writing over each other.

The night reads everything and then writes; whoever is changed meanwhile waits for its end and is worked out
after it. Two changes of one person follow each other. SQLite writes one at a time anyway.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

STANDINGS = 60_025
"""The number of the lock; any that nothing else in the house uses."""


def alone(connection: BaseDatabaseWrapper, *, exclusive: bool) -> None:
    """Until the end of the transaction: for everybody, or beside others who work out single people."""
    if connection.vendor != "postgresql":
        return
    shared = "" if exclusive else "_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_advisory_xact_lock{shared}(%s)", [STANDINGS])
