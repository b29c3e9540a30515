"""An appointment is moved or called off by those who may, in time, and what came of it is noted."""

from datetime import date, timedelta

import pytest

from lms.messaging.models import Message
from lms.people.models import Clearance
from sessions import errors
from sessions.appointments.booking import (
    book,
    cancel,
    cancel_all,
    hold,
    move,
    no_shows_of,
    note_attended,
    note_no_show,
)
from sessions.models import Appointment
from tests.factories.people import PersonFactory
from tests.factories.sessions import SpecialistFactory
from tests.sessions.appointments.holding_hours import active, free_hours

pytestmark = pytest.mark.django_db
Status = Appointment.Status


def test_a_moved_appointment_has_the_new_hour_and_the_old_one_is_free(booked, oksana, lidia, logo, monday):
    moved = move(booked, starts_at=monday(12), by=oksana)

    assert moved.sequence == 1
    assert set(active().values_list("starts_at", flat=True)) == {monday(12)}
    assert free_hours(logo, lidia, monday) == [monday(9), monday(10), monday(11)]
    assert moved.changes.last().moved_from == monday(10)


def test_the_same_hour_again_moves_nothing(booked, oksana, monday):
    assert move(booked, starts_at=monday(10), by=oksana).sequence == 0


def test_a_hour_that_is_taken_leaves_everything_as_it_was(booked, oksana, lidia, logo, monday):
    hold(logo, specialist=lidia, starts_at=monday(12), device_key="marta's phone")

    with pytest.raises(errors.HourTaken):
        move(booked, starts_at=monday(12), by=oksana)

    booked.refresh_from_db()
    assert (booked.starts_at, booked.sequence) == (monday(10), 0)
    assert active().filter(appointment=booked).count() == 4


def test_past_the_deadline_only_the_organiser_moves_and_calls_off(booked, clock, oksana, pan_adam, monday):
    clock.move_to(monday(10) - timedelta(hours=23))

    with pytest.raises(errors.TooLateToCancel):
        move(booked, starts_at=monday(9, weeks=2), by=oksana)
    with pytest.raises(errors.TooLateToCancel):
        cancel(booked, by=oksana)

    assert move(booked, starts_at=monday(12), by=pan_adam, by_organiser=True).starts_at == monday(12)


def test_the_organiser_may_agree_on_an_hour_outside_of_the_working_hours(booked, oksana, pan_adam, monday):
    with pytest.raises(errors.OutsideHours):
        move(booked, starts_at=monday(15, 30), by=oksana)

    moved = move(booked, starts_at=monday(15, 30), by=pan_adam, by_organiser=True)

    assert (moved.starts_at, moved.minutes) == (monday(15, 30), 45)


@pytest.mark.parametrize("by_organiser", [False, True])
def test_a_child_is_moved_only_to_who_may_work_with_children_that_day(
    booked, oksana, lidia, monday, by_organiser
):
    Clearance.objects.update(valid_until=monday(10).date())

    with pytest.raises(errors.NotCleared):
        move(booked, starts_at=monday(10, weeks=2), by=oksana, by_organiser=by_organiser)

    booked.refresh_from_db()
    assert (booked.starts_at, booked.specialist, booked.sequence) == (monday(10), lidia, 0)


def test_a_meeting_on_line_goes_to_the_link_of_whoever_holds_it_now(booked, pan_adam, mops, logo, monday):
    person = PersonFactory()
    Clearance.objects.create(person=person, checked_on=date(2026, 1, 1), valid_until=date(2028, 1, 1))
    on_line = SpecialistFactory(
        person=person, organisation=mops, services=[logo], room=None, online_link="https://example.org/hers"
    )

    moved = move(booked, starts_at=monday(15), specialist=on_line, by=pan_adam, by_organiser=True)
    back = move(moved, starts_at=monday(12), specialist=booked.specialist, by=pan_adam, by_organiser=True)

    assert (moved.room, moved.online_link) == (None, "https://example.org/hers")
    assert (back.room, back.online_link) == (booked.room, "")


def test_a_stranger_neither_moves_nor_cancels(booked, marta, monday):
    with pytest.raises(errors.NotInYourCare):
        move(booked, starts_at=monday(12), by=marta)
    with pytest.raises(errors.NotInYourCare):
        cancel(booked, by=marta)


def test_a_cancelled_hour_is_free_at_once_and_it_is_told_once(booked, oksana, lidia, logo, monday):
    cancel(booked, by=oksana)
    again = cancel(booked, by=oksana)

    assert (again.status, again.sequence) == (Status.CANCELLED, 1)
    assert monday(10) in free_hours(logo, lidia, monday)
    assert Message.objects.filter(kind="appointment_cancelled").count() == 2


def test_what_the_organiser_calls_off_is_noted_as_such_with_the_words(booked, pan_adam):
    called_off = cancel(booked, by=pan_adam, cause="Pani Lidia jest chora.", by_organiser=True)

    assert called_off.status == Status.CALLED_OFF
    assert called_off.changes.last().cause == "Pani Lidia jest chora."


def test_what_is_over_cannot_be_called_off(booked, clock, lidia, monday):
    clock.move_to(monday(11))
    note_attended(booked, by=lidia.person)

    with pytest.raises(errors.TransitionRefused):
        cancel_all([booked], by=None, by_organiser=True)


def test_attendance_is_noted_after_the_start_and_a_slip_put_right(booked, clock, lidia, danylo, monday):
    with pytest.raises(errors.NotYetOver):
        note_no_show(booked, by=lidia.person)
    clock.move_to(monday(10, 5))

    note_no_show(booked, by=lidia.person)
    assert no_shows_of(danylo) == 1
    note_attended(booked, by=lidia.person)

    assert no_shows_of(danylo) == 0


def test_a_person_with_two_appointments_on_one_day_keeps_them_apart(lidia, logo, monday):
    person = PersonFactory()
    first = hold(logo, specialist=lidia, starts_at=monday(9), device_key="a")
    book([first], person=person, booked_by=person)
    second = hold(logo, specialist=lidia, starts_at=monday(10), device_key="a")
    book([second], person=person, booked_by=person)

    assert person.appointments.standing().count() == 2
    assert person.appointments.values("series").distinct().count() == 2
