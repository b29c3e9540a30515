"""Somebody stands at the door with a pass, and the trainer hears one word and what to do."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone, translation

from attendance.codes.passes import pass_address, pass_of, replace_pass
from attendance.desk.roster import roster_of
from attendance.door.checkin import note
from attendance.door.marking import Mark, mark
from attendance.door.verdicts import SAYINGS, detail, saying
from attendance.models import Attendance, Scan
from sessions.models import Place, Run, Session
from tests.attendance.conftest import START
from tests.factories.courses import CourseFactory
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, RoomFactory, RunFactory, SessionFactory

Verdict = Scan.Verdict


def test_whoever_has_a_seat_is_welcome_and_present(session, seat, oksana, irena, scanned):
    noted = note(scanned(oksana), session=session, by=irena)

    attendance = Attendance.objects.get()
    assert noted.verdict == Verdict.WELCOME
    assert noted.person == oksana
    assert (attendance.person, attendance.place, attendance.status) == (oksana, seat, "present")
    assert attendance.minutes == 120
    assert attendance.arrived_at == START
    assert saying(noted).colour == "green"


def test_a_second_scan_says_since_when_and_by_whom(session, seat, oksana, irena, marta, scanned):
    note(scanned(oksana, minutes=2), session=session, by=irena)

    again = note(scanned(oksana, minutes=5, device="phone-2"), session=session, by=marta)

    assert again.verdict == Verdict.ALREADY_IN
    with translation.override("en"):
        assert detail(again) == "Came at 17:02, noted by Irena Wójcik."
    assert Attendance.objects.get().arrived_at == START + timedelta(minutes=2)


def test_somebody_who_left_may_come_back(session, seat, oksana, irena, scanned):
    note(scanned(oksana), session=session, by=irena)
    note(scanned(oksana, minutes=30, act=Scan.Act.LEAVE), session=session, by=irena)

    back = note(scanned(oksana, minutes=50), session=session, by=irena)

    assert back.verdict == Verdict.WELCOME
    assert back.attendance.minutes == 100


def test_a_stranger_is_not_on_the_list_and_stays_unnamed(session, irena, marta, scanned):
    noted = note(scanned(marta), session=session, by=irena)

    assert noted.verdict == Verdict.NO_PLACE
    assert noted.person is None
    assert not Attendance.objects.exists()


def test_another_days_person_hears_which_day(session, irena, marta, scanned):
    next_week = SessionFactory(
        run=RunFactory(course=session.run.course),
        starts_at=START + timedelta(days=7),
        room=RoomFactory(name="Sala 12"),
    )
    PlaceFactory(run=next_week.run, person=marta)

    noted = note(scanned(marta), session=session, by=irena)

    assert noted.verdict == Verdict.OTHER_DAY
    assert noted.elsewhere == next_week
    with translation.override("pl"):
        assert detail(noted) == "Opiekun tymczasowy: wtorek, 1 grudnia, 17.00–19.00, Sala 12"


def test_somebody_at_the_wrong_door_hears_which_is_theirs(session, irena, marta, scanned):
    next_door = SessionFactory(starts_at=START + timedelta(minutes=30), run__course__title="Polski od zera")
    PlaceFactory(run=next_door.run, person=marta)

    noted = note(scanned(marta), session=session, by=irena)

    assert noted.verdict == Verdict.OTHER_DAY
    assert noted.elsewhere == next_door


def test_a_confidential_meeting_is_never_named_at_another_door(session, irena, marta, scanned):
    for run in (
        RunFactory(visibility=Run.Visibility.CONFIDENTIAL),
        RunFactory(course=CourseFactory(confidential=True)),
    ):
        SessionFactory(run=run, starts_at=START)
        PlaceFactory(run=run, person=marta)

    noted = note(scanned(marta), session=session, by=irena)

    assert noted.verdict == Verdict.NO_PLACE
    assert detail(noted) == ""


def test_the_list_of_the_afternoon_knows_the_morning_of_the_same_run(session, seat, oksana, irena, scanned):
    tonight = SessionFactory(run=session.run, starts_at=START + timedelta(hours=4), trainers=[irena])

    noted = note(scanned(oksana), session=tonight, by=irena)

    assert noted.verdict == Verdict.OTHER_DAY
    assert noted.elsewhere == session


@pytest.mark.parametrize("status", [Place.Status.WAITING, Place.Status.OFFERED, Place.Status.APPLIED])
def test_whoever_waits_for_a_seat_is_said_to_wait(session, irena, marta, scanned, status):
    PlaceFactory(run=session.run, person=marta, status=status, queued_at=timezone.now(), queue_number=1)

    noted = note(scanned(marta), session=session, by=irena)

    assert noted.verdict == Verdict.WAITING
    assert noted.person == marta


def test_a_place_given_up_is_cancelled(session, irena, marta, scanned):
    PlaceFactory(run=session.run, person=marta, status=Place.Status.CANCELLED)

    assert note(scanned(marta), session=session, by=irena).verdict == Verdict.CANCELLED_PLACE


def test_a_place_taken_again_after_giving_it_up_counts(session, irena, marta, scanned):
    PlaceFactory(run=session.run, person=marta, status=Place.Status.CANCELLED)
    PlaceFactory(run=session.run, person=marta)

    assert note(scanned(marta), session=session, by=irena).verdict == Verdict.WELCOME


def test_whoever_took_a_place_again_after_coming_stands_on_the_list_once(session, irena, marta, scanned):
    given_up = PlaceFactory(run=session.run, person=marta)
    note(scanned(marta), session=session, by=irena)
    given_up.status = Place.Status.CANCELLED
    given_up.save()
    again = PlaceFactory(run=session.run, person=marta)

    [row] = roster_of(session).rows

    assert (row.place, row.status) == (again, "present")


def test_a_pass_that_was_replaced_is_an_old_one(session, seat, oksana, irena, scanned):
    old = pass_address(pass_of(oksana))
    replace_pass(oksana, by=oksana)

    assert note(scanned(oksana, code=old), session=session, by=irena).verdict == Verdict.REVOKED_PASS
    assert note(scanned(oksana), session=session, by=irena).verdict == Verdict.WELCOME


@pytest.mark.parametrize(
    "code",
    [
        "",
        "5901234123457",
        "https://example.org/p/",
        "https://example.org/menu",
        "https://krok.example/p/AAAAAAAAAAAAAAAAAAAAAAAAAA",
        "ABC",
        "x" * 200,
    ],
)
def test_what_is_no_pass_of_ours_is_said_to_be_none(session, oksana, irena, scanned, code):
    noted = note(scanned(oksana, code=code), session=session, by=irena)

    assert noted.verdict == Verdict.UNKNOWN_PASS
    assert noted.scan.person is None


@pytest.mark.parametrize(
    ("minutes", "verdict"),
    [
        (-61, Verdict.TOO_EARLY),
        (-60, Verdict.WELCOME),
        (180, Verdict.WELCOME),
        (181, Verdict.TOO_LATE),
    ],
)
def test_the_door_opens_an_hour_before_and_closes_an_hour_after(
    session, seat, oksana, irena, scanned, minutes, verdict
):
    assert note(scanned(oksana, minutes=minutes), session=session, by=irena).verdict == verdict


def test_nobody_comes_into_a_cancelled_meeting(session, seat, oksana, irena, scanned):
    Session.objects.update(status=Session.Status.CANCELLED)
    session.refresh_from_db()

    assert note(scanned(oksana), session=session, by=irena).verdict == Verdict.CANCELLED_SESSION


def test_a_closed_list_takes_nobody_more(session, seat, oksana, irena, scanned):
    Session.objects.update(status=Session.Status.CLOSED, closed_at=START)
    session.refresh_from_db()

    assert note(scanned(oksana), session=session, by=irena).verdict == Verdict.CLOSED_SESSION
    assert not Attendance.objects.exists()


def test_the_first_eight_signs_typed_in_any_way_are_enough(session, seat, oksana, irena, scanned):
    typed = pass_of(oksana).secret[:8].lower()

    noted = note(scanned(oksana, code=f" {typed[:4]}-{typed[4:]} "), session=session, by=irena)

    assert noted.verdict == Verdict.WELCOME


def test_a_beginning_that_two_passes_share_opens_nothing(session, seat, oksana, marta, irena, scanned):
    for person in (oksana, marta):
        held = pass_of(person)
        held.secret = "SAMESAME" + held.secret[8:]
        held.save()

    noted = note(scanned(oksana, code="SAMESAME"), session=session, by=irena)

    assert noted.verdict == Verdict.UNKNOWN_PASS


def test_the_same_event_told_twice_is_recorded_once(session, seat, oksana, irena, scanned):
    event = scanned(oksana)

    first = note(event, session=session, by=irena)
    second = note(event, session=session, by=irena)

    assert (first.is_repeat, second.is_repeat) == (False, True)
    assert (second.scan.pk, second.verdict) == (first.scan.pk, Verdict.WELCOME)
    assert Scan.objects.count() == 1


def test_a_replay_does_not_bring_back_what_was_undone(session, seat, oksana, irena, scanned, undone):
    event = scanned(oksana)
    note(event, session=session, by=irena)
    note(
        scanned(oksana, code="", act=Scan.Act.ANNUL, annuls=event.event_id, minutes=1),
        session=session,
        by=irena,
    )

    replayed = note(event, session=session, by=irena)

    assert replayed.is_repeat
    assert replayed.attendance is None
    assert not Attendance.objects.exists()


def test_an_undoing_that_arrives_first_still_counts(session, seat, oksana, irena, scanned, undone):
    event = scanned(oksana)
    note(
        scanned(oksana, code="", act=Scan.Act.ANNUL, annuls=event.event_id, minutes=1),
        session=session,
        by=irena,
    )

    late = note(event, session=session, by=irena)

    assert late.attendance is None
    assert not Attendance.objects.exists()


def test_undo_takes_back_what_stands_and_not_what_was_undone_before(
    session, seat, oksana, irena, scanned, undone
):
    event = scanned(oksana, minutes=2)
    mark(Mark.CAME, oksana, session=session, by=irena)
    note(undone(event, minutes=3), session=session, by=irena)
    note(event, session=session, by=irena)

    mark(Mark.UNDO, oksana, session=session, by=irena)

    assert not Attendance.objects.exists()


def test_undoing_takes_back_the_repeats_on_the_same_phone_too(session, seat, oksana, irena, scanned, undone):
    first = scanned(oksana)
    note(first, session=session, by=irena)
    note(scanned(oksana, minutes=1), session=session, by=irena)

    note(
        scanned(oksana, code="", act=Scan.Act.ANNUL, annuls=first.event_id, minutes=2),
        session=session,
        by=irena,
    )

    assert not Attendance.objects.exists()


def test_another_session_of_another_run_is_not_touched_by_an_undoing(
    session, seat, oksana, irena, scanned, undone
):
    event = scanned(oksana)
    note(event, session=session, by=irena)
    other = SessionFactory(starts_at=START)

    note(
        scanned(oksana, code="", act=Scan.Act.ANNUL, annuls=event.event_id, minutes=1),
        session=other,
        by=irena,
    )

    assert Attendance.objects.get().status == "present"


def test_every_scan_keeps_its_times_its_device_and_its_verdict(session, seat, oksana, irena, scanned):
    with time_machine.travel(START + timedelta(hours=1), tick=False):
        note(scanned(oksana, minutes=-55), session=session, by=irena)

    scan = Scan.objects.get()
    assert scan.happened_at == START + timedelta(minutes=5)
    assert scan.received_at == START + timedelta(hours=1)
    assert (scan.device, scan.verdict, scan.noted_by) == ("phone-1", "welcome", irena)


def test_an_alias_stands_instead_of_the_name(session, irena, scanned):
    person = PersonFactory(alias="Kalina")
    PlaceFactory(run=session.run, person=person)

    assert note(scanned(person), session=session, by=irena).person.display_name == "Kalina"


def test_every_verdict_has_its_own_word_and_says_what_to_do():
    words = [str(verdict.label) for verdict in Verdict]
    silent = {Verdict.WELCOME, Verdict.NOTED}

    assert len(set(words)) == len(words)
    assert set(SAYINGS) == set(Verdict)
    assert {verdict for verdict, said in SAYINGS.items() if not said.remedy} == silent


def test_an_event_about_nobody_is_recorded_as_an_unknown_pass(session, oksana, irena, scanned):
    noted = note(scanned(oksana, code="", person=uuid4()), session=session, by=irena)

    assert noted.verdict == Verdict.UNKNOWN_PASS
