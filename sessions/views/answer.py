"""A kept seat is taken or left by the link in the message. Opening the page changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sessions import links, seat_offers
from sessions.errors import OfferOver
from sessions.models import Offer, Place, Run
from sessions.outcomes import called
from sessions.run_cards import RunCard
from sessions.run_dates import joined
from sessions.views.gate import find_run
from sessions.whereabouts import title_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

OVER, GIVEN_BACK, CALLED_OFF = "over", "given_back", "called_off"
"""What may have become of an offer, besides its outcomes."""


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What is kept for whom and until when, and two buttons; or what became of it, and what now."""
    offer = links.record_of(token, Offer)
    if offer is None:
        return render(request, "booking/link_unknown.html", status=404)
    if request.method == "GET":
        return _show(request, offer)
    if limited := ratelimit.consume_or_429(request, action="booking"):
        return limited
    try:
        if request.POST.get("answer") == "accept":
            seat_offers.accept(offer, by=None)
        elif request.POST.get("answer") == "decline":
            seat_offers.decline(offer, by=None)
    except OfferOver:
        offer.refresh_from_db()
        return _show(request, offer, status=409)
    return redirect("links:answer", token)


def _show(request: HttpRequest, offer: Offer, *, status: int = 200) -> HttpResponse:
    run = find_run(offer.run.uuid) or offer.run
    places = list(offer.places.select_related("person").order_by("pk"))
    context = {
        "offer": offer,
        "state": state_of(offer, places),
        "places": places,
        "names": "" if run.is_confidential else joined([called(place.person) for place in places]),
        "run": run,
        "title": title_of(run),
        "card": RunCard(run),
    }
    return render(request, "booking/answer.html", context, status=status)


def state_of(offer: Offer, places: list[Place]) -> str:
    """What became of the offer, as the reader should hear it now."""
    if offer.run.status == Run.Status.CANCELLED:
        return CALLED_OFF
    if offer.outcome == Offer.Outcome.ACCEPTED:
        stands = any(place.status in Place.HELD for place in places)
        return str(offer.outcome) if stands else GIVEN_BACK
    if offer.outcome == Offer.Outcome.OPEN:
        return str(offer.outcome) if offer.is_open else OVER
    return OVER if offer.outcome == Offer.Outcome.EXPIRED else str(offer.outcome)
