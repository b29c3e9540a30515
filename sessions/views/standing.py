"""What stands in a run after asking for places: the page at the end of booking."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sessions.models import Place
from sessions.outcomes import outcome, promise_to_answer, promise_to_offer
from sessions.run_cards import RunCard
from sessions.whereabouts import where_is

if TYPE_CHECKING:
    from sessions.household import Household
    from sessions.models import Run


def what_stands(household: Household) -> dict[str, Any]:
    """The places a household has in a run, and its next meeting."""
    run = household.run
    seated = [place for place in household.held if place.status == Place.Status.CONFIRMED]
    now = timezone.now()
    meeting = next((session for session in run.sessions.all() if session.ends_at >= now), None)
    title, words = _said(household.held, run)
    return {
        "run": run,
        "card": RunCard(run),
        "household": household,
        "title": title,
        "words": words,
        "outcome": outcome(household.held) if len(household.held) > 1 or not seated else [],
        "seated": seated,
        "meeting": meeting,
        "where": where_is(meeting, run, has_seat=bool(seated)) if meeting else None,
    }


def _said(held: list[Place], run: Run) -> tuple[str, str]:
    """The heading, and what happens next, by the best that anybody of the household has."""
    statuses = {place.status for place in held}
    waits = promise_to_offer(run.answer_hours) if Place.Status.WAITING in statuses else ""
    if Place.Status.CONFIRMED in statuses:
        seats = sum(place.status == Place.Status.CONFIRMED for place in held)
        title = ngettext("You have a place", "You have the places", seats)
        return title, " ".join(filter(None, (_("We have written to you with all the details."), waits)))
    if Place.Status.OFFERED in statuses:
        return _("A place is kept for you"), _("Say yes or no in My Krok, or by the link in our message.")
    if Place.Status.APPLIED in statuses:
        title = ngettext("You have asked for a place", "You have asked for places", len(held))
        return title, " ".join((promise_to_answer(), _("We write to you then.")))
    return _("You are in the queue"), waits
