"""An offered seat is taken, declined, or let go by; then it is offered to the next at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sessions import notices, party_notices, seating, transitions, waiting_list
from sessions.apart import each_apart
from sessions.booking import may_act_for
from sessions.errors import NotInYourCare, OfferOver
from sessions.models import Offer, Place, Run

if TYPE_CHECKING:
    from lms.people.models import Person


@transaction.atomic
def accept(offer: Offer, *, by: Person | None) -> list[Place]:
    """Take the seats that are kept. Answering the same again changes nothing.

    ``by`` is nobody when the answer came by the link of the message. Raises OfferOver, NotInYourCare.
    """
    offer, places = _held(offer, by=by)
    if offer.outcome == Offer.Outcome.ACCEPTED:
        return list(offer.places.confirmed().select_related("person"))
    if not offer.is_open:
        raise OfferOver(offer)
    for place in places:
        transitions.change(place, Place.Status.CONFIRMED, by=by)
    seating.end_offer(offer, Offer.Outcome.ACCEPTED)
    for place in places:
        notices.tell_confirmed(place)
    return places


@transaction.atomic
def decline(offer: Offer, *, by: Person | None) -> Offer:
    """Leave the seats to the next in the queue. Answering the same again changes nothing.

    ``by`` is nobody when the answer came by the link of the message. Raises OfferOver, NotInYourCare.
    """
    offer, places = _held(offer, by=by)
    if offer.outcome == Offer.Outcome.DECLINED:
        return offer
    if not offer.is_open:
        raise OfferOver(offer)
    _give_up(offer, places, to=Place.Status.DECLINED, by=by)
    return offer


def expire_lapsed() -> int:
    """End the offers nobody answered in time, tell those people, and ask the next; returns how many.

    Each in a transaction of its own; one that fails is logged and stops no other. Safe to repeat.
    """
    return each_apart(_expire, Offer.objects.lapsed().select_related("run"))


@transaction.atomic
def _expire(offer: Offer) -> bool:
    offer, places = _held(offer, by=None)
    if offer.outcome != Offer.Outcome.OPEN or offer.is_open:
        return False
    party_notices.tell_expired(offer, places)
    _give_up(offer, places, to=Place.Status.EXPIRED, by=None)
    return True


def _held(offer: Offer, *, by: Person | None) -> tuple[Offer, list[Place]]:
    """The offer as it stands now, kept for this transaction with its run, and the places still open in it."""
    run = Run.objects.hold(offer.run)
    held = Offer.objects.get(pk=offer.pk)
    held.run = run
    places = list(
        held.places.filter(status=Place.Status.OFFERED)
        .select_related("person", "booked_by", "accompanied_by")
        .order_by("queue_number")
    )
    for place in places:
        place.run, place.offer = run, held
        if by and place.booked_by_id != by.pk and not may_act_for(place.person, by):
            raise NotInYourCare
    return held, places


def _give_up(offer: Offer, places: list[Place], *, to: Place.Status, by: Person | None) -> None:
    for place in places:
        seating.vacate(place, to=to, by=by)
    waiting_list.offer_free_seats(offer.run)
