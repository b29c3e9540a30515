"""Somebody had a seat and never came: the run says so when it is over, and not if it was a mistake."""

from datetime import timedelta

import pytest
import time_machine

from attendance.desk.roster import roster_of
from attendance.door.checkin import note
from attendance.door.marking import Mark, mark
from attendance.records.closing import close_session
from attendance.records.reopening import reopen_session
from courses.models import Enrolment
from sessions.errors import HasPlaceAlready
from sessions.models import Place, Run, Session
from sessions.no_show import take_back
from tests.attendance.conftest import START
from tests.factories.courses import EnrolmentFactory
from tests.factories.sessions import PlaceFactory, SessionFactory

Status = Place.Status
LATER = START + timedelta(days=7)


@pytest.fixture
def seats(run, oksana, marta, danylo):
    """Oksana comes, Marta never does, Danylo is excused."""
    return {
        person.given_name: PlaceFactory(
            run=run, person=person, enrolment=EnrolmentFactory(person=person, course=run.course)
        )
        for person in (oksana, marta, danylo)
    }


@pytest.fixture
def over(session, seats, irena, oksana, danylo, scanned):
    note(scanned(oksana), session=session, by=irena)
    mark(Mark.EXCUSED, danylo, session=session, by=irena)
    return close_session(session, by=irena)


def statuses():
    return dict(Place.objects.values_list("person__given_name", "status"))


def test_whoever_never_came_is_a_no_show_and_whoever_was_excused_is_not(over):
    assert statuses() == {"Oksana": Status.CONFIRMED, "Marta": Status.NO_SHOW, "Danylo": Status.CONFIRMED}


def test_her_course_is_not_completed_and_she_did_not_withdraw(over, marta):
    assert Enrolment.objects.get(person=marta).result == Enrolment.Result.NOT_COMPLETED


def test_she_stays_on_the_list_of_the_day(over, marta):
    assert marta in [row.person for row in roster_of(over).rows]


def test_nobody_is_a_no_show_while_meetings_are_to_come(session, seats, irena):
    SessionFactory(run=session.run, starts_at=LATER, trainers=[irena])

    close_session(session, by=irena)

    assert set(statuses().values()) == {Status.CONFIRMED}


def test_whoever_came_to_one_of_two_is_no_no_show(session, seats, irena, marta, scanned):
    second = SessionFactory(run=session.run, starts_at=LATER, trainers=[irena])
    note(scanned(marta), session=session, by=irena)
    close_session(session, by=irena)
    with time_machine.travel(LATER + timedelta(hours=3)):
        close_session(second, by=irena)

    assert statuses()["Marta"] == Status.CONFIRMED


def test_a_drop_in_group_knows_no_no_shows(session, seats, irena):
    Run.objects.update(is_drop_in=True)

    close_session(session, by=irena)

    assert set(statuses().values()) == {Status.CONFIRMED}


def test_a_list_opened_again_lets_her_be_marked_as_present(over, irena, pan_adam, marta, seats):
    reopen_session(over, by=pan_adam, reason="Pani Marta była, lista się pomyliła.")
    opened = statuses()["Marta"]
    with time_machine.travel(START + timedelta(hours=3), tick=False):
        mark(Mark.CAME, marta, session=Session.objects.get(), by=irena)
        close_session(over, by=irena)

    enrolment = Enrolment.objects.get(person=marta)
    assert (opened, statuses()["Marta"]) == (Status.CONFIRMED, Status.CONFIRMED)
    assert enrolment == seats["Marta"].enrolment
    assert enrolment.result == Enrolment.Result.COMPLETED
    change = seats["Marta"].changes.last()
    assert (change.by, change.cause) == (pan_adam, "Pani Marta była, lista się pomyliła.")


def test_a_list_opened_and_handed_in_unchanged_says_the_same_again(over, irena, pan_adam):
    reopen_session(over, by=pan_adam, reason="Sprawdzam.")
    close_session(over, by=irena)

    assert statuses()["Marta"] == Status.NO_SHOW
    assert Run.objects.get().status == Run.Status.FINISHED


def test_whoever_has_a_new_place_is_not_given_the_old_one_back(over, marta, pan_adam, seats):
    PlaceFactory(run=over.run, person=marta)

    with pytest.raises(HasPlaceAlready):
        take_back([Place.objects.get(pk=seats["Marta"].pk)], by=pan_adam)
