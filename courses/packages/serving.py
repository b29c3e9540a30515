"""What is answered on the packages' origin: the player page and the files of one version."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.core.files.storage import storages
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from courses.packages.opening import ALONE, launch_of
from courses.packages.origin import origin_of, refused
from courses.packages.unpacking import kept_as
from lms.web.media import content_of

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from courses.models import Launch

SANDBOX = "allow-scripts allow-same-origin allow-forms"
"""No windows of its own, no way to lead the reader's window elsewhere, no downloads, no boxes that block."""
OWN = "'self' data: blob:"
NOTHING_OF_THE_DEVICE = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "hid",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "serial",
        "usb",
    )
)
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".htm": "text/html",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".mjs": "text/javascript",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt; charset=utf-8",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
    ".xml": "application/xml",
}
UNKNOWN = "application/octet-stream"


def launch_or_404(request: HttpRequest, token: str) -> Launch:
    """The opening, on the host that is its own."""
    launch = launch_of(token)
    if launch is None or not origin_of(launch.registration.uuid).endswith(f"//{request.get_host()}"):
        raise Http404
    return launch


@require_safe
def player(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page that loads the run-time interface and frames the content. It belongs into a page of ours."""
    launch = launch_or_404(request, token)
    if request.headers.get("Sec-Fetch-Dest", "iframe") == "document":
        return refused()
    version = launch.registration.version
    # Without the request: what templates know of the house has no place on this origin.
    page = render_to_string("courses/packages/player.html", {"launch": launch, "kind": version.package.kind})
    response = HttpResponse(page)
    response["Cache-Control"] = "no-store"
    return _fenced(response, launch, may_be_framed_by=launch.opened_from)


@require_safe
def content(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """One file of the version, whole or a part of it."""
    launch = launch_or_404(request, token)
    if request.headers.get("Sec-Fetch-Dest", "") == "document":
        return refused()
    version = launch.registration.version
    name = kept_as(version, path)
    etag = quote_etag(name.rpartition("/")[2])
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        storage = storages["private"]
        if not storage.exists(name):
            raise Http404
        response = content_of(request, storage.open(name), etag=etag)
    response["Content-Type"] = type_of(path)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={int(ALONE.total_seconds())}"
    return _fenced(response, launch, may_be_framed_by=launch.opened_from)


def type_of(path: str) -> str:
    suffix = PurePosixPath(path).suffix.lower()
    return TYPES.get(suffix) or mimetypes.types_map.get(suffix, UNKNOWN)


def _fenced(response: HttpResponseBase, launch: Launch, *, may_be_framed_by: str) -> HttpResponseBase:
    """No other network than this origin, no parent but our page, nothing of the device."""
    response["Content-Security-Policy"] = "; ".join(
        (
            f"default-src {OWN} 'unsafe-inline' 'unsafe-eval'",
            f"script-src {OWN} 'unsafe-inline' 'unsafe-eval'",
            "connect-src 'self' data: blob:",
            "frame-src 'self' data: blob:",
            "worker-src blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors 'self' {may_be_framed_by}",
            f"sandbox {SANDBOX}",
        )
    )
    response["Permissions-Policy"] = NOTHING_OF_THE_DEVICE
    response["Cross-Origin-Opener-Policy"] = "same-origin"
    response["X-DNS-Prefetch-Control"] = "off"
    response["X-Robots-Tag"] = "noindex"
    return response


def picture(request: HttpRequest) -> HttpResponse:
    """Browsers ask for /favicon.ico of every host."""
    return HttpResponse(status=204)
