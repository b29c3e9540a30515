"""The origin on which packages run, and on which nothing else does.

``KROK_PACKAGES_ORIGIN`` names it: ``https://packages.example.org``, or ``https://*.packages.example.org``,
where each learner's registration gets a host of its own, so that packages cannot even see what another has
put aside in the browser. On a machine of one's own it is ``localhost`` beside ``127.0.0.1``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

URLCONF = "courses.packages.urls_origin"
PREFIX = "/packages/"
ANY = "*."


def is_set() -> bool:
    return bool(settings.PACKAGES_ORIGIN)


def origin_of(registration: UUID) -> str:
    """Where the files of this registration are shown."""
    origin: str = settings.PACKAGES_ORIGIN
    return origin.replace(ANY, f"{label_of(registration)}.", 1)


def label_of(registration: UUID) -> str:
    return registration.hex[:20]


def is_packages_host(host: str) -> bool:
    told = urlsplit(settings.PACKAGES_ORIGIN).netloc.lower()
    if told.startswith(ANY):
        return host.lower().endswith(told[1:])
    return bool(told) and host.lower() == told


def frame_sources() -> list[str]:
    """What pages with a player may frame, for their Content-Security-Policy."""
    return [settings.PACKAGES_ORIGIN] if is_set() else []


class PackagesOriginMiddleware:
    """Answers for the packages' host before anything of the house is asked: no visit, no cookie, no page.

    And the other way round: no file of a package is ever given out on a host of the house.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if is_set() and is_packages_host(request.get_host()):
            return _answer(request)
        return self.get_response(request)


def _answer(request: HttpRequest) -> HttpResponseBase:
    if request.headers.get("Service-Worker") == "script":
        return refused()
    try:
        found = resolve(request.path_info, URLCONF)
        response: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
    except (Resolver404, Http404):
        return refused()
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    return response


def refused() -> HttpResponse:
    """Somebody came to the wrong door, perhaps by typing localhost; the right one is named."""
    words = _("There is no such page here. Krok is at %(address)s") % {"address": settings.SITE_ADDRESS}
    response = HttpResponse(f"{words}\n", status=404, content_type="text/plain; charset=utf-8")
    response["X-Content-Type-Options"] = "nosniff"
    return response
