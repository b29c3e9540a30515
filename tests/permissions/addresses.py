"""Every address of the house by name, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

ROOMS = ("lms.", "cms.", "courses.", "sessions.", "attendance.")


def named_addresses() -> set[str]:
    """Names of all addresses of the house, with their namespaces; of Wagtail's own only those we changed."""
    return {name for name, view in _walk(get_resolver()) if _is_ours(name, view)}


def wagtails_own() -> set[str]:
    """Names of the addresses that come with Wagtail's back office and need nothing to be opened."""
    own = set()
    for name, view in _walk(get_resolver()):
        if not _is_ours(name, view):
            own.add(name)
    return own


def _walk(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or pattern.pattern}", pattern.callback


def _is_ours(name: str, view: Any) -> bool:
    if name.startswith(("account_", "mfa_", "openid", "api:")):
        return True
    view_class = getattr(view, "view_class", None)
    model = (getattr(view, "view_initkwargs", None) or {}).get("model") or getattr(view_class, "model", None)
    places = [getattr(view_class or view, "__module__", "")]
    if isinstance(model, type):
        places.append(model.__module__)
    return any(place.startswith(ROOMS) for place in places)
