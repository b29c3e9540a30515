"""A place is taken and given back.

A seat is claimed with one conditional UPDATE, which holds the run until the transaction ends: everything
that follows for this run happens one after another, and the database itself refuses one seat too many.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.eligibility import may_take
from lms.people.models import Membership, Person, Role
from sessions import notices, transitions, waiting_list
from sessions.errors import (
    BookingClosed,
    Clash,
    NotEligible,
    NotInYourCare,
    ParticipantBusy,
    TooLateToCancel,
    TooManyForRun,
)
from sessions.models import Place, Run
from sessions.queries import cancel_until
from sessions.reservations import release_person, reserve_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

ENROL_OTHERS = (Role.ASSISTANT, Role.COORDINATOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What a person asks for, to be able to come."""

    childcare: bool = False
    interpreter: bool = False
    step_free: bool = False
    diet: str = ""

    def offered_by(self, run: Run) -> Needs:
        """Only what this run can promise. Step-free access is always noted: a room can be changed for it."""
        return replace(
            self,
            childcare=self.childcare and run.offers_childcare,
            interpreter=self.interpreter and run.offers_interpreter,
            diet=self.diet if run.offers_meal else "",
        )


NO_NEEDS = Needs()


@dataclass(frozen=True)
class Wish:
    """One of those who ask for places together."""

    person: Person
    needs: Needs = NO_NEEDS


def take_place(person: Person, *, in_run: Run, booked_by: Person, needs: Needs = NO_NEEDS) -> Place:
    """Give the person a seat, or a position in the queue when the run is full.

    Asking twice returns the place already held. Raises BookingClosed outside the booking window,
    NotEligible where the course is for others, NotInYourCare, and ParticipantBusy where the person has
    something else at one of the hours.
    """
    return take_places([Wish(person, needs)], in_run=in_run, booked_by=booked_by)[0]


def take_places(wishes: Sequence[Wish], *, in_run: Run, booked_by: Person) -> list[Place]:
    """Give all of them seats, or let all of them wait. Places come back in the order of the wishes.

    Those who hold a place already keep it; the others are treated as one party. Raises what
    ``take_place`` raises, and TooManyForRun.
    """
    wanted = {wish.person.pk: wish for wish in wishes}
    held = _held(wanted, in_run)
    if missing := [wish for pk, wish in wanted.items() if pk not in held]:
        _assert_open_for(missing, in_run, booked_by)
        try:
            held |= {place.person_id: place for place in _take(missing, in_run, booked_by)}
        except IntegrityError:
            # The same people asked twice in the same moment, and the other request was first.
            held = _held(wanted, in_run)
            if wanted.keys() - held.keys():
                raise
    return [held[wish.person.pk] for wish in wishes]


@transaction.atomic
def cancel_place(place: Place, *, by: Person | None, cause: str = "", by_organiser: bool = False) -> Place:
    """Give a place back; its seat goes to the first in the queue at once. Safe to repeat.

    The deadline and the question of whose place it is bind everyone but the organiser: raises
    TooLateToCancel and NotInYourCare.
    """
    run = Run.objects.hold(place.run)
    place.refresh_from_db()
    place.run = run
    if place.status == Place.Status.CANCELLED:
        return place
    if not by_organiser:
        _assert_may_cancel(place, by)
    vacate(place, by=by, cause=cause)
    notices.tell_cancelled(place, by_organiser=by_organiser, reason=cause)
    waiting_list.fill_seats(run)
    return place


def vacate(place: Place, *, by: Person | None, cause: str) -> None:
    """Give back the seat or the number in the queue, and the hours. The caller holds the run, and tells."""
    if place.has_seat:
        release_person(place.person, in_run=place.run)
    place.run.give_back(seats=int(place.has_seat), waits=int(place.status == Place.Status.WAITING))
    transitions.change(place, Place.Status.CANCELLED, by=by, cause=cause)


@transaction.atomic
def _take(wishes: Sequence[Wish], run: Run, booked_by: Person) -> list[Place]:
    party = uuid4()
    places = [_place(wish, run, party=party, booked_by=booked_by) for wish in wishes]
    if not run.claim_seats(len(places)):
        return waiting_list.join(places, run=run, by=booked_by)
    try:
        reserve_people([wish.person for wish in wishes], in_run=run)
    except Clash as clash:
        raise ParticipantBusy(resource.person for resource in clash.resources) from clash
    for place in places:
        transitions.enter(place, by=booked_by)
    for place in places:
        notices.tell_confirmed(place)
    return places


def _place(wish: Wish, run: Run, *, party: UUID, booked_by: Person) -> Place:
    needs = wish.needs.offered_by(run)
    return Place(
        run=run,
        person=wish.person,
        booked_by=booked_by,
        party=party,
        status=Place.Status.CONFIRMED,
        needs_childcare=needs.childcare,
        needs_interpreter=needs.interpreter,
        needs_step_free=needs.step_free,
        needs_diet=needs.diet,
    )


def _held(people: Iterable[int], run: Run) -> dict[int, Place]:
    places = run.places.held().filter(person__in=people)
    return {place.person_id: place for place in places.select_related("person", "booked_by")}


def _assert_open_for(wishes: Sequence[Wish], run: Run, booked_by: Person) -> None:
    if not run.is_open:
        raise BookingClosed
    if len(wishes) > run.capacity:
        raise TooManyForRun
    for wish in wishes:
        if not may_act_for(wish.person, booked_by):
            raise NotInYourCare
        if not may_take(wish.person, audience=run.is_for):
            raise NotEligible


def _assert_may_cancel(place: Place, by: Person | None) -> None:
    if by is None or not (by.pk == place.booked_by_id or may_act_for(place.person, by)):
        raise NotInYourCare
    deadline = cancel_until(place.run)
    if place.has_seat and deadline and timezone.now() > deadline:
        raise TooLateToCancel


def may_act_for(person: Person, actor: Person) -> bool:
    """Whether the actor may book for the person: oneself, one's children, people one helps by profession."""
    if person.pk == actor.pk:
        return True
    if Person.objects.in_care_of(actor).filter(pk=person.pk).exists():
        return True
    return Membership.objects.valid_on().filter(person=actor, role__in=ENROL_OTHERS).exists()
