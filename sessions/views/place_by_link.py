"""A place is seen and given back by the link in the message. Opening the page changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sessions import links
from sessions.booking import cancel_place
from sessions.errors import TooLateToCancel, TransitionRefused
from sessions.models import Place
from sessions.my_places import MyPlace, read_places
from sessions.outcomes import called
from sessions.run_cards import RunCard
from sessions.whereabouts import title_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, token: str) -> HttpResponse:
    """Where the place stands, and one button to give it back; the rule for giving it back late is told."""
    found = links.record_of(token, Place)
    if found is None:
        return render(request, "booking/link_unknown.html", status=404)
    if request.method == "GET":
        return _show(request, found)
    if limited := ratelimit.consume_or_429(request, action="booking"):
        return limited
    try:
        if found.is_held:
            cancel_place(found, by=found.booked_by)
    except (TooLateToCancel, TransitionRefused):
        return _show(request, found, status=409)
    return redirect("links:place", token)


def _show(request: HttpRequest, found: Place, *, status: int = 200) -> HttpResponse:
    mine = MyPlace(read_places(Place.objects.filter(pk=found.pk)).get())
    run = mine.run
    context = {
        "mine": mine,
        "run": run,
        "title": title_of(run),
        "name": "" if run.is_confidential else called(mine.place.person),
        "card": RunCard(run),
        "has_begun": bool(mine.sessions) and mine.sessions[0].starts_at <= timezone.now(),
    }
    return render(request, "booking/place_by_link.html", context, status=status)
