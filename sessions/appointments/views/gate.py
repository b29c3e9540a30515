"""What can stand between a visitor and a kind of help, each with its own page in plain words."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from sessions.appointments.views.journey import Journey
from sessions.appointments.who_may import may_ask_for
from sessions.models import Service

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

NOT_FOUND, NOT_IN_USE, BY_STAFF, SIGN_IN = "not_found", "not_in_use", "by_staff", "sign_in"
NOT_KNOWN, OTHERS, NOT_IN_CARE = "not_known", "others", "not_in_care"
STATUS = {NOT_FOUND: 404, NOT_IN_CARE: 403}


def find_service(uuid: UUID) -> Service | None:
    return Service.objects.select_related("organisation").filter(uuid=uuid).first()


def obstacle_before(journey: Journey) -> str:
    """The word for what stands in the way, or nothing."""
    service, comers = journey.service, journey.comers
    if not service.is_in_use or not journey.specialists:
        return NOT_IN_USE
    if comers.carer and not may_ask_for(service, comers.carer):
        return BY_STAFF if service.booked_by == Service.BookedBy.STAFF else NOT_KNOWN
    if comers.carer is None and service.booked_by != Service.BookedBy.ANYONE:
        return BY_STAFF if service.booked_by == Service.BookedBy.STAFF else SIGN_IN
    return "" if comers.options else OTHERS


def refuse(request: HttpRequest, obstacle: str, journey: Journey | None = None) -> HttpResponse:
    """Say what stands in the way, and whom to ask."""
    context = {"obstacle": obstacle, "journey": journey, "service": journey.service if journey else None}
    return render(request, "appointments/refused.html", context, status=STATUS.get(obstacle, 200))


def on_the_way(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the journey to the kind of help of the address, unless something stands in the way."""

    @wraps(view)
    def guarded(request: HttpRequest, service: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        found = find_service(service)
        if found is None:
            return refuse(request, NOT_FOUND)
        journey = Journey(request, found)
        if obstacle := obstacle_before(journey):
            return refuse(request, obstacle, journey)
        return view(request, journey, *args, **kwargs)

    return guarded
