"""The queue of a full run: first come, first served, and those who asked together stay together.

A free seat belongs to the queue as long as anybody is in it. The party at its head is seated as soon as
it fits whole; nobody behind it is seated before. Only people who have something else at the hours of the
run are passed over: they keep their number and are asked again with the next free seat.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from sessions import notices, transitions
from sessions.errors import BookingClosed, Clash
from sessions.models import Place, Run
from sessions.queries import goes_on
from sessions.reservations import reserve_people

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lms.people.models import Person


@transaction.atomic
def join(places: Sequence[Place], *, run: Run, by: Person) -> list[Place]:
    """Put new places, asked for together, at the end of the queue. Raises BookingClosed for a closed run.

    A seat that was freed in the same moment is filled at once, so the last in an empty queue may be seated.
    """
    first_number = run.lengthen_queue(len(places))
    if not first_number:
        raise BookingClosed
    for number, place in enumerate(places, start=first_number):
        place.status = Place.Status.WAITING
        place.queue_number = number
        place.queued_at = timezone.now()
        transitions.enter(place, by=by)
    seated = {place.pk: place for place in fill_seats(run)}
    placed = [seated.get(place.pk, place) for place in places]
    for place in placed:
        if place.status == Place.Status.WAITING:
            notices.tell_waiting(place, position=position(place))
    return placed


@transaction.atomic
def fill_seats(run: Run) -> list[Place]:
    """Give the free seats of a run to those who wait for them, and tell them. Safe to repeat."""
    run = Run.objects.hold(run)
    if not run.people_waiting or run.seats_taken >= run.capacity or not goes_on(run):
        return []
    seated: list[Place] = []
    for party in _parties(run):
        if run.capacity - run.seats_taken < len(party):
            break
        if _seat(party, run):
            seated += party
    for place in seated:
        notices.tell_freed(place)
    return seated


def position(place: Place) -> int:
    """Which one in the queue: 1 is the next. 0 for a place that does not wait."""
    if place.status != Place.Status.WAITING:
        return 0
    return Place.objects.filter(run=place.run_id, queue_number__lte=place.queue_number).waiting().count()


def _parties(run: Run) -> Iterator[list[Place]]:
    """Those who wait, in their order; people who asked together come together."""
    waiting = run.places.waiting().select_related("person", "booked_by")
    for _party, places in groupby(waiting, key=lambda place: place.party):
        yield list(places)


def _seat(party: Sequence[Place], run: Run) -> bool:
    """Seat a party. False when one of them is busy at the hours of the run."""
    try:
        reserve_people([place.person for place in party], in_run=run)
    except Clash:
        return False
    run.seat_from_queue(len(party))
    run.refresh_from_db(fields=["seats_taken", "people_waiting"])
    for place in party:
        place.run = run
        transitions.change(place, Place.Status.CONFIRMED, by=None)
    return True
