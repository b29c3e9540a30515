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

from courses.completion.prerequisites import missing_for_each
from courses.eligibility import may_take
from lms.people.models import Membership, Person, Role
from sessions import notices, party_notices, seating, transitions, waiting_list
from sessions.errors import (
    BookingClosed,
    ChildcareFull,
    CoursesComeFirst,
    NotEligible,
    NotInYourCare,
    TooLateToCancel,
    TooManyForRun,
)
from sessions.models import Place, Run
from sessions.queries import cancel_until, goes_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

ENROL_OTHERS = (Role.ASSISTANT, Role.COORDINATOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, kw_only=True)
class Needs:
    """What a person asks for, to be able to come."""

    childcare: bool = False
    children_in_childcare: int = 0
    transport_refund: bool = False
    interpreter: bool = False
    step_free: bool = False
    diet: str = ""

    def offered_by(self, run: Run) -> Needs:
        """Only what this run can promise. Step-free access is always noted: a room can be changed for it."""
        childcare = run.offers_childcare and (self.childcare or self.children_in_childcare > 0)
        return replace(
            self,
            childcare=childcare,
            children_in_childcare=max(1, self.children_in_childcare) if childcare else 0,
            transport_refund=self.transport_refund and run.offers_transport_refund,
            interpreter=self.interpreter and run.offers_interpreter,
            diet=self.diet if run.offers_meal else "",
        )


NO_NEEDS = Needs()


@dataclass(frozen=True)
class Wish:
    """One of those who ask for places together.

    ``accompanied_by`` is the carer who stays with a child where the run asks for it. ``is_companion``: an
    adult of the household of whoever books. The caller has looked whether both belong together.
    """

    person: Person
    needs: Needs = NO_NEEDS
    accompanied_by: Person | None = None
    is_companion: bool = False


def take_place(
    person: Person,
    *,
    in_run: Run,
    booked_by: Person,
    needs: Needs = NO_NEEDS,
    channel: str = Place.Channel.ONLINE,
    accompanied_by: Person | None = None,
) -> Place:
    """Give the person a seat, or a position in the queue when the run is full.

    Where each place is approved, it is only asked for. Asking twice returns the place already held. Raises
    BookingClosed outside the booking window, NotEligible where the run is for others, CoursesComeFirst,
    NotInYourCare, ChildcareFull, and ParticipantBusy where the person has something else at one of the hours.
    """
    wish = Wish(person, needs, accompanied_by)
    return take_places([wish], in_run=in_run, booked_by=booked_by, channel=channel)[0]


def take_places(
    wishes: Sequence[Wish], *, in_run: Run, booked_by: Person, channel: str = Place.Channel.ONLINE
) -> list[Place]:
    """Give all of them seats, or let all of them wait. Places come back in the order of the wishes.

    Those who hold a place already keep it; the others are treated as one party. Raises what
    ``take_place`` raises, and TooManyForRun.
    """
    wanted = {wish.person.pk: wish for wish in wishes}
    held = _held(wanted, in_run)
    if missing := [wish for pk, wish in wanted.items() if pk not in held]:
        _assert_open_for(missing, in_run, booked_by)
        try:
            held |= {place.person_id: place for place in _take(missing, in_run, booked_by, channel)}
        except IntegrityError:
            # The same people asked twice in the same moment, and the other request was first.
            held = _held(wanted, in_run)
            if wanted.keys() - held.keys():
                raise
    return [held[wish.person.pk] for wish in wishes]


@transaction.atomic
def cancel_place(place: Place, *, by: Person | None, cause: str = "", by_organiser: bool = False) -> Place:
    """Give a place back; its seat is offered to the first in the queue at once. Safe to repeat.

    The deadline and the question of whose place it is bind everyone but the organiser: raises NotInYourCare,
    and TooLateToCancel where the run does not let people go late; where it does, that it was late is noted.
    """
    run = Run.objects.hold(place.run)
    place.refresh_from_db()
    place.run = run
    if place.is_over:
        return place
    if not by_organiser:
        _assert_may_cancel(place, by)
        place.cancelled_late = _is_late(place)
        place.save(update_fields=["cancelled_late"])
    to = Place.Status.CALLED_OFF if by_organiser else Place.Status.CANCELLED
    seating.vacate(place, to=to, by=by, cause=cause)
    notices.tell_cancelled(place, by_organiser=by_organiser, reason=cause)
    waiting_list.offer_free_seats(run)
    return place


