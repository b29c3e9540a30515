"""Pages remembered for strangers: rendered once, served to everyone until something changes.

What is kept is the finished page, under a version that any change of public content makes stale. The
version is read before rendering, so a page that was being rendered while a change was committed is
kept under a version that nobody asks for any more. Time alone changes pages as well (a booking window
closes, a run begins), so nothing is kept longer than a minute.

Nothing personal is kept. Only readers without a sign-in are served from here; a page in which a CSRF
token was drawn is not kept; and the nonce of the content security policy is exchanged for the
reader's own each time.
"""

from __future__ import annotations

import gzip
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotModified
from django.http.request import split_domain_port
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from cms.sharing import forget_shared
from lms.web.context import CONTRAST_COOKIE, TEXT_COOKIE, TEXT_SIZES

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from django.http import HttpRequest

    from cms.requests import PublicRequest

View = Callable[..., HttpResponse]
KEPT_FOR = 60
VERSION_KEY = "public:version"


@dataclass(frozen=True)
class KeptPage:
    """A rendered page, with the nonce it was rendered for and a mark of what it says."""

    body: bytes
    nonce: bytes
    etag: str
    content_type: str
    browsers_may: str
    """What a browser may do with its own copy. One of a sensitive page it may not keep."""


class UnchangedPage(HttpResponseNotModified):
    """Told to a browser that has the page already."""

    _csp_exempt = _csp_exempt_ro = True


def version() -> str:
    """The version of everything public. A cache that has lost it starts a new one."""
    known: str | None = cache.get(VERSION_KEY)
    return known or _new_version()


def _new_version() -> str:
    fresh = secrets.token_hex(8)
    cache.set(VERSION_KEY, fresh, None)
    return fresh


def forget_pages(sender: Any = None, **kwargs: Any) -> None:
    """Make all remembered pages stale once the present transaction is committed. Hears any signal."""
    transaction.on_commit(_new_version, robust=True)
    if sender is not None:
        forget_shared(sender)


def is_stranger(request: PublicRequest) -> bool:
    """Whether the reader brings nothing that could make the page their own."""
    cookies = request.COOKIES
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in cookies
        and "messages" not in cookies
        and not getattr(request, "is_preview", False)
    )


def key_of(request: PublicRequest) -> str:
    """Everything a public page depends on, besides what the version stands for.

    And nothing that a stranger could make up without end: the memory is finite, and holds the counts of
    knocks at our doors as well.
    """
    size = request.COOKIES.get(TEXT_COOKIE, "")
    parts = (
        version(),
        split_domain_port(request.get_host())[0],
        request.get_full_path(),
        "more" if request.COOKIES.get(CONTRAST_COOKIE) == "more" else "",
        size if size in TEXT_SIZES else "",
        "part" if request.headers.get("HX-Target", "").endswith("#results") else "",
        "whole" if "HX-History-Restore-Request" in request.headers else "",
    )
    return "public:page:" + hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def recall(request: PublicRequest, key: str) -> HttpResponse | None:
    kept: KeptPage | None = cache.get(key)
    return answer(request, kept) if kept else None


def remember(request: PublicRequest, key: str, response: HttpResponse) -> HttpResponse:
    """Keep what was rendered, when it is the same for everybody, and answer with it."""
    drew_a_token = "CSRF_COOKIE_NEEDS_UPDATE" in request.META
    if response.status_code != 200 or drew_a_token or not getattr(request, "may_be_remembered", False):
        return response
    nonce = getattr(request, "_csp_nonce", None) or ""
    body = response.content
    nameless = body.replace(nonce.encode(), b"") if nonce else body
    kept = KeptPage(
        body=body,
        nonce=nonce.encode(),
        etag=f'W/"{hashlib.blake2b(nameless, digest_size=12).hexdigest()}"',
        content_type=response["Content-Type"],
        browsers_may=response.get("Cache-Control", "private, no-cache"),
    )
    cache.set(key, kept, _kept_for(request))
    return answer(request, kept)


def keep_until(request: HttpRequest, moment: datetime) -> None:
    """Whoever writes into a page what the clock will change says when: the page is kept no longer."""
    request.true_until = min(moment, getattr(request, "true_until", moment))  # type: ignore[attr-defined]


def _kept_for(request: PublicRequest) -> int:
    moment: datetime | None = getattr(request, "true_until", None)
    if moment is None:
        return KEPT_FOR
    return max(0, min(KEPT_FOR, int((moment - timezone.now()).total_seconds())))


def remembered(view: View) -> View:
    """Answer strangers from memory, for a view that draws the same for all of them."""

    @wraps(view)
    def from_memory(request: PublicRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_stranger(request):
            return view(request, *args, **kwargs)
        key = key_of(request)
        if (kept := recall(request, key)) is not None:
            return kept
        request.may_be_remembered = True
        return remember(request, key, view(request, *args, **kwargs))

    return from_memory


def answer(request: PublicRequest, kept: KeptPage) -> HttpResponse:
    unchanged = get_conditional_response(request, etag=kept.etag)
    if unchanged is not None and unchanged.status_code == 304:
        # The browser shows its own copy, whose nonce is the one of the policy it came with: a new
        # policy would forbid that copy its scripts.
        return _headers(UnchangedPage(), kept)
    body = kept.body.replace(kept.nonce, str(request.csp_nonce).encode()) if kept.nonce else kept.body
    response = HttpResponse(body, content_type=kept.content_type)
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        # Nothing in the page is secret, so its compressed length tells nothing to a listener.
        response.content = gzip.compress(body, compresslevel=2, mtime=0)
        response["Content-Encoding"] = "gzip"
    return _headers(response, kept)


def _headers(response: HttpResponse, kept: KeptPage) -> HttpResponse:
    response["ETag"] = kept.etag
    response["Cache-Control"] = kept.browsers_may
    patch_vary_headers(response, ("Cookie", "HX-Target", "HX-History-Restore-Request", "Accept-Encoding"))
    return response
