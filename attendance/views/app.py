"""The installable Desk: its shell, its manifest and its service worker. Nothing here is about anybody."""

from __future__ import annotations

import json

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from attendance.desk.files import kept_files, reader_files, version_of
from attendance.views.screen import words_of_the_screen

SHELL = "desk/shell.html"
RIVER = "#0b5b66"
PAPER = "#f4ede1"
UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
ICON_SIZES = (192, 512)


@require_safe
@csp_update({"script-src": ["'wasm-unsafe-eval'"]})
@never_cache
def shell(request: HttpRequest) -> HttpResponse:
    """The page that draws itself from what the phone keeps. Asked with ``?token``, it brings a fresh one."""
    if "token" in request.GET:
        get_token(request)
    return render(request, SHELL, words_of_the_screen())


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    home = reverse("desk:today")
    return JsonResponse(
        {
            "id": home,
            "name": _("Krok: Desk"),
            "short_name": _("Desk"),
            "description": _("Who is there: lists and the scanner, also without a connection."),
            "lang": get_language(),
            "dir": "ltr",
            "start_url": home,
            "scope": home,
            "display": "standalone",
            "theme_color": RIVER,
            "background_color": PAPER,
            "icons": [
                {
                    "src": static(f"krok/icons/desk-{name}{size}.png"),
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                    "purpose": purpose,
                }
                for size in ICON_SIZES
                for name, purpose in (("", "any"), ("maskable-", "maskable"))
            ],
        },
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
@never_cache
def service_worker(request: HttpRequest) -> HttpResponse:
    """Answers for Desk when the network does not. Browsers that know no modules there ask with ``?plain``."""
    language = get_language() or ""
    home = reverse("desk:today")
    house = {
        "language": language,
        "version": version_of(render_to_string(SHELL, words_of_the_screen())),
        "scope": home,
        "shell": reverse("desk:app"),
        "drawn": f"^{home}(?:app/|{UUID}/(?:scan/|screen/)?)?$",
        "files": kept_files(),
        "reader": reader_files(),
    }
    script = render_to_string(
        "desk/service_worker.js",
        {
            "house": json.dumps(house, indent=2),
            "outbox": "" if "plain" in request.GET else static("krok/desk/outbox.js"),
        },
    )
    return HttpResponse(
        script, content_type="text/javascript; charset=utf-8", headers={"Service-Worker-Allowed": home}
    )
