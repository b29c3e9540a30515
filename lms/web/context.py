"""What the frame of every page needs: the other languages, the quick exit, the reader's display choices."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_from_path

from lms.web.languages import LANGUAGE_PARAMETER

CONTRAST_COOKIE = "krok_contrast"
TEXT_COOKIE = "krok_text"
TEXT_SIZES = ("normal", "large", "larger")


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Frame of ``base.html``. A view or page may set ``request.language_links`` to its own translations."""
    current = get_language()
    links = getattr(request, "language_links", None) or _same_address_in_each_language(request)
    size = request.COOKIES.get(TEXT_COOKIE, "normal")
    return {
        "language_links": [
            {"code": code, "name": name, "url": links[code], "current": code == current}
            for code, name in settings.LANGUAGES
            if code in links
        ],
        "quick_exit_url": settings.QUICK_EXIT_ADDRESS,
        "site_name": settings.WAGTAIL_SITE_NAME,
        "demo_mode": settings.DEMO,
        "contrast": "more" if request.COOKIES.get(CONTRAST_COOKIE) == "more" else "normal",
        "text_size": size if size in TEXT_SIZES else "normal",
    }


def _same_address_in_each_language(request: HttpRequest) -> dict[str, str]:
    if get_language_from_path(request.path_info):
        return {code: translate_url(request.get_full_path(), code) for code, _name in settings.LANGUAGES}
    return {code: f"{request.path}?{LANGUAGE_PARAMETER}={code}" for code, _name in settings.LANGUAGES}
