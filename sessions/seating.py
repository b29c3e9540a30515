"""Seats, childcare and hours are taken for people whose turn it is, and given back.

Whoever calls holds the run, moves the places on to their status, and tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from lms.messaging import outbox
from sessions import make_ups, transitions
from sessions.errors import ChildcareFull, Clash, ParticipantBusy, SeatsGone
from sessions.models import Offer, Place, Run
from sessions.queries import people_at
from sessions.reservations import release_people, reserve_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lms.people.models import Person


def children_of(places: Iterable[Place]) -> int:
    """How many children are looked after while these people learn."""
    return sum(place.childcare_children for place in places)


@transaction.atomic
def seat(party: Sequence[Place], *, run: Run, waited: bool) -> None:
    """Take seats, childcare and hours for a whole party; ``waited``: out of the queue.

    Raises SeatsGone, ChildcareFull and ParticipantBusy; then nothing is taken.
    """
    children = children_of(party)
    if not run.seat(len(party), children=children, waited=waited):
        fresh = Run.objects.get(pk=run.pk)
        if fresh.capacity - fresh.seats_taken < len(party):
            raise SeatsGone
        raise ChildcareFull(fresh.childcare_left or 0)
    take_hours(party, run=run)
    run.refresh_from_db(fields=Run.COUNTERS)


def take_hours(party: Sequence[Place], *, run: Run) -> None:
    """Take the hours of the sessions ahead for all who come. Raises ParticipantBusy, naming the busy."""
    try:
        reserve_people([person for place in party for person in people_at(place)], in_run=run)
    except Clash as clash:
        raise ParticipantBusy(resource.person for resource in clash.resources) from clash


def vacate(place: Place, *, to: Place.Status, by: Person | None, cause: str = "") -> None:
    """Bring the place to its end, and give back the seat or the wait, childcare and hours."""
    had_seat, offer = place.has_seat, place.offer if place.status == Place.Status.OFFERED else None
    waited = place.status == Place.Status.WAITING
    transitions.change(place, to, by=by, cause=cause)
    place.run.give_back(
        seats=int(had_seat), waits=int(waited), children=place.childcare_children if had_seat else 0
    )
    if had_seat:
        release_people(people_at(place), in_run=place.run)
        make_ups.end_those_of(place)
    if offer and not offer.places.filter(status=Place.Status.OFFERED).exists():
        end_offer(offer, OUTCOMES[to])


OUTCOMES = {
    Place.Status.DECLINED: Offer.Outcome.DECLINED,
    Place.Status.CANCELLED: Offer.Outcome.DECLINED,
    Place.Status.EXPIRED: Offer.Outcome.EXPIRED,
    Place.Status.CALLED_OFF: Offer.Outcome.WITHDRAWN,
    Place.Status.MOVED: Offer.Outcome.WITHDRAWN,
}
"""How an offer ended, when the last place of it went this way."""


def end_offer(offer: Offer, outcome: Offer.Outcome) -> None:
    """Write down how an offer ended. A question that is not on its way yet need not be asked any more."""
    offer.outcome, offer.ended_at = outcome, timezone.now()
    offer.save(update_fields=["outcome", "ended_at"])
    outbox.withdraw(f"place_offered:{offer.uuid}:")
