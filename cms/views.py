"""How a public page is found and served, and the three addresses every site has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.views import serve as serve_wagtail

from cms.finding import sitemap
from cms.finding.social_pictures import draw, mark_of, picture_address
from cms.models import PublicPage
from cms.remembering import is_stranger, key_of, recall, remember
from cms.variants import split_variant
from lms.web.limits import limited

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from cms.requests import PublicRequest
    from cms.variants import Variant


@require_safe
def serve(request: PublicRequest, path: str) -> HttpResponse:
    """Serve a page: from memory to a stranger, else found in two queries and rendered."""
    if not is_stranger(request):
        return serve_fresh(request, path)
    key = key_of(request)
    if (kept := recall(request, key)) is not None:
        return kept
    return remember(request, key, serve_fresh(request, path))


def serve_fresh(request: PublicRequest, path: str) -> HttpResponse:
    """As Wagtail serves, hooks and all, but not walking the tree where the address says it all."""
    page, variant = find_variant(request.path_info)
    if page is not None:
        request._wagtail_route_for_request = (page, [], {"variant": variant} if variant else {})
    response: HttpResponse = serve_wagtail(request, path)
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    return response


def find_variant(address: str) -> tuple[PublicPage | None, Variant | None]:
    """The page at this address, or the page right above that has the variant asked for."""
    above, variant = split_variant(address)
    if variant and (page := find_page(above)) and page.has_variant(variant):
        return page, variant
    return find_page(address), None


def find_page(address: str) -> PublicPage | None:
    """The published page at this address, with its translations.

    The home page of a language has that language as its slug, so an address is the page's ``url_path``.
    Wagtail finds what lies elsewhere.
    """
    slug = address.rstrip("/").rpartition("/")[2]
    here = Page.objects.live().filter(slug=slug, url_path=address).values("translation_key")[:1]
    translations = list(Page.objects.live().filter(translation_key=here).select_related("locale"))
    found = next((page for page in translations if page.url_path == address), None)
    if found is None or not issubclass(found.specific_class, PublicPage):
        return None
    page: PublicPage = found.specific_class.objects.select_related(
        "sign_video", *found.specific_class.fetched_with
    ).get(pk=found.pk)
    page.locale = found.locale
    page.translations = translations
    return page


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    """Send the reader to the home page in their language."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    return render(request, "sitemap.xml", {"urlset": sitemap.entries()}, content_type="application/xml")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = ["/admin/", "/documents/", "/api/", "/p/", "/c/", "/cal/", "/v/", "/demo/", "/leave/", "/l/"]
    closed += [
        f"/{code}/{part}/"
        for code, _name in settings.LANGUAGES
        for part in ("my", "learn", "book", "desk", "account", "search")
    ]
    # Papers are found by the pages they belong to, and search engines would be counted as readers.
    closed += [f"/{code}/leaflets/*.pdf" for code, _name in settings.LANGUAGES]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines.append(f"Sitemap: {settings.SITE_ADDRESS}/sitemap.xml")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@limited("120/m/ip")
@require_safe
def social_picture(request: HttpRequest, family: UUID, language: str, mark: str) -> HttpResponse:
    """The picture beside a shared link; an old address leads to the picture of the present title."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    found = (
        Page.objects.live().public().filter(translation_key=family, locale__language_code=language).first()
    )
    page = found.specific if found else None
    if not isinstance(page, PublicPage) or not page.is_listed:
        raise Http404
    if mark != mark_of(page):
        return HttpResponseRedirect(picture_address(page))
    response = HttpResponse(draw(page), content_type="image/png")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
