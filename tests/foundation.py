"""What the migrations laid down, kept, so that a test which empties the tables leaves the house standing.

Django ends a transactional test by flushing every table, and with them the groups, the locales and the root
of the page tree. Copying the whole database back is quicker than migrating again, and knows no exceptions.
SQLite copies page by page into the living file: whoever replaces the file under a connection that some
thread has not closed yet finds his write-ahead log taken away when it closes ("disk I/O error").
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

kept = ""


def start_from(laid: str) -> None:
    """Begin with a copy of a migrated database instead of migrating: a file, or one beside PostgreSQL's own.

    Called before the test database is made, under the name which this worker gives it.
    """
    if not laid:
        return
    test = connection.settings_dict["TEST"]
    if connection.vendor == "postgresql":
        test["TEMPLATE"] = laid
    elif not Path(test["NAME"]).exists():
        shutil.copy(laid, test["NAME"])


def keep() -> None:
    """Remember the test database as it stands now. Its name too: after the last test Django forgets it."""
    global kept
    kept = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copy(kept, f"{kept}.kept")
    else:
        _copy_database(of=kept, to=f"{kept}_kept")


def bring_back() -> None:
    """Put the remembered database in the place of today's."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(f"{kept}.kept")) as remembered:
            remembered.backup(connection.connection)
        connection.close()
    else:
        _copy_database(of=f"{kept}_kept", to=kept)


def _copy_database(*, of: str, to: str) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{to}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{to}" TEMPLATE "{of}"')
