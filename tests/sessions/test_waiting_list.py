"""A freed seat goes to whoever has waited longest, and nobody comes in over their heads."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from lms.messaging.models import Message
from sessions.booking import Wish, cancel_place, take_place, take_places
from sessions.errors import BookingClosed
from sessions.models import Place, Run
from sessions.tasks import fill_free_seats
from sessions.waiting_list import fill_seats, join, position
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import RunFactory, SessionFactory

pytestmark = pytest.mark.django_db

CONFIRMED, WAITING = Place.Status.CONFIRMED, Place.Status.WAITING


def book(*people, run):
    return take_places([Wish(person) for person in people], in_run=run, booked_by=people[0])


def family(size):
    mother = PersonFactory()
    return [mother, *(GuardianshipFactory(carer=mother).child for _child in range(size - 1))]


def status_of(place):
    return Place.objects.get(pk=place.pk).status


def test_a_freed_seat_goes_to_the_first_in_the_queue_at_once_and_she_is_told(oksana, marta, pan_adam):
    run = RunFactory(capacity=1)
    first = take_place(oksana, in_run=run, booked_by=oksana)
    second = take_place(marta, in_run=run, booked_by=marta)
    third = take_place(pan_adam, in_run=run, booked_by=pan_adam)

    cancel_place(first, by=oksana)

    assert (status_of(second), status_of(third)) == (CONFIRMED, WAITING)
    assert Message.objects.filter(recipient=marta, kind="place_freed").count() == 1
    assert position(third) == 1
    run.refresh_from_db()
    assert (run.seats_taken, run.people_waiting) == (1, 1)


def test_those_who_come_in_the_same_instant_keep_the_order_in_which_they_were_accepted():
    run = RunFactory(capacity=1)
    people = PersonFactory.create_batch(5)
    with time_machine.travel(timezone.now(), tick=False):
        places = [book(person, run=run)[0] for person in people]

    cancel_place(places[0], by=people[0])

    assert status_of(places[1]) == CONFIRMED
    assert [position(Place.objects.get(pk=place.pk)) for place in places[2:]] == [1, 2, 3]


def test_a_family_in_the_queue_is_seated_when_there_is_room_for_all_of_it(oksana, marta):
    run = RunFactory(capacity=2)
    seated = [book(oksana, run=run)[0], book(marta, run=run)[0]]
    waiting = book(*family(2), run=run)

    cancel_place(seated[0], by=oksana)
    after_one = [status_of(place) for place in waiting]
    cancel_place(seated[1], by=marta)
    after_two = [status_of(place) for place in waiting]

    assert after_one == [WAITING, WAITING]
    assert after_two == [CONFIRMED, CONFIRMED]


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

    assert status_of(mother) == CONFIRMED


def test_whoever_has_something_else_at_the_hours_is_passed_over_and_keeps_her_number(oksana, marta, pan_adam):
    session = SessionFactory(run__capacity=1)
    elsewhere = SessionFactory(starts_at=session.starts_at)
    seated = book(oksana, run=session.run)[0]
    busy = book(marta, run=session.run)[0]
    free = book(pan_adam, run=session.run)[0]
    other = book(marta, run=elsewhere.run)[0]

    cancel_place(seated, by=oksana)
    passed_over = (status_of(busy), status_of(free))
    cancel_place(other, by=marta)
    cancel_place(Place.objects.get(pk=free.pk), by=pan_adam)

    assert passed_over == (WAITING, CONFIRMED)
    assert status_of(busy) == CONFIRMED


def test_a_seat_that_only_busy_people_wait_for_goes_to_the_newcomer(oksana, marta, pan_adam):
    session = SessionFactory(run__capacity=1)
    elsewhere = SessionFactory(starts_at=session.starts_at)
    seated = book(oksana, run=session.run)[0]
    busy = book(marta, run=session.run)[0]
    book(marta, run=elsewhere.run)
    cancel_place(seated, by=oksana)

    newcomer = book(pan_adam, run=session.run)[0]

    assert newcomer.status == CONFIRMED
    assert status_of(busy) == WAITING
    assert list(Message.objects.filter(recipient=pan_adam).values_list("kind", flat=True)) == ["place_freed"]


def test_more_seats_are_filled_by_the_next_round_without_anybody_asking(oksana, marta):
    run = RunFactory(capacity=1)
    book(oksana, run=run)
    waiting = book(marta, run=run)[0]
    Run.objects.update(capacity=3)

    fill_free_seats()
    fill_free_seats()

    assert status_of(waiting) == CONFIRMED
    assert Message.objects.filter(recipient=marta, kind="place_freed").count() == 1


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

    cancel_place(seated, by=None, by_organiser=True)

    assert fill_seats(session.run) == []
    assert status_of(waiting) == WAITING


def test_nobody_joins_the_queue_of_a_run_that_was_called_off(oksana):
    run = RunFactory(status=Run.Status.CANCELLED)

    with pytest.raises(BookingClosed):
        join([Place(run=run, person=oksana, booked_by=oksana)], run=run, by=oksana)


def test_a_place_that_does_not_wait_has_no_position(oksana):
    assert position(book(oksana, run=RunFactory())[0]) == 0
