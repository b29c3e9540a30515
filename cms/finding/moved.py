"""Old addresses lead on to where a page has moved, wherever it and the pages above it have gone.

Wagtail writes down every old address when a page gets another slug or another parent, with those of the
pages below it. This is how they are followed: with what was asked for behind the address, to other
forms of a page as well, never to a page that is not published. Browsers ask again each time, for a page may
come back to an address it had before, and a remembered redirection would then lead in a circle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.redirects.middleware import RedirectMiddleware, get_redirect
from wagtail.contrib.redirects.models import Redirect

from cms.models.news import CALENDAR
from cms.variants import VARIANTS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

FORMS_OF_A_PAGE = frozenset({*VARIANTS, CALENDAR})
"""Last parts of addresses that are not pages of their own."""


class MovedPageMiddleware(RedirectMiddleware):
    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code != 404:
            return response
        if (moved := moved_to(request)) is None:
            return response
        return moved


def moved_to(request: HttpRequest) -> HttpResponse | None:
    """The redirection to where the page of this address stands now. Looked up once for a request."""
    known = vars(request)
    if "moved_to" not in known:
        known["moved_to"] = _look_up(request) if request.method in {"GET", "HEAD"} else None
    moved: HttpResponse | None = known["moved_to"]
    return moved


def _look_up(request: HttpRequest) -> HttpResponse | None:
    for path, rest, query in _ways_to_ask(request.get_full_path()):
        redirect = get_redirect(request, Redirect.normalise_path(path, decode_unicode=False))
        if redirect and (address := _address(redirect)):
            kind = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
            response = kind(f"{address}{rest}{query}")
            response["Cache-Control"] = "no-cache"
            return response
    return None


def _ways_to_ask(full_path: str) -> list[tuple[str, str, str]]:
    """What may be written down as the old address, and what to add to the new one."""
    path = urlsplit(full_path).path
    asked = urlsplit(full_path).query
    query = f"?{asked}" if asked else ""
    ways = [(full_path, "", "")] if query else []
    ways.append((path, "", query))
    parent, _slash, segment = path.rstrip("/").rpartition("/")
    if segment in FORMS_OF_A_PAGE and parent:
        ways.append((parent, f"{segment}/", query))
    return ways


def _address(redirect: Redirect) -> str:
    page = redirect.redirect_page
    return "" if page and not page.live else redirect.link or ""
