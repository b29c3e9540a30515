"""Documents that content keeps: states and profiles, each with its ETag."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import http_date

from courses.models import KeptDocument
from courses.packages import saving
from courses.packages.xapi.launching import LAUNCH_DATA

if TYPE_CHECKING:
    from courses.models import Launch

MOST_BYTES = 512 * 1024
MOST_DOCUMENTS = 200


def answer(request: HttpRequest, launch: Launch, *, kind: str, activity: str, name: str) -> HttpResponse:
    """GET, PUT, POST (which merges objects) and DELETE, as xAPI 1.0.3 describes them."""
    held = KeptDocument.objects.filter(registration=launch.registration, kind=kind, activity=activity)
    if request.method in {"GET", "HEAD"}:
        return _give(held.filter(name=name).first()) if name else _names(request, list(held))
    if name == LAUNCH_DATA:
        return HttpResponse("LMS.LaunchData is the house's", status=403)
    with transaction.atomic():
        saving.locked(launch.registration)
        document = held.filter(name=name).first()
        if refusal := _refuse_unmatched(request, document):
            return refusal
        if request.method == "DELETE":
            (held.filter(name=name) if name else held.exclude(name=LAUNCH_DATA)).delete()
            return HttpResponse(status=204)
        if not name:
            return HttpResponse("the name of the document is missing", status=400)
        return _keep(request, launch, document, kind=kind, activity=activity, name=name)


def _give(document: KeptDocument | None) -> HttpResponse:
    if document is None:
        return HttpResponse(status=404)
    response = HttpResponse(bytes(document.body), content_type=document.content_type)
    response["ETag"] = _etag(document)
    response["Last-Modified"] = http_date(document.changed_at.timestamp())
    return response


def _names(request: HttpRequest, documents: list[KeptDocument]) -> HttpResponse:
    since = parse_datetime(request.GET["since"]) if "since" in request.GET else None
    if since and timezone.is_naive(since):
        since = timezone.make_aware(since, UTC)
    found = [one.name for one in documents if since is None or one.changed_at > since]
    return JsonResponse(found, safe=False)


def _refuse_unmatched(request: HttpRequest, document: KeptDocument | None) -> HttpResponse | None:
    """A profile that somebody else changed meanwhile is not overwritten."""
    wanted, unwanted = request.headers.get("If-Match"), request.headers.get("If-None-Match")
    etag = _etag(document) if document else None
    if (wanted and wanted != etag) or (unwanted == "*" and etag) or (unwanted and unwanted == etag):
        return HttpResponse(status=412)
    return None


def _keep(
    request: HttpRequest,
    launch: Launch,
    document: KeptDocument | None,
    *,
    kind: str,
    activity: str,
    name: str,
) -> HttpResponse:
    content_type = (request.content_type or "application/octet-stream")[:100]
    body = request.body
    if request.method == "POST" and document is not None:
        merged = _merged(document, body, content_type)
        if merged is None:
            return HttpResponse("only JSON objects can be merged", status=400)
        body, content_type = merged, "application/json"
    if len(body) > MOST_BYTES:
        return HttpResponse(status=413)
    if document is None:
        if launch.registration.documents.count() >= MOST_DOCUMENTS:
            return HttpResponse("too many documents", status=403)
        document = KeptDocument(registration=launch.registration, kind=kind, activity=activity, name=name)
    document.body, document.content_type, document.changed_at = body, content_type, timezone.now()
    document.save()
    return HttpResponse(status=204)


def _merged(document: KeptDocument, body: bytes, content_type: str) -> bytes | None:
    if "json" not in content_type or "json" not in document.content_type:
        return None
    try:
        old, new = json.loads(bytes(document.body)), json.loads(body)
    except (ValueError, RecursionError):
        return None
    both: Any = isinstance(old, dict) and isinstance(new, dict)
    return json.dumps({**old, **new}).encode() if both else None


def _etag(document: KeptDocument) -> str:
    return f'"{hashlib.sha1(bytes(document.body), usedforsecurity=False).hexdigest()}"'
