"""What can stand between a visitor and a run, each with its own page in plain words."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.shortcuts import render
from django.utils import timezone

from courses.models import Audience
from sessions.models import Run, Session
from sessions.run_cards import Wanted, cards_of, upcoming_cards
from sessions.views.journey import Journey

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

NOT_FOUND, CALLED_OFF, NOT_YET, CLOSED = "not_found", "called_off", "not_yet", "closed"
HELD, STAFF_ONLY, OTHERS, NOT_IN_CARE = "held", "staff_only", "others", "not_in_care"
STATUS = {NOT_FOUND: 404, NOT_IN_CARE: 403}
LOOKED_THROUGH = 12
SHOWN = 3


def find_run(uuid: UUID) -> Run | None:
    """A run that was ever announced, with all that its pages say of it."""
    meetings = Prefetch("sessions", queryset=Session.objects.not_cancelled().select_related("room__office"))
    runs = Run.objects.exclude(status=Run.Status.DRAFT).select_related("course", "room__office", "organiser")
    return runs.filter(uuid=uuid).prefetch_related(meetings, "languages").first()


def obstacle_before(journey: Journey) -> str:
    """The word for what stands in the way, or nothing."""
    run, household = journey.run, journey.household
    if run.status == Run.Status.CANCELLED:
        return CALLED_OFF
    if not run.is_open:
        opens = run.booking_opens_at
        is_early = run.status == Run.Status.PUBLISHED and opens and timezone.now() < opens
        return HELD if household.held else NOT_YET if is_early else CLOSED
    if household.options:
        return ""
    if household.held:
        return HELD
    if household.carer is None and run.is_for == Audience.STAFF:
        return STAFF_ONLY
    return OTHERS


def refuse(request: HttpRequest, obstacle: str, journey: Journey | None = None) -> HttpResponse:
    """Say what stands in the way, and what there is instead."""
    run = journey.run if journey else None
    cards = []
    if run and journey and obstacle in {CALLED_OFF, NOT_YET, CLOSED}:
        cards = [card for card in cards_of(run.course) if card.url and card.run != run][:SHOWN]
    elif journey and obstacle == OTHERS:
        standing = journey.household.standing
        fitting = (
            card for card in upcoming_cards(Wanted(number=LOOKED_THROUGH)) if standing.fits(card.run.is_for)
        )
        cards = list(fitting)[:SHOWN]
    context = {"obstacle": obstacle, "journey": journey, "run": run, "cards": cards}
    return render(request, "booking/refused.html", context, status=STATUS.get(obstacle, 200))


def on_the_way(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the journey to the run of the address, unless something stands in the way."""

    @wraps(view)
    def guarded(request: HttpRequest, run: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        found = find_run(run)
        if found is None:
            return refuse(request, NOT_FOUND)
        journey = Journey(request, found, at=kwargs.get("step", ""))
        if obstacle := obstacle_before(journey):
            return refuse(request, obstacle, journey)
        return view(request, journey, *args, **kwargs)

    return guarded
