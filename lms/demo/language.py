"""The pages of the demonstration bear no language in their address: it is chosen with ``?lang=``."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

View = Callable[..., HttpResponseBase]


def language_by_parameter(view: View) -> View:
    """Show the page in the language asked for and remember it; offer the page's other languages."""
    codes = [code for code, _name in settings.LANGUAGES]

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        chosen = request.GET.get("lang", "")
        if chosen in codes:
            translation.activate(chosen)
        request.language_links = {code: f"{request.path}?lang={code}" for code in codes}  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        if chosen in codes:
            remember(response, chosen)
        return response

    return wrapped


def remember(response: HttpResponseBase, language: str) -> None:
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, samesite="Lax")
