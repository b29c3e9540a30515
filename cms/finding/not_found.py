"""A page that is not there still helps: in the language of its address, with what it may have meant.

The words of the address are searched like a reader's, when it could have been a public page. That is done for
few addresses a minute from one place and kept for a while, so that a flood of wrong addresses costs
no more than a page that is remembered.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotFound
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_from_path

from cms.finding.moved import moved_to
from cms.remembering import KEPT_FOR, version
from cms.search.queries import Result, plain, search
from lms.web.limits import is_within

if TYPE_CHECKING:
    from django.http import HttpRequest

LIKELY = 3
LOOKED_UP = "20/m/ip"
OWN_ROOMS = frozenset({"my", "book", "desk", "account", "team", "search", "interest"})
"""Parts of the site whose addresses hold keys, not words."""
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True)
class Guess:
    """What the reader may have looked for: the words of the address, and the pages they lead to."""

    words: str = ""
    pages: tuple[Result, ...] = ()


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The answer to every address that leads nowhere; a moved page's needs no words, it is led on."""
    if moved_to(request) is not None:
        return HttpResponseNotFound()
    guess = Guess()
    if language := get_language_from_path(request.path_info):
        guess = _guess(request, language=language)
        request.language_links = {code: f"/{code}/" for code, _name in settings.LANGUAGES}  # type: ignore[attr-defined]
    page = render_to_string("404.html", {"guess": guess}, request=request)
    response = HttpResponseNotFound(page)
    response["Content-Language"] = get_language() or settings.LANGUAGE_CODE
    return response


def _guess(request: HttpRequest, *, language: str) -> Guess:
    words = words_of_address(request.path_info)
    if not words:
        return Guess()
    mark = hashlib.blake2b(words.encode(), digest_size=12).hexdigest()
    key = f"public:guess:{version()}:{language}:{mark}"
    kept: Guess | None = cache.get(key)
    if kept is not None:
        return kept
    if not is_within(request, LOOKED_UP, action="cms.finding.not_found"):
        return Guess(words=words)
    found = search(words, language=language, loosely=True)
    guess = Guess(words=words, pages=tuple(found.named(found.pages[:LIKELY])))
    cache.set(key, guess, KEPT_FOR)
    return guess


def words_of_address(path: str) -> str:
    """The words of the last part of an address: "/pl/kursy/polski-od-zera/" says "polski od zera"."""
    _language, *parts = path.strip("/").split("/")
    if not parts or parts[0] in OWN_ROOMS:
        return ""
    return " ".join(_WORD.findall(plain(parts[-1])))
