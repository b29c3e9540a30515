"""What verifiers of badges read, in any browser and on any server: open to all, and about nobody.

The one exception is a credential itself, whose address only its holder gives away.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from courses.badges import status
from courses.badges.credential import achievement_of, profile_of
from courses.badges.vocabulary import CREDENTIALS, OPEN_BADGES
from courses.models import Badge, Course, SigningKey, StatusList
from lms.people.models import Organisation
from lms.web.limits import limited

HOUR = 3600


@require_safe
@limited("120/m/ip")
def keys(request: HttpRequest) -> HttpResponse:
    """Every key whose signatures count (JWK set), the one of today first."""
    published = SigningKey.objects.published()
    return _told({"keys": [_jwk(key) for key in published]}, content_type="application/jwk-set+json")


@require_safe
@limited("120/m/ip")
def key(request: HttpRequest, kid: str) -> HttpResponse:
    found = get_object_or_404(SigningKey.objects.published(), kid=kid)
    return _told(_jwk(found), content_type="application/jwk+json")


@require_safe
@limited("120/m/ip")
def issuer(request: HttpRequest, code: str) -> HttpResponse:
    return _told({"@context": [CREDENTIALS, OPEN_BADGES], **profile_of(_issuer(code))})


@require_safe
@limited("120/m/ip")
def achievement(request: HttpRequest, code: str, course: UUID) -> HttpResponse:
    """What a badge stands for. Confidential courses have none."""
    found = get_object_or_404(Course, uuid=course, is_confidential=False)
    told = achievement_of(found, organisation=_issuer(code))
    return _told({"@context": [CREDENTIALS, OPEN_BADGES], **told})


@require_safe
@limited("120/m/ip")
def status_list(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = get_object_or_404(StatusList.objects.select_related("organisation", "key"), uuid=uuid)
    return _open(HttpResponse(status.signed(found), content_type="application/vc+jwt"), seconds=300)


@require_safe
@limited("60/m/ip")
def credential(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A badge by the link its holder gave away; gone once it was taken back or its certificate withdrawn.

    And gone, too, when the course became one of which nobody may learn.
    """
    badge = get_object_or_404(Badge.objects.select_related("certificate__enrolment__course"), uuid=uuid)
    if not badge.is_held or badge.certificate.is_confidential:
        return HttpResponse(status=410)
    response = HttpResponse(badge.credential, content_type="application/vc+jwt")
    response["X-Robots-Tag"] = "noindex"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """The stepping stones on a round shield: the same for every badge of the house."""
    return _open(
        render(request, "courses/badges/picture.svg", content_type="image/svg+xml"), seconds=24 * HOUR
    )


def _issuer(code: str) -> Organisation:
    """Only who has issued badges has a profile; whoever had another code then answers to that one, too."""
    lists = StatusList.objects.filter(code__iexact=code).select_related("organisation")
    found = lists.last()
    if found is None:
        raise Http404
    return found.issuer


def _jwk(key: SigningKey) -> dict[str, Any]:
    return {**key.public, "kid": key.kid}


def _told(words: dict[str, Any], *, content_type: str = "application/ld+json") -> HttpResponse:
    return _open(JsonResponse(words, content_type=content_type), seconds=HOUR)


def _open(response: HttpResponse, *, seconds: int) -> HttpResponse:
    """For pages of other houses, too: verifiers run in a browser."""
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = f"public, max-age={seconds}"
    return response
