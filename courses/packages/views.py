"""The learner's page of a package: what there is in it, how far she is, and the frame it plays in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courses.lessons.access import enrolment_or_404
from courses.models import Launch, Package, Registration
from courses.packages import origin, reporting
from courses.packages.mine import PackageOfMine
from courses.packages.opening import NothingToOpen, Visit, begin, begin_newer, open_player, stay_open
from courses.packages.serving import SANDBOX
from lms.people.gates import requires_person

if TYPE_CHECKING:
    from uuid import UUID

    from courses.packages.opening import Opened


def mine_or_404(request: HttpRequest, enrolment: UUID, package: UUID) -> PackageOfMine:
    found = enrolment_or_404(request, enrolment)
    held = get_object_or_404(Package, uuid=package, course=found.course_id)
    mine = PackageOfMine(found, held, asked=request.GET.get("unit", ""))
    if not mine.is_open:
        raise Http404
    return mine


@require_safe
@never_cache
@requires_person
def package(request: HttpRequest, enrolment: UUID, package: UUID) -> HttpResponse:
    mine = mine_or_404(request, enrolment, package)
    told = {"mine": mine, "can_be_opened": origin.is_set(), "sandbox": SANDBOX}
    response = render(request, "courses/packages/package.html", told)
    response._csp_update = {"frame-src": origin.frame_sources()}  # type: ignore[attr-defined]
    return response


@require_POST
@requires_person
def open_(request: HttpRequest, enrolment: UUID, package: UUID) -> HttpResponse:
    """Begin or go on: a new opening, and where its player is."""
    mine = mine_or_404(request, enrolment, package)
    if not origin.is_set():
        return JsonResponse({"error": "no_origin"}, status=503)
    try:
        registration = begin(mine.enrolment, mine.package)
    except NothingToOpen as nothing:
        raise Http404 from nothing
    opened = open_player(registration, unit=mine.asked, visit=Visit.of(request))
    return told_of(opened, stay=reverse("learn:package_stay", args=[enrolment, package, opened.launch.uuid]))


def told_of(opened: Opened, *, stay: str) -> HttpResponse:
    """What the page needs to show the player, and the address at which it says that it is still there."""
    registration = opened.launch.registration
    own = origin.origin_of(registration.uuid)
    told = {
        "origin": own,
        "address": f"{own}/packages/{opened.token}/",
        "registration": registration.uuid.hex,
        "launch": opened.launch.number,
        "stay": stay,
    }
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


@require_POST
@requires_person
def stay(request: HttpRequest, enrolment: UUID, package: UUID, launch: UUID) -> HttpResponse:
    """The page is still open, and whoever reads it may still go on."""
    mine = mine_or_404(request, enrolment, package)
    openings = Launch.objects.filter(uuid=launch, registration__enrolment=mine.enrolment)
    if not stay_open(openings, visit=Visit.of(request)):
        raise Http404
    return HttpResponse(status=204)


@require_POST
@requires_person
def save(request: HttpRequest, enrolment: UUID, package: UUID) -> HttpResponse:
    """What the player could not send in time, sent by our page with the learner's own visit."""
    mine = mine_or_404(request, enrolment, package)
    told = request.headers.get("X-Registration", "")
    held = Registration.objects.filter(enrolment=mine.enrolment, version__package=mine.package)
    registration = next(
        (one for one in held.select_related("version__package") if one.uuid.hex == told), None
    )
    if registration is None:
        raise Http404
    return reporting.answer(request, registration)


@require_POST
@requires_person
def newer(request: HttpRequest, enrolment: UUID, package: UUID) -> HttpResponse:
    """Leave the version one is on, and begin the current one from its start."""
    mine = mine_or_404(request, enrolment, package)
    try:
        begin_newer(mine.enrolment, mine.package)
    except NothingToOpen as nothing:
        raise Http404 from nothing
    return redirect("learn:package", enrolment, package)
