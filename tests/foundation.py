"""What the migrations laid down, kept, so that a test which empties the tables leaves the house standing.

Django ends a transactional test by flushing every table, and with them the groups, the locales and the root
of the page tree. Copying the whole database back is quicker than migrating again, and knows no exceptions.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from django.db import connection

kept = ""


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
        connection.close()
        for leftover in ("-wal", "-shm"):
            Path(f"{kept}{leftover}").unlink(missing_ok=True)
        shutil.copy(f"{kept}.kept", kept)
    else:
        _copy_database(of=f"{kept}_kept", to=kept)


def _copy_database(*, of: str, to: str) -> None:
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{to}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{to}" TEMPLATE "{of}"')
