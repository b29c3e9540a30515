"""The search page and what it proposes while one types. Words that people look for are written nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.remembering import remembered
from cms.search.queries import plain, search, suggestions
from cms.search.spelling import better_spelt
from cms.search.topics import topics
from lms.web.limits import limited

if TYPE_CHECKING:
    from django.http import HttpResponse

    from cms.requests import PublicRequest

ON_A_PAGE = 10
SHORTEST_SUGGESTED = 2
SHARED_PREFIX = 4
"""Beginnings this short are typed by many and say nothing of anyone, so their answers may be kept a while."""


@require_safe
@limited("120/m/ip")
def results(request: PublicRequest) -> HttpResponse:
    language = get_language() or ""
    found = search(request.GET.get("q", ""), language=language)
    page = Paginator(found.pages, ON_A_PAGE).get_page(request.GET.get("page"))
    shown = found.shown(page)
    context = {
        "asked": found.asked,
        "found": found,
        "page_of_results": page,
        "results": shown,
        "may_upset": any(result.offers_quick_exit for result in shown),
        "promoted": found.promoted if page.number == 1 else [],
        "better": better_spelt(found.asked, language=language) if found.is_empty else "",
        "topics": topics(language) if found.is_empty else [],
    }
    response = render(request, "cms/search/results.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@limited("300/m/ip")
def suggest(request: PublicRequest) -> HttpResponse:
    """Links to pages that begin as typed, drawn by the field's script. A reader without it presses Enter."""
    typed = plain(request.GET.get("q", ""))
    view = remembered(_suggested) if len(typed) <= SHARED_PREFIX else _suggested
    return view(request, typed)


def _suggested(request: PublicRequest, typed: str) -> HttpResponse:
    found = suggestions(typed, language=get_language() or "") if len(typed) >= SHORTEST_SUGGESTED else []
    response = render(request, "cms/search/suggestions.html", {"suggestions": found})
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response
