"""Pages over a slow line: text is compressed on its way, films and papers are left as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.middleware.gzip import GZipMiddleware

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

TEXTS = ("text/", "application/json", "application/xml", "application/rss+xml", "application/atom+xml")


class CompressionMiddleware(GZipMiddleware):
    """Django's, for texts only: a compressed film could not be played from its middle.

    Django masks its tokens anew each time and adds random bytes, so the length of a page tells a listener
    nothing of the secrets in it (BREACH).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        is_text = response.headers.get("Content-Type", "").startswith(TEXTS)
        return super().process_response(request, response) if is_text and not response.streaming else response
