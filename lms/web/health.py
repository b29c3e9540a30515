"""Is the process alive, and is everything it leans on there?"""

from __future__ import annotations

import logging
from collections.abc import Callable

from celery import current_app as app
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

log = logging.getLogger(__name__)


class NotReady(Exception):
    """Something the house leans on is not as it must be."""


def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """Each thing the house leans on: ``ok`` or ``failed``; why it failed stands in the log, not here."""
    found = {name: _outcome(name, check) for name, check in CHECKS.items()}
    return JsonResponse(found, status=200 if set(found.values()) == {"ok"} else 503)


def _outcome(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except Exception:
        log.exception("Not ready: %s", name)
        return "failed"
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("migrations are waiting")


def _broker() -> None:
    with app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


def _cache() -> None:
    cache.set("readyz", "ok", 10)
    if cache.get("readyz") != "ok":
        raise NotReady("the cache forgets")


def _storage() -> None:
    storage = storages["private"]
    name = storage.save("readyz", ContentFile(b"ok"))
    storage.delete(name)


CHECKS: dict[str, Callable[[], None]] = {
    "database": _database,
    "migrations": _migrations,
    "broker": _broker,
    "cache": _cache,
    "storage": _storage,
}
