"""What many pages show alike (the latest news, the next runs), read once and not again for each of them.

Pages become stale with every change in the house, a seat taken as much as a word corrected. What they
share is known by the rooms it was read from, and read again only when something in one of those has
changed, or after a minute, since time alone opens and closes things.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from django.db.models import Model

KEPT_FOR = 60
MISSING = object()

T = TypeVar("T")


def shared(name: str, read: Callable[[], T], *parts: Hashable, rooms: tuple[str, ...]) -> T:
    """What ``read`` gives, in the present language. ``parts`` tell apart what is asked in several ways.

    The versions are taken before reading: what changes meanwhile makes the answer stale at once.
    """
    versions = _versions(rooms)
    asked = repr((get_language(), parts, versions)).encode()
    key = f"public:shared:{name}:{hashlib.blake2b(asked, digest_size=16).hexdigest()}"
    kept: Any = cache.get(key, MISSING)
    if kept is MISSING:
        kept = read()
        cache.set(key, kept, KEPT_FOR)
    return kept


def _versions(rooms: tuple[str, ...]) -> list[str]:
    keys = [_key(room) for room in rooms]
    known = cache.get_many(keys)
    fresh = {key: secrets.token_hex(6) for key in keys if key not in known}
    if fresh:
        cache.set_many(fresh, None)
    return [(known | fresh)[key] for key in keys]


def _key(room: str) -> str:
    return f"public:room:{room}"


def forget_shared(sender: type[Model]) -> None:
    """Read again whatever was read from this model's room, once the present transaction is committed."""
    key = _key(sender._meta.app_label)
    transaction.on_commit(lambda: cache.delete(key), robust=True)