@transaction.atomic
def _take(wishes: Sequence[Wish], run: Run, booked_by: Person, channel: str) -> list[Place]:
    party = uuid4()
    places = [_place(wish, run, party=party, booked_by=booked_by, channel=channel) for wish in wishes]
    children = seating.children_of(places)
    if run.claim_seats(len(places), children=children):
        seating.take_hours(places, run=run)
        for place in places:
            transitions.enter(place, by=booked_by)
    else:
        places = _wait(places, run=Run.objects.hold(run), by=booked_by)
    waiting_list.tell_where_they_stand(places)
    return places


def _wait(places: list[Place], *, run: Run, by: Person) -> list[Place]:
    """No seat at once: they ask for approval, or queue. The run is held."""
    for place in places:
        place.run = run
    if run.needs_approval:
        waiting_list.number_places(places, run=run)
        for place in places:
            place.status = Place.Status.APPLIED
            transitions.enter(place, by=by)
        party_notices.tell_applied(places)
        return places
    left = run.childcare_left
    if left is not None and left < seating.children_of(places) and _would_be_seated(places, run):
        raise ChildcareFull(left)
    return waiting_list.join(places, run=run, by=by)


def _would_be_seated(places: Sequence[Place], run: Run) -> bool:
    free = run.capacity - run.seats_taken >= len(places)
    return free and not run.people_waiting and run.status == Run.Status.PUBLISHED


def _place(wish: Wish, run: Run, *, party: UUID, booked_by: Person, channel: str) -> Place:
    needs = wish.needs.offered_by(run)
    return Place(
        run=run,
        person=wish.person,
        booked_by=booked_by,
        party=party,
        status=Place.Status.CONFIRMED,
        channel=channel,
        accompanied_by=wish.accompanied_by if run.carer_stays else None,
        needs_childcare=needs.childcare,
        childcare_children=needs.children_in_childcare,
        needs_transport_refund=needs.transport_refund,
        needs_interpreter=needs.interpreter,
        needs_step_free=needs.step_free,
        needs_diet=needs.diet,
    )


def _held(people: Iterable[int], run: Run) -> dict[int, Place]:
    places = run.places.held().filter(person__in=people)
    return {place.person_id: place for place in places.select_related("person", "booked_by")}


def _assert_open_for(wishes: Sequence[Wish], run: Run, booked_by: Person) -> None:
    if not run.is_open or (run.is_drop_in and not goes_on(run)):
        raise BookingClosed
    if len(wishes) > run.capacity:
        raise TooManyForRun
    for wish in wishes:
        if not (wish.is_companion or may_act_for(wish.person, booked_by)):
            raise NotInYourCare
        if not may_take(wish.person, audience=run.is_for):
            raise NotEligible
    missing = missing_for_each([wish.person for wish in wishes], run.course)
    behind = {wish.person: missing[wish.person.pk] for wish in wishes if missing[wish.person.pk]}
    if behind:
        raise CoursesComeFirst(behind)


def _assert_may_cancel(place: Place, by: Person | None) -> None:
    if by is None or not (by.pk == place.booked_by_id or may_act_for(place.person, by)):
        raise NotInYourCare
    if _is_late(place) and (
        place.run.late_cancellation == Run.LateCancellation.REFUSED or not goes_on(place.run)
    ):
        raise TooLateToCancel


def _is_late(place: Place) -> bool:
    """Only whoever has said yes to a seat can be late; a question or a number in the queue binds nobody."""
    deadline = cancel_until(place.run) if place.is_confirmed else None
    return deadline is not None and timezone.now() > deadline


def may_act_for(person: Person, actor: Person) -> bool:
    """Whether the actor may book for the person: oneself, one's children, people one helps by profession."""
    if person.pk == actor.pk:
        return True
    if Person.objects.in_care_of(actor).filter(pk=person.pk).exists():
        return True
    return Membership.objects.valid_on().filter(person=actor, role__in=ENROL_OTHERS).exists()
