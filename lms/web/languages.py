"""In which language a page answers."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation import get_language_from_path

LANGUAGE_PARAMETER = "lang"


class LanguageMiddleware(LocaleMiddleware):
    """Django's choice of language, and two things more.

    Addresses that bear no language (a pass, a certificate) take one from ``?lang=`` and remember it.
    Their own "not found" stays where it is, instead of being sent to a page that does not exist.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        asked = request.GET.get(LANGUAGE_PARAMETER)
        if asked in dict(settings.LANGUAGES) and not get_language_from_path(request.path_info):
            translation.activate(asked)
            request.LANGUAGE_CODE = asked

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        found_a_view = request.resolver_match is not None
        if found_a_view and response.status_code == 404 and not get_language_from_path(request.path_info):
            response.headers.setdefault(
                "Content-Language", translation.get_language() or settings.LANGUAGE_CODE
            )
            return response
        asked = request.GET.get(LANGUAGE_PARAMETER)
        if asked in dict(settings.LANGUAGES):
            response.set_cookie(settings.LANGUAGE_COOKIE_NAME, asked, samesite="Lax")
        return super().process_response(request, response)
