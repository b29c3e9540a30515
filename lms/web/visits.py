"""Sessions of visitors, in the database, under none but well-formed keys."""

from __future__ import annotations

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Django takes any text of eight signs for a key; PostgreSQL answers some of them with an error."""

    def _validate_session_key(self, key: str | None) -> bool:
        return bool(key and len(key) >= 8 and key.isascii() and key.isalnum())
