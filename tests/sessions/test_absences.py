"""Somebody goes on leave, or a room is closed: what is planned there is seen, kept out, and mended."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from courses.models import Audience
from sessions.absences import plan_absence, undo_absence, what_it_hits
from sessions.booking import take_place
from sessions.errors import AbsenceRefused, Clash, WrongHours
from sessions.gaps import open_gaps
from sessions.models import Absence, Appointment, Gap, Reservation, Session
from sessions.planning import add_session, change_trainers
from sessions.reservations import (
    reserve_appointment,
    resource_of_childcare,
    resource_of_room,
    resources_needed,
    resources_of_people,
)
from tests.factories.people import PersonFactory
from tests.factories.sessions import (
    AppointmentFactory,
    ChildcareFactory,
    RoomFactory,
    RunFactory,
    ServiceFactory,
    SpecialistFactory,
)

pytestmark = pytest.mark.django_db

TEN = datetime(2026, 12, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC), tick=False):
        yield


def meeting(run, starts_at=TEN, **asked):
    return add_session(run, starts_at=starts_at, ends_at=starts_at + 2 * HOUR, kind="theory", **asked)


def of_person(person):
    return resources_of_people([person])[0]


def booked(specialist, starts_at=TEN, **asked):
    """An appointment with its hours taken."""
    appointment = AppointmentFactory(
        specialist=specialist, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=50), **asked
    )
    resources = [resource_of_room(appointment.room), *resources_of_people([specialist.person])]
    if appointment.person:
        resources += resources_of_people([appointment.person])
    reserve_appointment(appointment, resources)
    return appointment


def away(resource, since=TEN - HOUR, until=TEN + 8 * HOUR, **asked):
    return plan_absence(resource, starts_at=since, ends_at=until, by=None, **asked)


def test_what_a_leave_would_meet_is_seen_and_nothing_changes(irena):
    session = meeting(RunFactory(), trainers=[irena])
    appointment = booked(SpecialistFactory(person=irena), TEN + 3 * HOUR)

    hit = what_it_hits(of_person(irena), starts_at=TEN - DAY, ends_at=TEN + DAY)

    assert (hit.sessions, hit.appointments, hit.is_refused) == ([session], [appointment], False)
    assert list(session.trainers.all()) == [irena]
    assert Absence.objects.count() == 0


def test_a_trainer_on_leave_leaves_the_meeting_uncovered(irena):
    session = meeting(RunFactory(), trainers=[irena])

    absence, sessions, _appointments = away(of_person(irena))

    assert sessions == [session]
    assert list(session.trainers.all()) == []
    assert [(gap.session, gap.part) for gap in open_gaps()] == [(session, Gap.Part.TRAINER)]
    assert absence.reservations.get().active


def test_a_colleague_who_stays_covers_the_meeting(irena, marta):
    session = meeting(RunFactory(), trainers=[irena, marta])

    away(of_person(irena))

    assert list(session.trainers.all()) == [marta]
    assert list(open_gaps()) == []


def test_whoever_is_found_instead_closes_the_gap(irena, marta):
    session = meeting(RunFactory(), trainers=[irena])
    away(of_person(irena))

    change_trainers(session, [marta], by=None)

    assert list(open_gaps()) == []


def test_a_closed_room_leaves_the_meeting_without_one(irena):
    room = RoomFactory()
    session = meeting(RunFactory(), room=room, trainers=[irena])

    away(resource_of_room(room))

    session.refresh_from_db()
    assert (session.room, session.sequence) == (None, 1)
    assert list(session.trainers.all()) == [irena]
    assert [gap.part for gap in open_gaps()] == [Gap.Part.ROOM]


def test_interpreter_and_childcare_are_taken_out_too():
    run, helper, childcare = RunFactory(), PersonFactory(), ChildcareFactory()
    session = meeting(run)
    Session.objects.filter(pk=session.pk).update(interpreter=helper, childcare=childcare)
    needed = resources_needed(run, room=None, trainers=[], interpreter=helper, childcare=childcare)
    for resource in needed:
        Reservation.objects.create(
            resource=resource, session=session, starts_at=session.starts_at, ends_at=session.ends_at
        )

    away(of_person(helper))
    away(resource_of_childcare(childcare))

    session.refresh_from_db()
    assert (session.interpreter, session.childcare) == (None, None)
    assert {gap.part for gap in open_gaps()} == {Gap.Part.INTERPRETER, Gap.Part.CHILDCARE}


def test_an_appointment_stays_booked_and_waits_to_be_moved(irena, oksana):
    appointment = booked(SpecialistFactory(person=irena), person=oksana)

    _absence, _sessions, appointments = away(of_person(irena))

    appointment.refresh_from_db()
    assert appointments == [appointment]
    assert appointment.status == Appointment.Status.BOOKED
    assert [gap.appointment for gap in open_gaps()] == [appointment]


def test_an_appointment_moved_out_of_the_leave_no_longer_waits(irena):
    appointment = booked(SpecialistFactory(person=irena))
    away(of_person(irena))

    Appointment.objects.filter(pk=appointment.pk).update(
        starts_at=TEN + 7 * DAY, ends_at=TEN + 7 * DAY + HOUR
    )

    assert list(open_gaps()) == []


def test_an_hour_that_is_only_held_is_given_back(irena):
    held = booked(
        SpecialistFactory(person=irena),
        status=Appointment.Status.HELD,
        person=None,
        booked_by=None,
        hold_until=timezone.now() + timedelta(minutes=10),
    )

    away(of_person(irena))

    held.refresh_from_db()
    assert held.status == Appointment.Status.RELEASED
    assert list(held.reservations.filter(active=True)) == []


def test_nothing_is_planned_into_a_leave(irena):
    away(of_person(irena))

    with pytest.raises(Clash) as refused:
        meeting(RunFactory(), trainers=[irena])

    assert [str(resource) for resource in refused.value.resources] == ["Irena Wójcik"]


def test_nothing_is_planned_into_a_closed_room():
    room = RoomFactory(name="Sala Lipa")
    away(resource_of_room(room))

    with pytest.raises(Clash) as refused:
        meeting(RunFactory(), room=room)

    assert [str(resource) for resource in refused.value.resources] == ["Sala Lipa"]


def test_a_meeting_that_has_begun_is_not_left(irena):
    session = meeting(RunFactory(), timezone.now() + HOUR, trainers=[irena])

    with (
        time_machine.travel(timezone.now() + 2 * HOUR, tick=False),
        pytest.raises(AbsenceRefused) as refused,
    ):
        away(of_person(irena), since=session.starts_at - HOUR, until=TEN)

    assert refused.value.hit.in_the_way == [session]
    assert list(session.trainers.all()) == [irena]


def test_a_seat_of_ones_own_is_not_lost_by_a_leave(irena):
    run = RunFactory()
    session = meeting(run)
    take_place(irena, in_run=run, booked_by=irena)

    with pytest.raises(AbsenceRefused) as refused:
        away(of_person(irena))

    assert refused.value.hit.in_the_way == [session]
    assert Absence.objects.count() == 0


def test_an_appointment_of_ones_own_is_not_lost_by_a_leave(irena):
    appointment = booked(SpecialistFactory(), person=irena)

    with pytest.raises(AbsenceRefused) as refused:
        away(of_person(irena))

    assert refused.value.hit.in_the_way == [appointment]


def test_a_second_leave_at_the_same_time_is_told(irena):
    absence, *_nothing = away(of_person(irena))

    with pytest.raises(AbsenceRefused) as refused:
        away(of_person(irena), since=TEN)

    assert refused.value.hit.absences == [absence]


def test_a_leave_that_ends_before_it_starts_is_refused(irena):
    with pytest.raises(WrongHours):
        away(of_person(irena), since=TEN, until=TEN)


def test_the_minutes_for_tidying_are_no_reason_to_lose_a_meeting():
    room = RoomFactory(minutes_between=30)
    session = meeting(RunFactory(), room=room)

    _absence, sessions, _appointments = away(resource_of_room(room), since=session.ends_at, until=TEN + DAY)

    session.refresh_from_db()
    assert (sessions, session.room) == ([], room)


def test_an_undone_leave_brings_everything_back(irena):
    run, room = RunFactory(), RoomFactory()
    run.trainers.add(irena)
    session = meeting(run, trainers=[irena], room=room)
    appointment = booked(SpecialistFactory(person=irena), TEN + 3 * HOUR)
    absence, *_hit = away(of_person(irena))

    mended, left = undo_absence(absence, by=None)

    assert ([gap.session or gap.appointment for gap in mended], left) == ([session, appointment], [])
    assert list(session.trainers.all()) == [irena]
    assert appointment.reservations.filter(active=True, resource__person=irena).exists()
    assert Absence.objects.count() == 0
    with pytest.raises(Clash):
        meeting(RunFactory(), trainers=[irena])


def test_an_undone_closure_brings_the_room_back():
    room = RoomFactory()
    session = meeting(RunFactory(), room=room)
    appointment = booked(SpecialistFactory(room=room), TEN + 3 * HOUR)
    absence, *_hit = away(resource_of_room(room))

    undo_absence(absence, by=None)

    session.refresh_from_db()
    appointment.refresh_from_db()
    assert (session.room, session.sequence, appointment.room) == (room, 2, room)


def test_an_undone_leave_sends_nobody_away_who_was_found(irena, marta):
    session = meeting(RunFactory(), trainers=[irena])
    absence, *_hit = away(of_person(irena))
    change_trainers(session, [marta], by=None)

    mended, left = undo_absence(absence, by=None)

    assert (mended, [gap.session for gap in left]) == ([], [session])
    assert list(session.trainers.all()) == [marta]


def test_an_undone_closure_takes_no_room_that_others_have_meanwhile():
    room = RoomFactory()
    first = meeting(RunFactory(), room=room)
    absence, *_hit = away(resource_of_room(room))
    Reservation.objects.filter(absence=absence).update(active=False)
    meeting(RunFactory(), room=room)

    _mended, left = undo_absence(absence, by=None)

    first.refresh_from_db()
    assert (first.room, [gap.session for gap in left]) == (None, [first])


def test_a_trainer_whose_check_lapsed_meanwhile_does_not_come_back_to_children(irena):
    run = RunFactory(audience=Audience.CHILDREN)
    run.trainers.add(irena)
    session = meeting(run)
    session.session_trainers.create(trainer=irena)
    Reservation.objects.create(
        resource=of_person(irena), session=session, starts_at=session.starts_at, ends_at=session.ends_at
    )
    absence, *_hit = away(of_person(irena))

    undo_absence(absence, by=None)

    assert list(session.trainers.all()) == []


@pytest.mark.parametrize("number", [1, 3])
def test_looking_asks_no_more_for_many_meetings(irena, number, django_assert_num_queries):
    run, service, specialist = RunFactory(), ServiceFactory(), SpecialistFactory(person=irena)
    for days in range(number):
        meeting(run, TEN + days * DAY, trainers=[irena])
        booked(specialist, TEN + days * DAY + 3 * HOUR, service=service)

    resource = of_person(irena)
    with django_assert_num_queries(2):
        hit = what_it_hits(resource, starts_at=TEN, ends_at=TEN + 30 * DAY)

    assert (len(hit.sessions), len(hit.appointments)) == (number, number)
