"""The addresses of xAPI on the packages' origin. A credential opens those of one opening, handed out once."""

from __future__ import annotations

import base64
import json
import secrets
import uuid
from datetime import UTC
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from courses.models import KeptDocument, Statement
from courses.packages.opening import hashed
from courses.packages.sent_json import read_json
from courses.packages.serving import launch_or_404
from courses.packages.xapi import documents
from courses.packages.xapi.launching import hand_out_credential
from courses.packages.xapi.naming import actor_of
from courses.packages.xapi.statements import BadStatement, Conflict, NotAllowed, store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from courses.models import Launch

VERSION = "1.0.3"
MOST_BYTES = 1024 * 1024
MOST_LISTED = 100
STATUSES: dict[type[Exception], int] = {
    RequestDataTooBig: 413,
    NotAllowed: 403,
    Conflict: 409,
    BadStatement: 400,
    ValueError: 400,
    OverflowError: 400,
    RecursionError: 400,
}
LONGEST = {"stateId": 300, "profileId": 300}
LONGEST_ACTIVITY = 500


def fetch(request: HttpRequest, token: str) -> HttpResponse:
    """The credential of this opening, once. cmi5 asks for answers of 200 also where there is none."""
    if request.method != "POST":
        return HttpResponse(status=405)
    launch = launch_or_404(request, token)
    password = hand_out_credential(launch)
    if password is None:
        return JsonResponse({"error-code": "1", "error-text": "The credential was handed out already."})
    basic = base64.b64encode(f"{launch.uuid.hex}:{password}".encode()).decode()
    return JsonResponse({"auth-token": basic}, headers={"Cache-Control": "no-store"})


