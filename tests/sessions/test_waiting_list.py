"""A freed seat is offered to whoever is first in the queue, and nobody comes in over their heads."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from lms.messaging.models import Message
from sessions.booking import cancel_place, take_place
from sessions.errors import BookingClosed, ParticipantBusy, SeatsGone
from sessions.models import Offer, Place, Run
from sessions.seat_offers import decline
from sessions.tasks import close_queues, offer_free_seats
from sessions.waiting_list import join, position, promote, queue_of, set_priority
from tests.factories.people import PersonFactory
from tests.factories.sessions import PriorityClassFactory, RunFactory, SessionFactory
from tests.sessions.queueing import book, family, full_run, give_back, kinds_told, status_of

pytestmark = pytest.mark.django_db
CONFIRMED, WAITING, OFFERED = Place.Status.CONFIRMED, Place.Status.WAITING, Place.Status.OFFERED


def test_a_freed_seat_is_offered_to_the_first_in_the_queue_at_once(oksana, marta, pan_adam):
    run = RunFactory(capacity=1)
    first = take_place(oksana, in_run=run, booked_by=oksana)
    second = take_place(marta, in_run=run, booked_by=marta)
    third = take_place(pan_adam, in_run=run, booked_by=pan_adam)

    cancel_place(first, by=oksana)

    assert (status_of(second), status_of(third)) == (OFFERED, WAITING)
    assert kinds_told(marta) == ["place_waiting", "place_offered"]
    assert position(third) == 1
    run.refresh_from_db()
    assert (run.seats_taken, run.people_waiting) == (1, 1)


def test_no_outsider_takes_a_seat_that_is_offered(oksana, marta):
    run, seated = full_run()
    offered = book(oksana, run=run)[0]
    give_back(seated)

    newcomer = book(marta, run=run)[0]

    assert (status_of(offered), newcomer.status) == (OFFERED, WAITING)


def test_those_who_come_in_the_same_instant_keep_the_order_in_which_they_were_accepted():
    run = RunFactory(capacity=1)
    people = PersonFactory.create_batch(5)
    with time_machine.travel(timezone.now(), tick=False):
        places = [book(person, run=run)[0] for person in people]

    cancel_place(places[0], by=people[0])

    assert status_of(places[1]) == OFFERED
    assert [position(Place.objects.get(pk=place.pk)) for place in places[2:]] == [1, 2, 3]


def test_a_family_in_the_queue_is_asked_when_there_is_room_for_all_of_it(oksana, marta):
    run = RunFactory(capacity=2)
    seated = [book(oksana, run=run)[0], book(marta, run=run)[0]]
    waiting = book(*family(2), run=run)

    cancel_place(seated[0], by=oksana)
    after_one = [status_of(place) for place in waiting]
    cancel_place(seated[1], by=marta)
    after_two = [status_of(place) for place in waiting]

    assert after_one == [WAITING, WAITING]
    assert after_two == [OFFERED, OFFERED]
    assert Offer.objects.get().seats == 2
    assert Message.objects.filter(recipient=waiting[0].person, kind="place_offered").count() == 1


def test_a_newcomer_joins_the_queue_while_a_family_waits_for_its_second_seat(oksana, marta, pan_adam):
    run = RunFactory(capacity=2)
    first, _second = book(oksana, run=run)[0], book(marta, run=run)
    book(*family(2), run=run)
    cancel_place(first, by=oksana)

    newcomer = book(pan_adam, run=run)[0]

    run.refresh_from_db()
    assert newcomer.status == WAITING
    assert position(newcomer) == 3
    assert run.seats_left == 0
    assert run.is_full


def test_a_family_that_grows_smaller_fits_at_once(oksana):
    run = RunFactory(capacity=2)
    book(oksana, run=run)
    mother, child = book(*family(2), run=run)

    cancel_place(child, by=mother.person)

    assert status_of(mother) == OFFERED


def test_whoever_has_something_else_at_the_hours_is_passed_over_and_keeps_her_number(oksana, marta, pan_adam):
    session = SessionFactory(run__capacity=1)
    elsewhere = SessionFactory(starts_at=session.starts_at)
    seated = book(oksana, run=session.run)[0]
    busy = book(marta, run=session.run)[0]
    free = book(pan_adam, run=session.run)[0]
    other = book(marta, run=elsewhere.run)[0]

    cancel_place(seated, by=oksana)
    passed_over = (status_of(busy), status_of(free))
    why = Offer.objects.get().standing["passed_over"]
    cancel_place(other, by=marta)
    decline(Offer.objects.get(), by=pan_adam)

    assert passed_over == (WAITING, OFFERED)
    assert why == [{"party": str(busy.party), "number": 1, "reason": "busy"}]
    assert status_of(busy) == OFFERED


def test_a_family_whose_children_cannot_be_looked_after_now_is_passed_over(oksana, marta, pan_adam):
    run = RunFactory(capacity=2, offers_childcare=True, childcare_places=1)
    seated, _stays = book(oksana, run=run)[0], book(PersonFactory(), run=run, childcare=True)
    with_child = book(marta, run=run, childcare=True)[0]
    alone = book(pan_adam, run=run)[0]

    give_back(seated)

    assert (status_of(with_child), status_of(alone)) == (WAITING, OFFERED)
    assert [passed["reason"] for passed in Offer.objects.get().standing["passed_over"]] == ["childcare"]


def test_a_seat_that_only_busy_people_wait_for_goes_to_the_newcomer_who_asks_now(oksana, marta, pan_adam):
    session = SessionFactory(run__capacity=1)
    elsewhere = SessionFactory(starts_at=session.starts_at)
    seated = book(oksana, run=session.run)[0]
    busy = book(marta, run=session.run)[0]
    book(marta, run=elsewhere.run)
    cancel_place(seated, by=oksana)

    newcomer = book(pan_adam, run=session.run)[0]

    assert newcomer.status == CONFIRMED
    assert status_of(busy) == WAITING
    assert kinds_told(pan_adam) == ["place_confirmed"]


def test_more_seats_are_offered_by_the_next_round_without_anybody_asking(oksana, marta):
    run = RunFactory(capacity=1)
    book(oksana, run=run)
    waiting = book(marta, run=run)[0]
    Run.objects.update(capacity=3)

    offer_free_seats()
    offer_free_seats()

    assert status_of(waiting) == OFFERED
    assert Message.objects.filter(recipient=marta, kind="place_offered").count() == 1


@pytest.mark.parametrize("over", ["cancelled", "past"])
def test_nobody_is_called_in_to_a_run_that_is_over(oksana, marta, over):
    session = SessionFactory(run__capacity=1)
    seated = book(oksana, run=session.run)[0]
    waiting = book(marta, run=session.run)[0]
    if over == "cancelled":
        Run.objects.update(status=Run.Status.CANCELLED)
    else:
        session.starts_at, session.ends_at = (timezone.now() - timedelta(hours=hours) for hours in (4, 2))
        session.save()

    give_back(seated)

    assert status_of(waiting) == WAITING
    assert not Offer.objects.exists()


def test_nobody_joins_the_queue_of_a_run_that_was_called_off(oksana):
    run = RunFactory(status=Run.Status.CANCELLED)

    with pytest.raises(BookingClosed):
        join([Place(run=run, person=oksana, booked_by=oksana)], run=run, by=oksana)


def test_a_place_that_does_not_wait_has_no_position(oksana):
    assert position(book(oksana, run=RunFactory())[0]) == 0


def test_an_answer_is_due_in_the_hours_of_the_run_but_before_the_queue_closes(oksana):
    start = timezone.now() + timedelta(hours=10)
    session = SessionFactory(run__capacity=1, starts_at=start, run__queue_closes_hours_before=3)
    far = SessionFactory(run__capacity=1, run__answer_hours=12)

    for run in (session.run, far.run):
        seated = book(PersonFactory(), run=run)[0]
        book(PersonFactory(), run=run)
        give_back(seated)

    assert session.run.offers.get().answer_until == start - timedelta(hours=3)
    offer = far.run.offers.get()
    assert offer.answer_until - offer.made_at >= timedelta(hours=12) - timedelta(seconds=1)


@pytest.mark.parametrize("hours_before_the_start", [2, 3.1, -1])
def test_after_the_cut_off_and_after_the_start_nothing_is_offered_by_itself(oksana, hours_before_the_start):
    start = timezone.now() + timedelta(hours=hours_before_the_start)
    session = SessionFactory(run__capacity=1, starts_at=start)
    seated = book(PersonFactory(), run=session.run)[0]
    waiting = book(oksana, run=session.run)[0]

    give_back(seated)

    assert status_of(waiting) == WAITING


def test_a_coordinator_promotes_by_hand_after_the_start_whoever_she_thinks_right(oksana, marta, pan_adam):
    session = SessionFactory(run__capacity=1, starts_at=timezone.now() - timedelta(hours=1))
    SessionFactory(run=session.run)
    seated = book(PersonFactory(), run=session.run)[0]
    first, second = book(oksana, run=session.run)[0], book(marta, run=session.run)[0]
    give_back(seated)

    offer = promote(second.party, run=session.run, by=pan_adam)

    assert (status_of(first), status_of(second)) == (WAITING, OFFERED)
    assert (offer.cause, offer.made_by) == (Offer.Cause.BY_HAND, pan_adam)
    assert offer.standing["passed_over"] == [{"party": str(first.party), "number": 1, "reason": "by_hand"}]


def test_whoever_said_yes_on_the_telephone_is_seated_at_once(oksana, pan_adam):
    run, _seated = full_run()
    waiting = book(oksana, run=run)[0]
    Run.objects.update(answer_hours=1, capacity=2)

    offer = promote(waiting.party, run=run, by=pan_adam, agreed=True)

    assert status_of(waiting) == CONFIRMED
    assert offer.outcome == Offer.Outcome.ACCEPTED
    assert kinds_told(oksana) == ["place_waiting", "place_freed"]


def test_nobody_is_promoted_into_a_full_run_or_twice_at_an_hour(oksana, marta, pan_adam):
    session = SessionFactory(run__capacity=1)
    elsewhere = SessionFactory(starts_at=session.starts_at)
    seated = book(marta, run=session.run)[0]
    waiting = book(oksana, run=session.run)[0]

    with pytest.raises(SeatsGone):
        promote(waiting.party, run=session.run, by=pan_adam)
    book(oksana, run=elsewhere.run)
    give_back(seated)
    with pytest.raises(ParticipantBusy):
        promote(waiting.party, run=session.run, by=pan_adam)

    session.run.refresh_from_db()
    assert (session.run.seats_taken, session.run.people_waiting) == (0, 1)


def test_raising_the_capacity_never_skips_approval(oksana, pan_adam):
    run = RunFactory(capacity=1, needs_approval=True)
    asked = book(oksana, run=run)[0]
    Run.objects.update(capacity=9)

    offer_free_seats()

    assert status_of(asked) == Place.Status.APPLIED


def test_when_the_queue_closes_everybody_in_it_is_told_once(oksana, marta):
    session = SessionFactory(run__capacity=2, run__queue_closes_hours_before=3)
    seated = book(marta, run=session.run)
    mother, child = book(*family(2), run=session.run)
    just_before = session.starts_at - timedelta(hours=4)
    just_after = session.starts_at - timedelta(hours=2)

    with time_machine.travel(just_before):
        close_queues()
    told_before = Message.objects.filter(kind="queue_closed").count()
    with time_machine.travel(just_after):
        close_queues()
        close_queues()

    assert told_before == 0
    assert list(Message.objects.filter(kind="queue_closed").values_list("recipient", flat=True)) == [
        mother.person.pk
    ]
    assert status_of(child) == WAITING
    assert status_of(seated[0]) == CONFIRMED


def test_in_a_drop_in_group_seats_are_offered_between_the_meetings(oksana):
    run = RunFactory(capacity=1, is_drop_in=True)
    for days in (-7, 7):
        SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=days))
    seated = book(PersonFactory(), run=run)[0]
    waiting = book(oksana, run=run)[0]

    give_back(seated)

    assert status_of(waiting) == OFFERED


def test_the_same_queue_gives_the_same_order_however_it_is_read(oksana, pan_adam):
    run, _seated = full_run()
    places = [book(PersonFactory(), run=run)[0] for _number in range(5)]
    for place, rank in zip(places, (None, 7, None, 2, 7), strict=True):
        if rank:
            known = PriorityClassFactory(rank=rank)
            set_priority(place, known, by=pan_adam, cause="")

    order = [party[0].pk for party in queue_of(run)]

    assert order == [places[i].pk for i in (3, 1, 4, 0, 2)]
    assert [position(Place.objects.get(pk=pk)) for pk in order] == [1, 2, 3, 4, 5]
