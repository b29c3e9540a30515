"""Other dates suit better: a place is moved to another run, with one message and nothing lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Audience, Enrolment
from lms.messaging.models import Message
from sessions import seat_offers
from sessions.booking import Needs, Wish, cancel_place, take_place, take_places
from sessions.errors import BookingClosed, HasPlaceAlready, NotEligible, ParticipantBusy, TransitionRefused
from sessions.models import Place, Reservation, Run
from sessions.moving import move_place, move_places
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import PriorityClassFactory, RunFactory, SessionFactory

pytestmark = pytest.mark.django_db

Status = Place.Status


@pytest.fixture
def here():
    return SessionFactory(run__capacity=2, run__offers_childcare=True).run


@pytest.fixture
def there():
    """At the same hours, so that nobody could have a seat in both."""
    return SessionFactory(run__capacity=2, run__offers_childcare=True).run


def book(*people, run):
    return take_places([Wish(person) for person in people], in_run=run, booked_by=people[0])


def status_of(place):
    return Place.objects.get(pk=place.pk).status


def counted(run):
    run.refresh_from_db()
    return run.seats_taken, run.people_waiting


def kinds_told(person):
    return list(Message.objects.filter(recipient=person).order_by("pk").values_list("kind", flat=True))


def test_a_moved_place_has_its_seat_and_hours_there_and_none_here(here, there, oksana, pan_adam):
    place = take_place(oksana, in_run=here, booked_by=oksana, needs=Needs(children_in_childcare=2))

    moved = move_place(place, to_run=there, by=pan_adam, cause="Wygodniejszy dojazd")

    place.refresh_from_db()
    there.refresh_from_db()
    here.refresh_from_db()
    held = Reservation.objects.filter(active=True).values_list("session__run", "resource__person")
    assert (place.status, place.moved_to) == (Status.MOVED, moved)
    assert (moved.status, moved.person, moved.booked_by) == (Status.CONFIRMED, oksana, oksana)
    assert (here.seats_taken, there.seats_taken) == (0, 1)
    assert (here.childcare_taken, there.childcare_taken) == (0, 2)
    assert list(held) == [(there.pk, oksana.pk)]
    change = place.changes.last()
    assert (change.after, change.by, change.cause) == (Status.MOVED, pan_adam, "Wygodniejszy dojazd")


def test_it_is_told_once_and_the_course_goes_on_there(here, there, oksana, pan_adam):
    place = take_place(oksana, in_run=here, booked_by=oksana)

    moved = move_place(place, to_run=there, by=pan_adam)

    assert kinds_told(oksana) == ["place_confirmed", "place_moved"]
    assert Enrolment.objects.get(place=place).result == Enrolment.Result.WITHDRAWN
    assert Enrolment.objects.get(place=moved).result == Enrolment.Result.UNDER_WAY


def test_moving_twice_changes_nothing(here, there, oksana, pan_adam):
    place = take_place(oksana, in_run=here, booked_by=oksana)

    first = move_place(place, to_run=there, by=pan_adam)
    second = move_place(place, to_run=there, by=pan_adam)

    assert first == second
    assert counted(there) == (1, 0)
    assert kinds_told(oksana) == ["place_confirmed", "place_moved"]


def test_into_a_full_run_it_is_a_number_at_the_end_of_the_queue(here, there, oksana, marta, pan_adam):
    book(PersonFactory(), run=there)
    book(PersonFactory(), run=there)
    before = book(marta, run=there)[0]
    place = book(oksana, run=here)[0]

    moved = move_place(place, to_run=there, by=pan_adam)

    assert moved.status == Status.WAITING
    assert moved.queue_number > before.queue_number
    assert counted(there) == (2, 2)
    assert Message.objects.get(recipient=oksana, kind="place_moved").text.count("2")


def test_the_freed_seat_is_offered_to_the_next(here, there, oksana, marta, pan_adam):
    place = book(oksana, run=here)[0]
    book(PersonFactory(), run=here)
    waiting = book(marta, run=here)[0]

    move_place(place, to_run=there, by=pan_adam)

    assert status_of(waiting) == Status.OFFERED


def test_a_family_is_moved_together_or_waits_together(here, there, oksana, pan_adam):
    child = GuardianshipFactory(carer=oksana).child
    book(PersonFactory(), run=there)
    places = book(oksana, child, run=here)

    moved = move_places(places, to_run=there, by=pan_adam)

    assert [place.status for place in moved] == [Status.WAITING] * 2
    assert len({place.party for place in moved}) == 1


def test_a_class_of_priority_goes_along(here, there, oksana, pan_adam):
    court = PriorityClassFactory(rank=1)
    place = book(oksana, run=here)[0]
    Place.objects.filter(pk=place.pk).update(priority=court, queue_rank=1)

    moved = move_place(Place.objects.get(pk=place.pk), to_run=there, by=pan_adam)

    assert (moved.priority_id, moved.queue_rank) == (court.pk, 1)


def test_a_coordinator_may_move_after_booking_closed_and_where_places_are_approved(oksana, pan_adam):
    asked = book(oksana, run=RunFactory(needs_approval=True))[0]
    other = RunFactory(needs_approval=True, closed=True)

    moved = move_place(asked, to_run=other, by=pan_adam)

    assert (status_of(asked), moved.status) == (Status.MOVED, Status.CONFIRMED)


def test_what_is_in_the_way_leaves_everything_as_it_was(here, there, oksana, pan_adam):
    place = book(oksana, run=here)[0]
    busy = SessionFactory(starts_at=timezone.now() + timedelta(days=30)).run
    elsewhere = SessionFactory(starts_at=busy.sessions.get().starts_at).run
    book(oksana, run=elsewhere)
    over = RunFactory(status=Run.Status.CANCELLED)
    for_children = RunFactory(audience=Audience.CHILDREN)

    for run, error in (
        (busy, ParticipantBusy),
        (elsewhere, HasPlaceAlready),
        (over, BookingClosed),
        (for_children, NotEligible),
        (here, TransitionRefused),
    ):
        with pytest.raises(error):
            move_place(place, to_run=run, by=pan_adam)

    assert status_of(place) == Status.CONFIRMED
    assert counted(here) == (1, 0)
    assert kinds_told(oksana)[-1] == "place_confirmed"


def test_what_is_over_is_not_moved(here, there, oksana, pan_adam):
    place = book(oksana, run=here)[0]
    Place.objects.filter(pk=place.pk).update(status=Status.CANCELLED)

    with pytest.raises(TransitionRefused):
        move_place(place, to_run=there, by=pan_adam)

    assert counted(there) == (0, 0)


def test_leaving_a_confidential_run_is_told_without_a_word_of_either(oksana, there, pan_adam):
    place = book(oksana, run=RunFactory(confidential=True))[0]

    move_place(place, to_run=there, by=pan_adam)

    message = Message.objects.get(recipient=oksana, kind="place_moved")
    assert there.course.title not in message.text + message.html


@pytest.fixture
def same_course(here):
    """Another run of the same course, at other hours, with one seat."""
    return SessionFactory(
        run__course=here.course, run__capacity=1, starts_at=timezone.now() + timedelta(days=40)
    ).run


def test_what_was_begun_goes_on_in_another_run_of_the_course(here, same_course, oksana, pan_adam):
    place = take_place(oksana, in_run=here, booked_by=oksana)
    begun = place.enrolment

    moved = move_place(place, to_run=same_course, by=pan_adam)

    assert moved.enrolment == begun
    assert Enrolment.objects.get(person=oksana).result == Enrolment.Result.UNDER_WAY


def test_it_goes_on_while_they_wait_there_and_ends_when_they_wait_no_longer(
    here, same_course, oksana, marta, pan_adam
):
    take_place(marta, in_run=same_course, booked_by=marta)
    begun = take_place(oksana, in_run=here, booked_by=oksana)

    waiting = move_place(begun, to_run=same_course, by=pan_adam)
    before = waiting.status, Enrolment.objects.get(person=oksana).result
    cancel_place(waiting, by=oksana)

    assert before == (Status.WAITING, Enrolment.Result.UNDER_WAY)
    assert Enrolment.objects.get(person=oksana).result == Enrolment.Result.WITHDRAWN


def test_a_seat_after_the_wait_goes_on_with_it(here, same_course, oksana, marta, pan_adam):
    before = take_place(marta, in_run=same_course, booked_by=marta)
    place = take_place(oksana, in_run=here, booked_by=oksana)
    waiting = move_place(place, to_run=same_course, by=pan_adam)

    cancel_place(before, by=marta)
    seat_offers.accept(Place.objects.get(pk=waiting.pk).offer, by=oksana)

    assert status_of(waiting) == Status.CONFIRMED
    assert Place.objects.get(pk=waiting.pk).enrolment == Enrolment.objects.get(person=oksana)


def test_in_another_course_one_begins_anew(here, there, oksana, pan_adam):
    place = take_place(oksana, in_run=here, booked_by=oksana)

    moved = move_place(place, to_run=there, by=pan_adam)

    place.refresh_from_db()
    assert moved.enrolment != place.enrolment
    assert place.enrolment.result == Enrolment.Result.WITHDRAWN
