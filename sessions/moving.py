"""A place is moved to another run: the seat there or a number in its queue, and one message."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from courses.eligibility import may_take
from sessions import notices, seating, transitions, waiting_list
from sessions.errors import BookingClosed, HasPlaceAlready, NotEligible, TooManyForRun, TransitionRefused
from sessions.models import Place, Run
from sessions.queries import goes_on

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from courses.models import Enrolment
    from lms.people.models import Person


def move_place(place: Place, *, to_run: Run, by: Person | None, cause: str = "") -> Place:
    """Move one place; see ``move_places``. Answers with the place there."""
    return move_places([place], to_run=to_run, by=by, cause=cause)[0]


@transaction.atomic
def move_places(places: Sequence[Place], *, to_run: Run, by: Person | None, cause: str = "") -> list[Place]:
    """Move people of one run to another together: they are seated there, or wait at the end of its queue.

    A coordinator moves, so it counts as approved, and the booking window does not bind. What they asked for
    and their class of priority go with them; the freed seats are offered to the next. In another run of the
    same course they go on with the lessons, quizzes and practice that they have done, also while they wait.
    Moved before to that run, they stay as they are there. Raises BookingClosed, NotEligible,
    HasPlaceAlready, TooManyForRun, ParticipantBusy, ChildcareFull, and TransitionRefused for what cannot be
    moved; then all stays as it was.
    """
    if {place.run_id for place in places} & {to_run.pk}:
        raise TransitionRefused("the same run")
    here, there = Run.objects.hold_both(places[0].run, to_run)
    current = _read(places, run=here)
    if all(place.moved_to and place.moved_to.run_id == there.pk for place in current):
        return [place.moved_to for place in current if place.moved_to]
    _assert_fit(current, run=there)
    is_same_course = here.course_id == there.course_id
    learnt = [transitions.let_go_of_learning(place) if is_same_course else None for place in current]
    for place in current:
        seating.vacate(place, to=Place.Status.MOVED, by=by, cause=cause)
    party = uuid4()
    copies = [
        _copy(place, run=there, party=party, enrolment=enrolment)
        for place, enrolment in zip(current, learnt, strict=True)
    ]
    moved = _settle(copies, run=there, by=by, cause=cause)
    for old, new in zip(current, moved, strict=True):
        old.moved_to = new
        old.save(update_fields=["moved_to"])
        notices.tell_place_moved(new, old=old, position=waiting_list.position(new))
    waiting_list.offer_free_seats(here)
    return moved


def _read(places: Sequence[Place], *, run: Run) -> list[Place]:
    rows = run.places.select_related(
        "person", "booked_by", "accompanied_by", "moved_to", "offer", "enrolment"
    )
    found = rows.in_bulk([place.pk for place in places])
    for place in found.values():
        place.run = run
    return [found[place.pk] for place in places]


def _assert_fit(places: Sequence[Place], *, run: Run) -> None:
    if not goes_on(run):
        raise BookingClosed
    if len(places) > run.capacity:
        raise TooManyForRun
    for place in places:
        if not may_take(place.person, audience=run.is_for):
            raise NotEligible
    if run.places.held().filter(person__in=[place.person_id for place in places]).exists():
        raise HasPlaceAlready


def _copy(place: Place, *, run: Run, party: UUID, enrolment: Enrolment | None) -> Place:
    return Place(
        run=run,
        enrolment=enrolment,
        person=place.person,
        booked_by=place.booked_by,
        party=party,
        status=Place.Status.CONFIRMED,
        priority_id=place.priority_id,
        queue_rank=place.queue_rank,
        channel=place.channel,
        accompanied_by=place.accompanied_by if run.carer_stays else None,
        needs_childcare=place.needs_childcare and run.offers_childcare,
        childcare_children=place.childcare_children if run.offers_childcare else 0,
        needs_interpreter=place.needs_interpreter and run.offers_interpreter,
        needs_transport_refund=place.needs_transport_refund and run.offers_transport_refund,
        needs_step_free=place.needs_step_free,
        needs_diet=place.needs_diet if run.offers_meal else "",
    )


def _settle(places: list[Place], *, run: Run, by: Person | None, cause: str) -> list[Place]:
    if run.people_waiting or run.capacity - run.seats_taken < len(places):
        return waiting_list.join(places, run=run, by=by, cause=cause)
    seating.seat(places, run=run, waited=False)
    return [transitions.enter(place, by=by, cause=cause) for place in places]
