"""A session that somebody cannot come to is made up in another edition of the same course."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendance.models import Attendance
from lms.messaging.models import Message
from sessions.booking import cancel_place, take_place
from sessions.errors import CannotMakeUp, Clash, NotInYourCare, ParticipantBusy, SeatsGone
from sessions.make_ups import (
    book_make_up,
    cancel_make_up,
    is_possible,
    missed_or_to_miss,
    sessions_elsewhere,
)
from sessions.models import MakeUp, Place, Reservation, Run
from sessions.planning import cancel_session, change_trainers, move_session
from tests.factories.courses import CourseFactory
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import PlaceFactory, RoomFactory, RunFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def course():
    return CourseFactory()


@pytest.fixture
def own(course):
    """The session of Oksana's own edition, in a week."""
    return SessionFactory(run=RunFactory(course=course, capacity=5))


@pytest.fixture
def other(course):
    """A session of another edition, in nine days."""
    run = RunFactory(course=course, capacity=5)
    return SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=9))


@pytest.fixture
def place(own, oksana):
    return take_place(oksana, in_run=own.run, booked_by=oksana)


def hours_of(person):
    taken = Reservation.objects.filter(resource__person=person, active=True)
    return set(taken.values_list("session", flat=True))


def test_a_guest_is_reserved_there_and_let_off_here(place, own, other, oksana):
    make_up = book_make_up(place, missed=own, session=other, by=oksana)

    assert (make_up.place, make_up.missed, make_up.session) == (place, own, other)
    assert hours_of(oksana) == {other.pk}
    assert Message.objects.filter(kind="make_up_booked", recipient=oksana).count() == 1
    assert Run.objects.get(pk=other.run_id).seats_taken == 0


def test_the_same_wish_again_changes_nothing(place, own, other, oksana):
    first = book_make_up(place, missed=own, session=other, by=oksana)
    second = book_make_up(place, missed=own, session=other, by=oksana)

    assert first == second
    assert Message.objects.filter(kind="make_up_booked").count() == 1


def test_a_group_at_the_very_same_hour_can_take_the_guest(course, place, own, oksana):
    parallel = SessionFactory(run=RunFactory(course=course), starts_at=own.starts_at)

    book_make_up(place, missed=own, session=parallel, by=oksana)

    assert hours_of(oksana) == {parallel.pk}


def test_somebody_who_has_something_else_then_is_told_so(place, own, other, oksana):
    busy = SessionFactory(starts_at=other.starts_at)
    take_place(oksana, in_run=busy.run, booked_by=oksana)

    with pytest.raises(ParticipantBusy):
        book_make_up(place, missed=own, session=other, by=oksana)

    assert hours_of(oksana) == {own.pk, busy.pk}
    assert not MakeUp.objects.exists()


@pytest.mark.parametrize("limit", ["capacity of the run", "capacity of the room"])
def test_nobody_comes_as_a_guest_where_there_is_no_seat(place, own, other, oksana, limit):
    PlaceFactory(run=other.run)
    Run.objects.filter(pk=other.run_id).update(
        seats_taken=1, capacity=1 if limit == "capacity of the run" else 9
    )
    if limit == "capacity of the room":
        other.room = RoomFactory(capacity=1)
        other.save()

    assert sessions_elsewhere(place, missed=own) == []
    with pytest.raises(SeatsGone):
        book_make_up(place, missed=own, session=other, by=oksana)


def test_guests_fill_the_seats_of_a_session_too(place, own, other, oksana):
    Run.objects.filter(pk=other.run_id).update(capacity=1)
    marta = PersonFactory()
    another = take_place(marta, in_run=own.run, booked_by=marta)
    book_make_up(another, missed=own, session=other, by=marta)

    with pytest.raises(SeatsGone):
        book_make_up(place, missed=own, session=other, by=oksana)


def test_what_was_attended_cannot_be_made_up(place, own, other, oksana):
    Attendance.objects.create(session=own, place=place, person=oksana, status="present", minutes=120)

    assert missed_or_to_miss(place) == []
    with pytest.raises(CannotMakeUp):
        book_make_up(place, missed=own, session=other, by=oksana)


def test_what_was_missed_can_be_made_up(place, own, other, oksana):
    Attendance.objects.create(session=own, place=place, person=oksana, status="absent")
    type(own).objects.filter(pk=own.pk).update(starts_at=timezone.now() - timedelta(days=1))
    own.refresh_from_db()

    book_make_up(place, missed=own, session=other, by=oksana)

    assert other.pk in hours_of(oksana)


def test_one_session_stands_for_one(place, own, other, oksana):
    second = SessionFactory(run=own.run, starts_at=own.starts_at + timedelta(days=7))
    book_make_up(place, missed=own, session=other, by=oksana)

    with pytest.raises(CannotMakeUp):
        book_make_up(place, missed=second, session=other, by=oksana)

    assert sessions_elsewhere(place, missed=second) == []


@pytest.mark.parametrize(
    "there",
    [
        {"course": None},
        {"visibility": Run.Visibility.UNLISTED},
        {"visibility": Run.Visibility.CONFIDENTIAL},
        {"needs_approval": True},
        {"status": Run.Status.DRAFT},
    ],
)
def test_only_open_editions_of_the_same_course_have_guests(course, place, own, oksana, there):
    facts = {"course": course} | there
    facts["course"] = facts["course"] or CourseFactory()
    session = SessionFactory(run=RunFactory(**facts))

    assert not is_possible(place)
    assert sessions_elsewhere(place, missed=own) == []
    with pytest.raises(CannotMakeUp):
        book_make_up(place, missed=own, session=session, by=oksana)


