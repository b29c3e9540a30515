"""Sessions of visitors, in the database, under none but well-formed keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.sessions.backends import db
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from lms.web.prepared import prepared

if TYPE_CHECKING:
    from django.contrib.sessions.base_session import AbstractBaseSession
    from django.db.models import QuerySet


class SessionStore(db.SessionStore):
    """Django takes any text of eight signs for a key; PostgreSQL answers some of them with an error.

    Every page of somebody who is signed in begins with this one query, so its SQL is remembered.
    """

    def _validate_session_key(self, key: str | None) -> bool:
        return bool(key and len(key) >= 8 and key.isascii() and key.isalnum())

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        known = next(iter(_visits.ask(key=self.session_key, now=timezone.now())), None)
        if known is None:
            self._session_key = None
        return known


def lasting() -> QuerySet[AbstractBaseSession]:
    """The visits that are not over."""
    return _kept(until=timezone.now())


def _kept(*, until: Any) -> QuerySet[AbstractBaseSession]:
    return SessionStore.get_model_class().objects.filter(expire_date__gt=until)


@prepared(key=CharField(), now=DateTimeField())
def _visits(*, key: Any, now: Any) -> QuerySet[AbstractBaseSession]:
    """The visit with this key, if it is not over."""
    return _kept(until=now).filter(session_key=key)
