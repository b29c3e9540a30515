"""Where each place is approved: a coordinator says yes or no to those who ask.

The number in the queue was given with the asking, so that first come, first served counts from there and
not from the day on which somebody said yes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from sessions import party_notices, seating, transitions, waiting_list
from sessions.errors import BookingClosed
from sessions.models import Place, Run
from sessions.queries import goes_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lms.people.models import Person


@transaction.atomic
def approve(places: Sequence[Place], *, by: Person) -> list[Place]:
    """Say yes to people who asked together: they are seated, or wait where their number puts them.

    Those who were approved before are left as they are. When only some of a party are approved, they go on
    without the others. Raises ParticipantBusy and ChildcareFull, which the coordinator can settle with the
    family, and BookingClosed for a run that is over.
    """
    run, asking = _held(places)
    if asking:
        if not goes_on(run):
            raise BookingClosed
        _part_from_others(asking, run=run)
        if _is_their_turn(asking, run=run):
            seating.seat(asking, run=run, waited=False)
            for place in asking:
                transitions.change(place, Place.Status.CONFIRMED, by=by)
        else:
            for place in asking:
                transitions.change(place, Place.Status.WAITING, by=by)
            run.let_wait(len(asking))
            asking = waiting_list.serve_newcomers(asking, run=run)
        waiting_list.tell_where_they_stand(asking)
    return list(Place.objects.filter(pk__in=[place.pk for place in places]).order_by("queue_number"))


@transaction.atomic
def refuse(places: Sequence[Place], *, by: Person, reason: str) -> list[Place]:
    """Say no, with words that the people will read. Those who were refused before are left as they are."""
    _run, asking = _held(places)
    for place in asking:
        transitions.change(place, Place.Status.REFUSED, by=by, cause=reason)
    if asking:
        party_notices.tell_refused(asking, reason=reason)
    return asking


def _held(places: Iterable[Place]) -> tuple[Run, list[Place]]:
    """The run, kept for this transaction, and those of the places that still wait for an answer."""
    given = list(places)
    run = Run.objects.hold(given[0].run)
    applied = run.places.filter(pk__in=[place.pk for place in given], status=Place.Status.APPLIED)
    asking = list(applied.select_related("person", "booked_by", "accompanied_by").order_by("queue_number"))
    for place in asking:
        place.run = run
    return run, asking


def _part_from_others(asking: Sequence[Place], *, run: Run) -> None:
    """Whoever is approved does not wait for those of the party who are not."""
    party = asking[0].party
    if run.places.held().filter(party=party).exclude(pk__in=[place.pk for place in asking]).exists():
        own = uuid4()
        for place in asking:
            place.party = own
            place.save(update_fields=["party"])


def _is_their_turn(asking: Sequence[Place], *, run: Run) -> bool:
    """Whether they fit, and nobody waits who goes before them."""
    if run.capacity - run.seats_taken < len(asking):
        return False
    first = run.places.waiting().first()
    mine = (asking[0].queue_rank, asking[0].queue_number or 0)
    return first is None or mine < (first.queue_rank, first.queue_number or 0)
