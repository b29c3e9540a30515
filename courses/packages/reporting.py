"""What the player asks and tells. It speaks for one opening, and what it says is the content's own word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from courses.models import Package
from courses.packages import saving
from courses.packages.opening import unit_to_open
from courses.packages.origin import origin_of
from courses.packages.sent_json import NotToBeKept, read_json
from courses.packages.serving import launch_or_404
from courses.packages.xapi import launching

if TYPE_CHECKING:
    from courses.models import Launch, Registration, UnitProgress
    from courses.packages.manifest import Unit

MOST_BYTES = 600 * 1024
MOST_SEQUENCE = 2_000_000_000


class NotUnderstood(Exception):
    """What was sent is not what a player sends."""


@require_safe
def begin(request: HttpRequest, token: str) -> HttpResponse:
    """Everything the player needs: what to open, and where the learner left off."""
    launch = launch_or_404(request, token)
    registration = launch.registration
    version = registration.version
    contents = version.contents
    progress = {unit.unit: unit for unit in registration.units.all()}
    unit = contents.unit(unit_to_open(contents, progress, launch.unit)) or contents.first
    learner = registration.learner
    if contents.kind == Package.Kind.CMI5:
        launching.prepare(launch, unit, base=f"{origin_of(registration.uuid)}/packages/{token}")
        parameters = launching.address_parameters(launch, unit, token=token)
    else:
        parameters = {}
    saving.visit_asset(registration, unit=unit)
    return JsonResponse(
        {
            "kind": contents.kind,
            "launch": launch.number,
            "unit": unit.identifier,
            "units": [_described(one) for one in contents.units],
            "states": {one.unit: one.cmi for one in progress.values()},
            "completed": [one.unit for one in progress.values() if one.is_completed],
            "sequencing": contents.sequencing,
            "sequencingState": registration.sequencing.get("state", ""),
            "parameters": parameters,
            # Enough to greet somebody by, and nothing that names them anywhere else.
            "learner": {"id": registration.uuid.hex, "name": learner.given_name if learner else ""},
            "language": settings.LANGUAGE_CODE,
        },
        headers={"Cache-Control": "no-store"},
    )


@require_POST
def save(request: HttpRequest, token: str) -> HttpResponse:
    """One saving. Asked of this origin only: another page could not know the token, nor read the answer."""
    launch = launch_or_404(request, token)
    own = origin_of(launch.registration.uuid)
    if request.headers.get("Origin", own) != own:
        return JsonResponse({"error": "origin"}, status=403)
    return answer(request, launch.registration, only=launch)


@require_safe
def standing_now(request: HttpRequest, token: str) -> HttpResponse:
    """How far the learner is, for content that speaks to us past the player."""
    launch = launch_or_404(request, token)
    return JsonResponse(standing(launch.registration), headers={"Cache-Control": "no-store"})


def answer(request: HttpRequest, registration: Registration, *, only: Launch | None = None) -> HttpResponse:
    """Write down what was sent, and say how far the learner is, or why it was not taken."""
    try:
        sent = _sent(request)
        number = only.number if only else _number(sent, "launch")
        if "sequencing" in sent and only:
            saving.keep_sequencing(registration, state=str(sent["sequencing"]), launch=number)
        if "unit" in sent:
            saving.save_unit(
                registration,
                unit=str(sent["unit"]),
                launch=number,
                sequence=_number(sent, "sequence"),
                data=_data(sent),
            )
    except (NotUnderstood, saving.UnknownUnit):
        return JsonResponse({"error": "unreadable"}, status=400)
    except saving.TooLarge:
        return JsonResponse({"error": "too_large"}, status=413)
    except saving.Outdated:
        return JsonResponse({"error": "outdated"}, status=409)
    return JsonResponse(standing(registration), headers={"Cache-Control": "no-store"})


def standing(registration: Registration) -> dict[str, Any]:
    """How far the learner is, as the page around the player shows it."""
    registration.refresh_from_db(fields=["finished_at", "score"])
    return {
        "units": {unit.unit: state_of(unit) for unit in registration.units.all()},
        "finished": registration.finished_at is not None,
        "score": None if registration.score is None else float(registration.score),
    }


def state_of(unit: UnitProgress) -> str:
    if unit.success == unit.Success.FAILED:
        return "failed"
    return "done" if unit.is_completed else "begun"


def _described(unit: Unit) -> dict[str, Any]:
    return {
        "identifier": unit.identifier,
        "title": unit.title,
        "href": unit.href,
        "parameters": unit.parameters,
        "isAsset": unit.is_asset,
        "isHidden": unit.is_hidden,
        "launchData": unit.launch_data,
        "masteryScore": unit.mastery_score,
        "maxTime": unit.max_time,
        "timeLimitAction": unit.time_limit_action,
        "completionThreshold": unit.completion_threshold,
        "passingScore": unit.passing_score,
    }


def _sent(request: HttpRequest) -> dict[str, Any]:
    told = request.headers.get("Content-Length", "0")
    if told.isdigit() and int(told) > MOST_BYTES:
        raise saving.TooLarge
    try:
        sent = read_json(request.body)
    except NotToBeKept as error:
        raise NotUnderstood from error
    if not isinstance(sent, dict):
        raise NotUnderstood
    return sent


def _number(sent: dict[str, Any], name: str) -> int:
    told = sent.get(name)
    if not isinstance(told, int) or isinstance(told, bool) or not 0 < told < MOST_SEQUENCE:
        raise NotUnderstood
    return told


def _data(sent: dict[str, Any]) -> dict[str, Any]:
    data = sent.get("data")
    if not isinstance(data, dict):
        raise NotUnderstood
    return data
