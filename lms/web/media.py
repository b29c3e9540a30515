"""Pictures, videos and captions that editors uploaded, where no proxy and no storage of its own serves them.

Only what is public by its nature is given: never documents, which may be private and have an address
that asks, and never the originals of pictures. Videos can be wound, so ranges are answered.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.base import File
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

FOLDERS = frozenset({"images", "media", "media_thumbnails", "captions"})
TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ogg": "audio/ogg",
    ".png": "image/png",
    ".vtt": "text/vtt; charset=utf-8",
    ".webm": "video/webm",
    ".webp": "image/webp",
}
POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
PIECE = 64 * 1024


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    kind = _kind_of(path)
    try:
        modified = default_storage.get_modified_time(path)
        file = default_storage.open(path)
    except (OSError, ValueError, SuspiciousOperation) as error:
        raise Http404 from error
    stamp = int(modified.timestamp())
    etag = quote_etag(f"{stamp:x}-{file.size:x}")
    unchanged = get_conditional_response(request, etag=etag, last_modified=stamp)
    response = unchanged if unchanged is not None else content_of(request, file, etag=etag)
    response["Content-Type"] = kind
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    response["Last-Modified"] = http_date(stamp)
    response["Cache-Control"] = "public, max-age=2592000"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response


def _kind_of(path: str) -> str:
    """The type of a file that may be given. Whatever else it is, it is as if it were not there."""
    parts = PurePosixPath(path).parts
    kind = TYPES.get(PurePosixPath(path).suffix.lower())
    if kind is None or ".." in parts or len(parts) < 2 or parts[0] not in FOLDERS:
        raise Http404
    return kind


def content_of(request: HttpRequest, file: File[bytes], *, etag: str) -> HttpResponseBase:
    """The file, or the one range of it that was asked for."""
    asked = ONE_RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or request.headers.get("If-Range", etag) != etag:
        return FileResponse(file)
    span = _span(*asked.groups(), size=file.size)
    if span is None:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    first, last = span
    response = StreamingHttpResponse(_pieces(file, first, last), status=206)
    response["Content-Range"] = f"bytes {first}-{last}/{file.size}"
    response["Content-Length"] = str(last - first + 1)
    return response


def _span(first: str, last: str, *, size: int) -> tuple[int, int] | None:
    """First and last byte ("0-99", "100-", "-500" for the last 500), or nothing when the file has none."""
    if first:
        start, end = int(first), min(int(last or size), size - 1)
    elif last:
        start, end = max(size - int(last), 0), size - 1
    else:
        return None
    return (start, end) if start <= end else None


def _pieces(file: File[bytes], first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
