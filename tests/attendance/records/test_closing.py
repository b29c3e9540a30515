"""The list is handed in, and after the last one everybody's hours are counted."""

from datetime import timedelta

import pytest
import time_machine

from attendance.door.checkin import note
from attendance.door.marking import Mark, mark
from attendance.models import Attendance, Reopening, Scan
from attendance.records.closing import NotStartedYet, SessionCancelled, close_session
from attendance.records.reopening import reopen_session
from courses.models import Certificate
from sessions.models import Place, Run, Session, Timetable
from sessions.planning import cancel_session
from tests.attendance.conftest import START
from tests.factories.courses import EnrolmentFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, SessionFactory

LATER = START + timedelta(days=7)


@pytest.fixture
def practice(session, irena):
    """The second and last meeting of the run: an hour and a half of practice a week later."""
    return SessionFactory(
        run=session.run,
        starts_at=LATER,
        ends_at=LATER + timedelta(minutes=90),
        kind=Timetable.Kind.PRACTICE,
        trainers=[irena],
    )


@pytest.fixture
def enrolled(run, oksana):
    return PlaceFactory(run=run, person=oksana, enrolment=EnrolmentFactory(person=oksana, course=run.course))


def statuses():
    return dict(Attendance.objects.values_list("person__given_name", "status"))


def test_whoever_has_no_mark_was_absent(session, enrolled, irena, marta, danylo, scanned, oksana):
    PlaceFactory(run=session.run, person=marta)
    PlaceFactory(run=session.run, person=danylo)
    PlaceFactory(run=session.run, person=PersonFactory(given_name="Cancelled"), status=Place.Status.CANCELLED)
    note(scanned(oksana), session=session, by=irena)
    mark(Mark.EXCUSED, danylo, session=session, by=irena)

    closed = close_session(session, by=irena)

    assert statuses() == {"Oksana": "present", "Marta": "absent", "Danylo": "excused"}
    assert (closed.status, closed.closed_at, closed.closed_by) == (Session.Status.CLOSED, START, irena)
    assert Scan.objects.get(person=marta).method == Scan.Method.CLOSING


def test_closing_again_changes_nothing(session, practice, enrolled, irena, marta):
    close_session(session, by=irena)
    with time_machine.travel(START + timedelta(hours=3)):
        again = close_session(session, by=marta)

    assert (again.closed_at, again.closed_by) == (START, irena)
    assert Scan.objects.count() == 1


def test_a_list_is_not_closed_before_the_start_nor_of_a_cancelled_meeting(session, practice, irena):
    with pytest.raises(NotStartedYet):
        close_session(practice, by=irena)
    Session.objects.filter(pk=session.pk).update(status=Session.Status.CANCELLED)
    with pytest.raises(SessionCancelled):
        close_session(session, by=irena)


def test_the_run_goes_on_while_a_meeting_is_to_come(session, practice, enrolled, irena):
    close_session(session, by=irena)

    session.run.refresh_from_db()
    enrolled.enrolment.refresh_from_db()
    assert session.run.status == Run.Status.PUBLISHED
    assert enrolled.enrolment.result == "under_way"


def test_the_last_list_counts_theory_and_practice_apart(session, practice, enrolled, irena, oksana, scanned):
    note(scanned(oksana, minutes=20), session=session, by=irena)
    close_session(session, by=irena)
    with time_machine.travel(LATER, tick=False):
        note(scanned(oksana), session=practice, by=irena)
        close_session(practice, by=irena)

    enrolment = enrolled.enrolment
    enrolment.refresh_from_db()
    session.run.refresh_from_db()
    assert (enrolment.theory_minutes, enrolment.practice_minutes) == (100, 90)
    assert enrolment.planned_minutes == 210
    assert enrolment.result == "completed"
    assert session.run.status == Run.Status.FINISHED
    statement = Certificate.objects.get(enrolment=enrolment).statement
    assert statement["organiser"]


def test_a_cancelled_meeting_keeps_nobody_from_finishing(session, practice, enrolled, irena, oksana, scanned):
    Session.objects.filter(pk=practice.pk).update(status=Session.Status.CANCELLED)
    note(scanned(oksana), session=session, by=irena)

    close_session(session, by=irena)

    enrolled.enrolment.refresh_from_db()
    assert enrolled.enrolment.planned_minutes == 120
    assert enrolled.enrolment.result == "completed"


def test_whoever_was_hardly_there_does_not_complete(session, enrolled, irena, oksana, scanned):
    note(scanned(oksana, minutes=60), session=session, by=irena)

    close_session(session, by=irena)

    enrolled.enrolment.refresh_from_db()
    assert enrolled.enrolment.theory_minutes == 60
    assert enrolled.enrolment.result == "not_completed"
    assert not Certificate.objects.exists()


def test_a_place_without_an_enrolment_gets_one(session, seat, irena, oksana, scanned):
    note(scanned(oksana), session=session, by=irena)

    close_session(session, by=irena)

    assert oksana.enrolments.get().result == "completed"


def test_a_list_opened_again_is_corrected_and_counted_anew(session, enrolled, irena, pan_adam, oksana):
    close_session(session, by=irena)
    opened = reopen_session(session, by=pan_adam, reason="Oksana was there")
    session.run.refresh_from_db()
    assert (opened.status, opened.closed_at, session.run.status) == ("planned", None, "published")

    with time_machine.travel(START + timedelta(hours=3), tick=False):
        mark(Mark.CAME, oksana, session=opened, by=pan_adam)
        close_session(opened, by=pan_adam)

    enrolled.enrolment.refresh_from_db()
    assert enrolled.enrolment.theory_minutes == 120
    assert enrolled.enrolment.result == "completed"
    assert Reopening.objects.get().reason == "Oksana was there"


def test_opening_an_open_list_changes_nothing(session, pan_adam):
    reopen_session(session, by=pan_adam, reason="x")

    assert not Reopening.objects.exists()


def test_minutes_follow_the_hours_the_meeting_has_when_it_is_closed(
    session, enrolled, irena, oksana, scanned
):
    note(scanned(oksana), session=session, by=irena)
    Session.objects.filter(pk=session.pk).update(ends_at=START + timedelta(hours=3))

    close_session(session, by=irena)

    assert Attendance.objects.get().minutes == 180


def test_calling_off_the_last_open_meeting_ends_the_run(
    session, practice, enrolled, irena, pan_adam, oksana, scanned
):
    note(scanned(oksana), session=session, by=irena)
    close_session(session, by=irena)

    cancel_session(practice, by=pan_adam, reason="The trainer is ill.")

    session.run.refresh_from_db()
    enrolled.enrolment.refresh_from_db()
    assert session.run.status == Run.Status.FINISHED
    assert enrolled.enrolment.result == "completed"