def signed(*methods: str) -> Callable[..., Callable[..., HttpResponse]]:
    """For views of one opening: the right method, version, size and credential, and words for errors."""

    def around(view: Callable[[HttpRequest, Launch], HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, token: str) -> HttpResponse:
            response = _answer(view, request, token, methods)
            response["X-Experience-API-Version"] = VERSION
            response["Cache-Control"] = "no-store"
            return response

        return answer

    return around


def _answer(
    view: Callable[[HttpRequest, Launch], HttpResponse],
    request: HttpRequest,
    token: str,
    methods: tuple[str, ...],
) -> HttpResponse:
    if request.method not in methods:
        return HttpResponse(status=405)
    launch = launch_or_404(request, token)
    if not _is_known(request, launch):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Basic"})
    try:
        _refuse_odd(request)
        return view(request, launch)
    except tuple(STATUSES) as error:
        status = next(status for kind, status in STATUSES.items() if isinstance(error, kind))
        return HttpResponse(str(error)[:200], status=status, content_type="text/plain")


def _refuse_odd(request: HttpRequest) -> None:
    if not request.headers.get("X-Experience-API-Version", "").startswith("1.0"):
        raise BadStatement("X-Experience-API-Version 1.0.3 is spoken here")
    if len(request.body) > MOST_BYTES:
        raise RequestDataTooBig("too much at once")


def _is_known(request: HttpRequest, launch: Launch) -> bool:
    scheme, _space, told = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic" or not launch.credential_hash:
        return False
    try:
        name, _colon, password = base64.b64decode(told, validate=True).decode().partition(":")
    except ValueError:
        return False
    is_same = secrets.compare_digest(hashed(password), launch.credential_hash)
    return is_same and name == launch.uuid.hex


@signed("GET", "HEAD")
def about(request: HttpRequest, launch: Launch) -> HttpResponse:
    return JsonResponse({"version": [VERSION]})


@signed("GET", "HEAD", "POST", "PUT")
def statements(request: HttpRequest, launch: Launch) -> HttpResponse:
    if request.method in {"GET", "HEAD"}:
        return _given(request, launch)
    if request.content_type != "application/json":
        return HttpResponse("statements are taken as JSON, without attachments", status=400)
    sent = read_json(request.body)
    if request.method == "PUT":
        wanted = str(uuid.UUID(request.GET.get("statementId", "")))
        if not isinstance(sent, dict) or str(sent.get("id", wanted)).lower() != wanted:
            raise BadStatement("the id is another than in the address")
        store(launch, [{**sent, "id": wanted}])
        return HttpResponse(status=204)
    return JsonResponse(store(launch, sent if isinstance(sent, list) else [sent]), safe=False)


def _given(request: HttpRequest, launch: Launch) -> HttpResponse:
    """Statements of this registration alone, one by its id or a list, newest first."""
    asked = request.GET
    held = Statement.objects.filter(registration=launch.registration)
    if "statementId" in asked or "voidedStatementId" in asked:
        is_voided = "voidedStatementId" in asked
        wanted = uuid.UUID(asked["voidedStatementId" if is_voided else "statementId"])
        found = held.filter(pk=wanted, is_voided=is_voided).first()
        return JsonResponse(found.raw) if found else HttpResponse(status=404)
    held = held.filter(is_voided=False)
    if "verb" in asked:
        held = held.filter(verb=asked["verb"])
    if "activity" in asked:
        held = held.filter(activity=asked["activity"])
    if "since" in asked:
        held = held.filter(stored_at__gt=_moment(asked["since"]))
    if "until" in asked:
        held = held.filter(stored_at__lte=_moment(asked["until"]))
    held = held.order_by("stored_at" if asked.get("ascending") == "true" else "-stored_at")
    limit = min(int(asked.get("limit", 0)) or MOST_LISTED, MOST_LISTED)
    response = JsonResponse({"statements": [one.raw for one in held[: max(limit, 1)]], "more": ""})
    response["X-Experience-API-Consistent-Through"] = timezone.now().isoformat()
    return response


def _moment(told: str) -> datetime:
    found = parse_datetime(told)
    if found is None:
        raise BadStatement("a moment is written as in ISO 8601")
    # In the last hours of the calendar there is no such moment elsewhere: OverflowError.
    return found.replace(tzinfo=UTC) if timezone.is_naive(found) else found.astimezone(UTC)


@signed("GET", "HEAD", "PUT", "POST", "DELETE")
def state(request: HttpRequest, launch: Launch) -> HttpResponse:
    _own_agent(request, launch)
    told = request.GET.get("registration", "")
    if told and told.lower() != str(launch.registration.uuid):
        raise NotAllowed("another registration")
    return documents.answer(
        request,
        launch,
        kind=KeptDocument.Kind.STATE,
        activity=_needed(request, "activityId"),
        name=_short(request, "stateId"),
    )


@signed("GET", "HEAD", "PUT", "POST", "DELETE")
def agent_profile(request: HttpRequest, launch: Launch) -> HttpResponse:
    _own_agent(request, launch)
    name = _short(request, "profileId")
    return documents.answer(request, launch, kind=KeptDocument.Kind.AGENT, activity="", name=name)


@signed("GET", "HEAD", "PUT", "POST", "DELETE")
def activity_profile(request: HttpRequest, launch: Launch) -> HttpResponse:
    activity = _needed(request, "activityId")
    name = _short(request, "profileId")
    return documents.answer(request, launch, kind=KeptDocument.Kind.ACTIVITY, activity=activity, name=name)


@signed("GET", "HEAD")
def agent(request: HttpRequest, launch: Launch) -> HttpResponse:
    _own_agent(request, launch)
    own = actor_of(launch.registration)
    return JsonResponse({"objectType": "Person", "account": [own["account"]]})


@signed("GET", "HEAD")
def activity(request: HttpRequest, launch: Launch) -> HttpResponse:
    return JsonResponse({"objectType": "Activity", "id": _needed(request, "activityId")})


def _own_agent(request: HttpRequest, launch: Launch) -> None:
    told: Any = json.loads(request.GET.get("agent", ""))
    if not isinstance(told, dict) or told.get("account") != actor_of(launch.registration)["account"]:
        raise NotAllowed("somebody else")


def _needed(request: HttpRequest, name: str) -> str:
    if not (told := _short(request, name)):
        raise BadStatement(f"{name} is missing")
    return told


def _short(request: HttpRequest, name: str) -> str:
    told = request.GET.get(name, "")
    if len(told) > LONGEST.get(name, LONGEST_ACTIVITY) or "\x00" in told:
        raise BadStatement(f"{name} is too long")
    return told
