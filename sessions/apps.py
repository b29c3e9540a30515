from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SessionsConfig(AppConfig):
    name = "sessions"
    label = "training_sessions"
    verbose_name = _("Sessions")

    def ready(self) -> None:
        from sessions import (  # noqa: F401
            candidates,
            checks,
            learning,
            offers,
            permissions,
            public_texts,
            runs_taken,
            structured_data,
        )

        permissions.register()
        public_texts.put_on_the_board()

        post_migrate.connect(guard_reservations, sender=self, dispatch_uid="sessions.guard_reservations")


def guard_reservations(sender: SessionsConfig, using: str, **kwargs: Any) -> None:
    """Set the triggers of SQLite again: a migration that rebuilds the table drops them silently."""
    from sessions.models.overlap import guard_sqlite

    connection = connections[using]
    table = sender.get_model("Reservation")._meta.db_table
    if connection.vendor == "sqlite" and table in connection.introspection.table_names():
        guard_sqlite(connection, table)
