"""Content-Security-Policy: strict for readers, as strict as Wagtail allows for its back office."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# Wagtail 8 starts its date choosers and inline panels from inline scripts without a nonce.
BACK_OFFICE_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:", *settings.MEDIA_SOURCES],
    "media-src": [SELF, "blob:", *settings.MEDIA_SOURCES],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}


class BackOfficePolicyMiddleware:
    """Gives the back office its own policy. Stands inside ``csp.middleware.CSPMiddleware``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.back_office = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith(self.back_office):
            response._csp_config = BACK_OFFICE_POLICY  # type: ignore[attr-defined]
        return response
