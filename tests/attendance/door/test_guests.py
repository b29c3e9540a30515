"""Somebody who makes a session up elsewhere is expected there, and earns the hours at home."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from attendance.desk.roster import roster_of, seated_with_passes, with_counts
from attendance.door.checkin import note
from attendance.models import Attendance, Scan
from attendance.records.closing import close_session
from courses.models import Enrolment
from sessions.models import MakeUp, Run, Session
from tests.attendance.conftest import START
from tests.factories.courses import EnrolmentFactory
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(run, marta):
    """Marta's own edition: one session, yesterday, to which she did not come."""
    other = RunFactory(course=run.course, organiser=run.organiser)
    return SessionFactory(run=other, starts_at=START - timedelta(days=1))


@pytest.fixture
def guest(home, session, marta):
    place = PlaceFactory(
        run=home.run, person=marta, enrolment=EnrolmentFactory(person=marta, course=home.run.course)
    )
    MakeUp.objects.create(place=place, missed=home, session=session)
    return place


def test_a_guest_stands_on_the_list_and_is_marked_as_one(session, seat, guest):
    rows = roster_of(session).rows
    with override("en"):
        needs = [need["text"] for need in rows[0].needs]

    assert [(row.person, row.is_guest) for row in rows] == [(guest.person, True), (seat.person, False)]
    assert needs == ["Guest from another group"]
    assert set(seated_with_passes(session)) == {seat, guest}
    assert with_counts(Session.objects.filter(pk=session.pk)).get().seats_expected == 2


def test_at_home_the_list_says_that_they_come_elsewhere(home, guest):
    row = roster_of(home).rows[0]

    assert (row.is_guest, row.is_elsewhere) == (False, True)


def test_the_pass_of_a_guest_opens_the_door(session, guest, irena, scanned):
    noted = note(scanned(guest.person), session=session, by=irena)

    assert noted.verdict == Scan.Verdict.WELCOME
    attendance = Attendance.objects.get(session=session, person=guest.person)
    assert attendance.place == guest


def test_without_a_make_up_the_same_pass_is_sent_on(session, guest, irena, scanned):
    MakeUp.objects.update(cancelled_at=timezone.now())

    noted = note(scanned(guest.person), session=session, by=irena)

    assert noted.verdict != Scan.Verdict.WELCOME
    assert not Attendance.objects.filter(person=guest.person).exists()


def test_a_guest_who_did_not_come_is_absent_when_the_list_is_handed_in(session, guest, irena):
    close_session(session, by=irena)

    assert Attendance.objects.get(session=session, person=guest.person).status == "absent"


def test_the_minutes_count_at_home_and_not_where_they_were_earned(
    session, seat, guest, home, irena, scanned, time_machine
):
    note(scanned(guest.person), session=session, by=irena)
    time_machine.move_to(START + timedelta(hours=3))
    close_session(session, by=irena)

    close_session(home, by=irena)

    enrolment = Enrolment.objects.get(pk=guest.enrolment_id)
    assert enrolment.theory_minutes == 120
    assert not Enrolment.objects.filter(person=guest.person).exclude(pk=enrolment.pk).exists()


def test_whoever_neither_came_at_home_nor_elsewhere_is_a_no_show(session, guest, home, irena, time_machine):
    close_session(home, by=irena)
    guest.refresh_from_db()
    awaited = guest.status
    time_machine.move_to(START + timedelta(hours=3))

    close_session(session, by=irena)

    guest.refresh_from_db()
    assert (awaited, guest.status) == ("confirmed", "no_show")


def test_a_run_concluded_before_counts_what_was_made_up_since(
    session, seat, guest, home, irena, scanned, time_machine
):
    close_session(home, by=irena)
    before = Enrolment.objects.get(pk=guest.enrolment_id).theory_minutes
    assert Run.objects.get(pk=home.run_id).status == Run.Status.FINISHED
    note(scanned(guest.person), session=session, by=irena)
    time_machine.move_to(START + timedelta(hours=3))

    close_session(session, by=irena)

    after = Enrolment.objects.get(pk=guest.enrolment_id)
    assert (before, after.theory_minutes) == (0, 120)
    assert after.result == Enrolment.Result.COMPLETED


def test_a_guest_is_marked_on_the_list_like_everybody(client, session, guest, irena):
    client.force_login(irena.user)

    client.post(f"/pl/desk/{session.uuid}/mark/", {"person": guest.person.uuid, "mark": "came"})

    assert Attendance.objects.get(session=session).place == guest
