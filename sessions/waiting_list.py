"""The queue of a full run: classes of priority, then first come, first served; who asked together stays so.

A free seat belongs to the queue as long as anybody is in it. It is offered to the party at the head as soon
as it fits whole, and kept until they answer; nobody behind is asked before. Only people who have something
else at the hours of the run, or whose children cannot be looked after now, are passed over: they keep their
number and are asked again with the next free seat.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from sessions import notices, party_notices, seating, transitions
from sessions.errors import BookingClosed, ChildcareFull, ParticipantBusy, TransitionRefused
from sessions.models import Offer, Place, Run
from sessions.queries import goes_on, queue_closes_at, starts_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from lms.people.models import Person
    from sessions.models import PriorityClass

LEAST_TIME = timedelta(minutes=15)
"""Nobody is asked when less time than this is left to answer: they would lose their number for nothing."""


def queue_of(run: Run) -> list[list[Place]]:
    """The parties that wait, in their order; each stands where its first one stands."""
    waiting = run.places.waiting().select_related("person", "booked_by", "accompanied_by", "priority")
    parties: dict[UUID, list[Place]] = {}
    for place in waiting:
        place.run = run
        parties.setdefault(place.party, []).append(place)
    return list(parties.values())


def position(place: Place) -> int:
    """Which one in the queue: 1 is the next. 0 for a place that does not wait."""
    if place.status != Place.Status.WAITING:
        return 0
    before = Q(queue_rank__lt=place.queue_rank) | Q(
        queue_rank=place.queue_rank, queue_number__lte=place.queue_number
    )
    return Place.objects.filter(before, run=place.run_id).waiting().count()


def join(places: Sequence[Place], *, run: Run, by: Person | None, cause: str = "") -> list[Place]:
    """Put new places, asked for together, at the end of the queue. Raises BookingClosed for a closed run.

    Whoever turns out to be the next for a seat that is free, as when it was freed in the same moment, is
    seated at once: they ask just now. The caller is inside a transaction, and tells.
    """
    number_places(places, run=run)
    for place in places:
        place.status = Place.Status.WAITING
        transitions.enter(place, by=by, cause=cause)
    run.let_wait(len(places))
    return serve_newcomers(places, run=run)


def tell_where_they_stand(places: Sequence[Place]) -> None:
    """What came of the asking: a seat, or which one in the queue. Whoever asks for approval was told so."""
    for place in places:
        if place.status == Place.Status.CONFIRMED:
            notices.tell_confirmed(place)
        elif place.status == Place.Status.WAITING:
            notices.tell_waiting(place, position=position(place))


def number_places(places: Sequence[Place], *, run: Run) -> None:
    """Give new places their numbers, in the order of asking. From here on the run is held."""
    first = run.give_numbers(len(places))
    if not first:
        raise BookingClosed
    for number, place in enumerate(places, start=first):
        place.queue_number = number
        place.queued_at = timezone.now()


def serve_newcomers(places: Sequence[Place], *, run: Run) -> list[Place]:
    """Offer what is free now that these wait too; their own turn gives them seats. Answers with them."""
    _serve(Run.objects.hold(run), cause=Offer.Cause.FREED, newcomers=places[0].party)
    found = Place.objects.select_related("person", "booked_by").in_bulk([place.pk for place in places])
    for place in found.values():
        place.run = run
    return [found[place.pk] for place in places]


@transaction.atomic
def offer_free_seats(run: Run, *, cause: str = Offer.Cause.FREED) -> list[Offer]:
    """Offer the free seats of a run to those who wait for them, and tell them. Safe to repeat."""
    return _serve(Run.objects.hold(run), cause=cause)


def _serve(run: Run, *, cause: str, newcomers: UUID | None = None) -> list[Offer]:
    if not run.people_waiting or run.seats_taken >= run.capacity or not goes_on(run):
        return []
    until = _answer_until(run)
    offers: list[Offer] = []
    passed_over: list[dict[str, Any]] = []
    for number, party in enumerate(queue_of(run), start=1):
        asks_now = party[0].party == newcomers
        if run.capacity - run.seats_taken < len(party) or (until is None and not asks_now):
            break
        try:
            seating.seat(party, run=run, waited=True)
        except (ParticipantBusy, ChildcareFull) as obstacle:
            reason = "busy" if isinstance(obstacle, ParticipantBusy) else "childcare"
            passed_over.append(_passed_over(party, reason))
            continue
        if asks_now:
            for place in party:
                transitions.change(place, Place.Status.CONFIRMED, by=place.booked_by)
        elif until:
            why = _why(party, position=number, passed_over=passed_over)
            offers.append(_offer(party, run=run, cause=cause, until=until, why=why))
    return offers


@transaction.atomic
def promote(party: UUID, *, run: Run, by: Person, agreed: bool = False) -> Offer:
    """Offer seats to a party by hand, whatever its turn; also after the queue closed and after the start.

    ``agreed``: they have said yes already, as on the telephone, and are seated at once. Raises SeatsGone,
    ParticipantBusy, ChildcareFull, BookingClosed, and TransitionRefused when nobody of it waits.
    """
    run = Run.objects.hold(run)
    if not goes_on(run):
        raise BookingClosed
    queue = queue_of(run)
    number = next((n for n, places in enumerate(queue, start=1) if places[0].party == party), 0)
    if not number:
        raise TransitionRefused("nobody of the party waits")
    places = queue[number - 1]
    seating.seat(places, run=run, waited=True)
    why = _why(places, position=number, passed_over=[_passed_over(p, "by_hand") for p in queue[: number - 1]])
    until = timezone.now() + timedelta(hours=run.answer_hours)
    offer = _offer(
        places, run=run, cause=Offer.Cause.BY_HAND, until=until, why=why, by=by, is_told=not agreed
    )
    if agreed:
        for place in places:
            transitions.change(place, Place.Status.CONFIRMED, by=by)
            notices.tell_freed(place)
        seating.end_offer(offer, Offer.Outcome.ACCEPTED)
    return offer


@transaction.atomic
def set_priority(place: Place, priority: PriorityClass | None, *, by: Person, cause: str = "") -> list[Place]:
    """Put a party into a class of priority, or out of any, and offer what that lets fit.

    Raises TransitionRefused for a place that neither waits nor waits for approval.
    """
    run = Run.objects.hold(place.run)
    asking = (Place.Status.APPLIED, Place.Status.WAITING)
    party = list(run.places.filter(party=place.party, status__in=asking).order_by("queue_number"))
    if not party:
        raise TransitionRefused(f"{place.status} has no order")
    rank = priority.rank if priority else Place.ORDINARY_RANK
    said = _("Priority: %(name)s") % {"name": priority} if priority else _("No priority any more")
    for each in party:
        if each.priority_id == (priority.pk if priority else None):
            continue
        each.priority, each.queue_rank = priority, rank
        each.save(update_fields=["priority", "queue_rank"])
        transitions.remark(each, by=by, cause=f"{said}. {cause}" if cause else said)
    _serve(run, cause=Offer.Cause.FREED)
    return party


def close_queues() -> int:
    """Tell those who still wait when the queue closes that no seat came free; returns to how many parties.

    Each party is told once. They stay in the queue: a coordinator can still call somebody in by hand.
    """
    told = 0
    now = timezone.now()
    waited_for = Run.objects.published().filter(people_waiting__gt=0, is_drop_in=False)
    for run in waited_for.select_related("course"):
        start, closes = starts_at(run), queue_closes_at(run)
        if start and closes and closes <= now < start + timedelta(days=1):
            for party in queue_of(run):
                told += party_notices.tell_queue_closed(party)
    return told


def _answer_until(run: Run) -> datetime | None:
    """Until when whoever is asked now can answer; none when the queue is closed, or about to."""
    now = timezone.now()
    until = now + timedelta(hours=run.answer_hours)
    closes = queue_closes_at(run)
    until = min(until, closes) if closes else until
    return until if until - now >= LEAST_TIME else None


def _offer(
    party: Sequence[Place],
    *,
    run: Run,
    cause: str,
    until: datetime,
    why: dict[str, Any],
    by: Person | None = None,
    is_told: bool = True,
) -> Offer:
    offer = Offer.objects.create(
        run=run,
        party=party[0].party,
        seats=len(party),
        cause=cause,
        standing=why,
        made_by=by,
        answer_until=until,
    )
    for place in party:
        place.offer = offer
        place.save(update_fields=["offer"])
        transitions.change(place, Place.Status.OFFERED, by=by, cause=str(offer.get_cause_display()))
    if is_told:
        party_notices.tell_offered(offer, party)
    return offer


def _why(party: Sequence[Place], *, position: int, passed_over: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Why this party and no other, as it stands now: kept with the offer for good."""
    first = party[0]
    return {
        "class": first.priority.name if first.priority else "",
        "rank": first.queue_rank,
        "number": first.queue_number,
        "position": position,
        "passed_over": list(passed_over),
    }


def _passed_over(party: Sequence[Place], reason: str) -> dict[str, Any]:
    """``reason``: "busy" at the hours, "childcare" is full, or "by_hand" when a coordinator chose others."""
    return {"party": str(party[0].party), "number": party[0].queue_number, "reason": reason}