def test_practice_is_not_made_up_by_theory(course, place, own, oksana):
    practice = SessionFactory(run=RunFactory(course=course), kind="practice")

    with pytest.raises(CannotMakeUp):
        book_make_up(place, missed=own, session=practice, by=oksana)


def test_whoever_only_waits_makes_nothing_up(own, other, oksana):
    waiting = PlaceFactory(run=own.run, person=oksana, status=Place.Status.WAITING, queue_number=1)

    with pytest.raises(NotInYourCare):
        book_make_up(waiting, missed=own, session=other, by=oksana)


def test_a_guest_who_changes_their_mind_is_expected_at_home_again(place, own, other, oksana):
    make_up = book_make_up(place, missed=own, session=other, by=oksana)

    cancel_make_up(make_up, by=oksana)
    cancel_make_up(make_up, by=oksana)

    assert hours_of(oksana) == {own.pk}
    assert own in missed_or_to_miss(place)


def test_giving_the_place_back_gives_the_seat_of_the_guest_back(place, own, other, oksana):
    book_make_up(place, missed=own, session=other, by=oksana)

    cancel_place(place, by=oksana)

    assert hours_of(oksana) == set()
    assert MakeUp.objects.get().cancelled_at is not None


def test_a_session_called_off_lets_its_guests_choose_again(place, own, other, oksana, pan_adam):
    book_make_up(place, missed=own, session=other, by=oksana)

    cancel_session(other, by=pan_adam, reason="Chora trenerka")

    assert Message.objects.filter(kind="make_up_called_off", recipient=oksana).exists()
    assert MakeUp.objects.get().cancelled_at is not None
    assert own in missed_or_to_miss(place)


def test_a_session_that_moves_takes_its_guests_with_it(place, own, other, oksana, pan_adam):
    book_make_up(place, missed=own, session=other, by=oksana)
    later = other.starts_at + timedelta(days=1)

    move_session(other, starts_at=later, ends_at=later + timedelta(hours=2), room=None, by=pan_adam)

    taken = Reservation.objects.get(resource__person=oksana, session=other, active=True)
    assert taken.starts_at == later
    assert Message.objects.filter(kind="session_moved", recipient=oksana).exists()


def test_a_session_does_not_move_onto_something_else_of_a_guest(place, own, other, oksana, pan_adam):
    book_make_up(place, missed=own, session=other, by=oksana)
    busy = SessionFactory(starts_at=other.starts_at + timedelta(days=1))
    take_place(oksana, in_run=busy.run, booked_by=oksana)

    with pytest.raises(Clash):
        move_session(other, starts_at=busy.starts_at, ends_at=busy.ends_at, room=None, by=pan_adam)


def test_a_carer_with_a_seat_of_their_own_stays_expected_when_the_child_comes_elsewhere(
    course, own, other, oksana, danylo
):
    Run.objects.update(carer_stays=True)
    own.run.refresh_from_db()
    child = take_place(danylo, in_run=own.run, booked_by=oksana, accompanied_by=oksana)
    take_place(oksana, in_run=own.run, booked_by=oksana)

    book_make_up(child, missed=own, session=other, by=oksana)

    assert hours_of(danylo) == {other.pk}
    assert hours_of(oksana) == {own.pk, other.pk}


def test_a_carer_comes_along_with_two_guests_until_the_last_of_them_stays_away(
    course, own, other, oksana, danylo
):
    Run.objects.update(carer_stays=True)
    own.run.refresh_from_db()
    sofiia = GuardianshipFactory(carer=oksana, child=PersonFactory(child=True)).child
    one, another = (
        take_place(child, in_run=own.run, booked_by=oksana, accompanied_by=oksana)
        for child in (danylo, sofiia)
    )

    first, second = (book_make_up(place, missed=own, session=other, by=oksana) for place in (one, another))
    with_two = hours_of(oksana)
    cancel_make_up(first, by=oksana)
    with_one = hours_of(oksana)
    cancel_make_up(second, by=oksana)

    assert (with_two, with_one) == ({other.pk}, {own.pk, other.pk})
    assert hours_of(oksana) == {own.pk}


def test_a_session_is_planned_anew_without_those_who_make_it_up_elsewhere(
    course, place, own, oksana, irena, pan_adam
):
    parallel = SessionFactory(run=RunFactory(course=course), starts_at=own.starts_at)
    book_make_up(place, missed=own, session=parallel, by=oksana)

    change_trainers(own, [irena], by=pan_adam)

    assert list(own.trainers.all()) == [irena]
    assert hours_of(oksana) == {parallel.pk}


def test_choosing_costs_the_same_for_one_group_and_for_five(
    course, place, own, other, django_assert_num_queries
):
    with django_assert_num_queries(3):
        sessions_elsewhere(place, missed=own)
    SessionFactory.create_batch(4, run=RunFactory(course=course, languages=["uk", "pl"]))

    with django_assert_num_queries(3):
        assert len(sessions_elsewhere(place, missed=own)) == 5
