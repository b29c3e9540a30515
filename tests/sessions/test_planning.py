"""A coordinator puts sessions on, moves them and calls them off; everyone concerned is told, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from courses.models import Enrolment
from lms.messaging.models import Message
from lms.privacy.models import AuditEntry
from sessions.booking import Wish, cancel_place, take_place, take_places
from sessions.errors import AlreadyCancelled, AlreadyClosed, Clash, WrongHours
from sessions.models import Place, Reservation, Run, Session
from sessions.planning import (
    add_session,
    cancel_run,
    cancel_session,
    change_trainers,
    move_session,
    publish_run,
)
from tests.factories.sessions import RoomFactory, RunFactory, SessionFactory

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def tomorrow():
    return (timezone.now() + timedelta(days=1)).replace(microsecond=0)


def put_on(run, start, **given):
    return add_session(run, starts_at=start, ends_at=start + 2 * HOUR, kind="theory", **given)


def move(session, *, hours=0, room=None, by=None):
    return move_session(
        session,
        starts_at=session.starts_at + hours * HOUR,
        ends_at=session.ends_at + hours * HOUR,
        room=room,
        by=by,
    )


def told(kind):
    return sorted(Message.objects.filter(kind=kind).values_list("recipient__given_name", flat=True))


def test_a_session_takes_its_room_its_trainers_and_everyone_with_a_seat(tomorrow, oksana, irena):
    run, room = RunFactory(), RoomFactory()
    take_place(oksana, in_run=run, booked_by=oksana)

    session = put_on(run, tomorrow, room=room, trainers=[irena])

    reserved = Reservation.objects.filter(session=session, active=True).select_related("resource")
    assert {str(reservation.resource) for reservation in reserved} == {str(room), str(irena), str(oksana)}
    assert list(session.trainers.all()) == [irena]


def test_a_session_that_clashes_with_a_participants_other_course_is_not_put_on(tomorrow, oksana):
    elsewhere = put_on(RunFactory(), tomorrow)
    take_place(oksana, in_run=elsewhere.run, booked_by=oksana)
    run = RunFactory()
    take_place(oksana, in_run=run, booked_by=oksana)

    with pytest.raises(Clash) as clash:
        put_on(run, tomorrow + HOUR)

    assert [resource.person for resource in clash.value.resources] == [oksana]
    assert not run.sessions.exists()


def test_a_session_ends_after_it_starts(tomorrow):
    session = put_on(RunFactory(), tomorrow)

    with pytest.raises(WrongHours):
        add_session(RunFactory(), starts_at=tomorrow, ends_at=tomorrow, kind="theory")
    with pytest.raises(WrongHours):
        move_session(session, starts_at=tomorrow, ends_at=tomorrow - HOUR, room=None, by=None)


def test_a_moved_session_keeps_its_calendar_entry_and_all_are_told(tomorrow, oksana, danylo, irena, pan_adam):
    session = put_on(RunFactory(), tomorrow, room=RoomFactory(name="Old room"), trainers=[irena])
    take_places([Wish(oksana), Wish(danylo)], in_run=session.run, booked_by=oksana)
    new_room = RoomFactory()

    moved = move(session, hours=3, room=new_room, by=pan_adam)

    assert moved.uuid == session.uuid
    assert (moved.sequence, moved.room, moved.starts_at) == (1, new_room, tomorrow + 3 * HOUR)
    assert moved.is_changed_by_hand
    assert told("session_moved") == ["Irena", "Oksana"]
    assert "Old room" in Message.objects.get(kind="session_moved", recipient=irena).text
    assert AuditEntry.objects.get(actor=pan_adam.user).target == f"training_sessions.Session {session.pk}"


def test_the_old_hours_of_a_moved_session_are_free_and_the_new_ones_taken(tomorrow, oksana):
    room = RoomFactory()
    session = put_on(RunFactory(), tomorrow, room=room)
    take_place(oksana, in_run=session.run, booked_by=oksana)

    move(session, hours=3, room=room)

    put_on(RunFactory(), tomorrow, room=room)
    with pytest.raises(Clash):
        put_on(RunFactory(), tomorrow + 3 * HOUR, room=room)


def test_a_move_by_an_hour_over_its_own_old_hours_is_no_clash(tomorrow):
    room = RoomFactory()
    session = put_on(RunFactory(), tomorrow, room=room)

    assert move(session, hours=1, room=room).sequence == 1


def test_moving_to_where_it_is_changes_nothing_and_tells_nobody(tomorrow, oksana):
    session = put_on(RunFactory(), tomorrow)
    take_place(oksana, in_run=session.run, booked_by=oksana)

    again = move(session)

    assert again.sequence == 0
    assert told("session_moved") == []


def test_a_move_that_clashes_leaves_everything_as_it_was(tomorrow, oksana):
    room = RoomFactory()
    put_on(RunFactory(), tomorrow + 5 * HOUR, room=room)
    session = put_on(RunFactory(), tomorrow, room=room)
    take_place(oksana, in_run=session.run, booked_by=oksana)

    with pytest.raises(Clash):
        move(session, hours=4, room=room)

    session.refresh_from_db()
    assert (session.starts_at, session.sequence) == (tomorrow, 0)
    assert session.reservations.filter(active=True).count() == 2
    assert told("session_moved") == []


def test_a_session_called_off_frees_its_hours_and_everyone_is_told_once(tomorrow, oksana, irena, pan_adam):
    session = put_on(RunFactory(), tomorrow, room=RoomFactory(), trainers=[irena])
    take_place(oksana, in_run=session.run, booked_by=oksana)

    cancelled = cancel_session(session, by=pan_adam, reason="The trainer is ill")
    cancel_session(session, by=pan_adam, reason="The trainer is ill")

    assert (cancelled.status, cancelled.sequence) == (Session.Status.CANCELLED, 1)
    assert told("session_cancelled") == ["Irena", "Oksana"]
    assert "The trainer is ill" in Message.objects.get(kind="session_cancelled", recipient=oksana).text
    assert not Reservation.objects.filter(active=True).exists()
    assert Place.objects.get(person=oksana).status == Place.Status.CONFIRMED


@pytest.mark.parametrize("verb", ["move", "cancel", "trainers"])
def test_a_session_whose_list_was_handed_in_stays(tomorrow, verb):
    session = SessionFactory(status=Session.Status.CLOSED, closed_at=timezone.now())
    act = {
        "move": lambda: move(session, hours=1),
        "cancel": lambda: cancel_session(session, by=None, reason=""),
        "trainers": lambda: change_trainers(session, [], by=None),
    }[verb]

    with pytest.raises(AlreadyClosed):
        act()


def test_a_cancelled_session_is_not_moved(tomorrow):
    session = cancel_session(put_on(RunFactory(), tomorrow), by=None, reason="")

    with pytest.raises(AlreadyCancelled):
        move(session, hours=1)


def test_another_trainer_takes_over_when_she_is_free(tomorrow, irena, marta):
    session = put_on(RunFactory(), tomorrow, trainers=[irena])
    busy = put_on(RunFactory(), tomorrow + HOUR)

    change_trainers(session, [marta], by=None)
    change_trainers(busy, [irena], by=None)

    assert list(session.trainers.all()) == [marta]
    with pytest.raises(Clash):
        change_trainers(busy, [marta], by=None)
    assert list(busy.trainers.all()) == [irena]


def test_a_draft_is_published_once(pan_adam):
    run = RunFactory(status=Run.Status.DRAFT)

    assert publish_run(run, by=pan_adam).status == Run.Status.PUBLISHED
    assert publish_run(run, by=pan_adam).status == Run.Status.PUBLISHED
    assert AuditEntry.objects.filter(actor=pan_adam.user).count() == 1


def test_nobody_is_told_of_changes_in_a_draft(tomorrow, irena):
    session = put_on(RunFactory(status=Run.Status.DRAFT), tomorrow, trainers=[irena])

    move(session, hours=1)

    assert told("session_moved") == []


def test_a_run_called_off_lets_go_of_all_that_is_left_and_tells_each_person_once(
    tomorrow, oksana, marta, irena, pan_adam
):
    run = RunFactory(capacity=1, room=RoomFactory())
    for week in range(3):
        put_on(run, tomorrow + timedelta(weeks=week), room=run.room, trainers=[irena])
    seated = take_place(oksana, in_run=run, booked_by=oksana)
    take_place(marta, in_run=run, booked_by=marta)

    cancel_run(run, by=pan_adam, reason="Too few people")
    cancel_run(run, by=pan_adam, reason="Too few people")

    run.refresh_from_db()
    assert run.status == Run.Status.CANCELLED
    assert (run.seats_taken, run.people_waiting) == (0, 0)
    assert not run.places.held().exists()
    assert set(run.sessions.values_list("status", "sequence")) == {(Session.Status.CANCELLED, 1)}
    assert not Reservation.objects.filter(active=True).exists()
    assert Enrolment.objects.get(place=seated).result == Enrolment.Result.WITHDRAWN
    assert told("run_called_off") == ["Marta", "Oksana"]
    assert told("teaching_called_off") == ["Irena"]
    assert told("place_freed") == []
    assert told("session_cancelled") == []


def test_a_finished_run_is_not_called_off_so_that_what_people_earned_stays(oksana):
    run = RunFactory()
    place = take_place(oksana, in_run=run, booked_by=oksana)
    Run.objects.update(status=Run.Status.FINISHED)

    with pytest.raises(AlreadyClosed):
        cancel_run(run, by=None, reason="")

    assert Place.objects.get(pk=place.pk).status == Place.Status.CONFIRMED


def test_an_edit_of_a_run_never_brings_old_counters_back(oksana, marta):
    run = RunFactory(capacity=1)
    on_the_screen_of_the_coordinator = Run.objects.get(pk=run.pk)
    take_place(oksana, in_run=run, booked_by=oksana)
    waiting = take_place(marta, in_run=run, booked_by=marta)

    on_the_screen_of_the_coordinator.capacity = 2
    on_the_screen_of_the_coordinator.save()

    run.refresh_from_db()
    assert (run.capacity, run.seats_taken, run.people_waiting, run.last_queue_number) == (2, 1, 1, 1)
    cancel_place(waiting, by=marta)
    run.refresh_from_db()
    assert run.people_waiting == 0
