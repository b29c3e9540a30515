"""Two people say different things, or something arrives too late: a human reads both and decides."""

from datetime import timedelta

import pytest
import time_machine

from attendance.door.checkin import note, note_batch
from attendance.door.marking import Mark, mark
from attendance.models import Attendance, Contradiction, Scan
from attendance.records.closing import close_session
from attendance.records.correcting import ReasonMissing
from attendance.records.settling import NotAChoice, SettledAlready, settle, versions
from courses.models import Enrolment
from tests.attendance.conftest import START

Kept, Kind = Contradiction.Kept, Contradiction.Kind


@pytest.fixture
def two_versions(session, seat, oksana, irena, pan_adam, scanned):
    note(scanned(oksana), session=session, by=irena)
    mark(Mark.ABSENT, oksana, session=session, by=pan_adam)
    return Contradiction.objects.get(kind=Kind.THERE_OR_AWAY)


@pytest.fixture
def too_late(session, seat, oksana, irena, scanned):
    """She was scanned at 17.05 on a phone without a network; the list was handed in at 19.00."""
    told = scanned(oksana, minutes=5)
    with time_machine.travel(START + timedelta(hours=2), tick=False):
        close_session(session, by=irena)
    with time_machine.travel(START + timedelta(hours=3), tick=False):
        session.refresh_from_db()
        note(told, session=session, by=irena)
        yield Contradiction.objects.get(kind=Kind.AFTER_CLOSING)


def status():
    return Attendance.objects.get().status


def test_both_versions_stand_side_by_side(two_versions, irena, pan_adam):
    there, away = versions(two_versions)

    assert [(scan.act, scan.noted_by) for scan in there] == [("enter", irena)]
    assert [(scan.act, scan.noted_by) for scan in away] == [("absent", pan_adam)]


@pytest.mark.parametrize(("keep", "expected"), [("there", "present"), ("away", "absent")])
def test_one_of_them_is_kept(two_versions, pan_adam, keep, expected):
    settle(two_versions, by=pan_adam, keep=keep, reason="Zapytałem.")

    two_versions.refresh_from_db()
    assert status() == expected
    assert (two_versions.kept, two_versions.reason) == (keep, "Zapytałem.")
    assert two_versions.settled_by == pan_adam


def test_what_was_settled_is_not_asked_again(two_versions, session, oksana, irena, pan_adam, scanned):
    settle(two_versions, by=pan_adam, keep=Kept.AWAY, reason="x")

    note_batch([], session=session, by=irena)

    assert not Contradiction.objects.filter(settled_at=None).exists()


def test_the_entry_that_gave_way_stays_in_the_log(two_versions, pan_adam):
    before = set(Scan.objects.values_list("pk", flat=True))

    settle(two_versions, by=pan_adam, keep=Kept.AWAY, reason="x")

    assert before < set(Scan.objects.values_list("pk", flat=True))
    assert Scan.objects.filter(act=Scan.Act.ENTER).exists()


def test_what_came_too_late_waits_and_counts_for_nothing(too_late):
    stands, waits = versions(too_late)

    assert status() == "absent"
    assert [scan.act for scan in stands] == ["absent"]
    assert [scan.act for scan in waits] == ["enter"]


def test_what_contradicts_somebody_elses_word_is_asked_too(session, seat, oksana, irena, pan_adam, scanned):
    told = scanned(oksana, minutes=5)
    with time_machine.travel(START + timedelta(hours=2), tick=False):
        mark(Mark.ABSENT, oksana, session=session, by=pan_adam)
        close_session(session, by=irena)
    with time_machine.travel(START + timedelta(hours=3), tick=False):
        session.refresh_from_db()
        note(told, session=session, by=irena)

        question = Contradiction.objects.get()
        settle(question, by=pan_adam, keep=Kept.ACCEPT, reason="x")

    assert question.kind == Kind.AFTER_CLOSING
    assert status() == "present"


def test_accepted_it_corrects_the_record_and_the_hours(too_late, oksana, pan_adam):
    settle(too_late, by=pan_adam, keep=Kept.ACCEPT, reason="Telefon nie miał sieci.")

    assert status() == "present"
    assert oksana.enrolments.get().result == Enrolment.Result.COMPLETED


def test_left_it_changes_nothing(too_late, oksana, pan_adam):
    settle(too_late, by=pan_adam, keep=Kept.LEAVE, reason="To była siostra.")

    assert status() == "absent"
    assert not Scan.objects.filter(method=Scan.Method.CORRECTION).exists()


def test_what_was_held_back_is_accepted_in_the_order_it_was_seen(session, seat, oksana, pan_adam, scanned):
    note_batch(
        [scanned(oksana), scanned(oksana, act=Scan.Act.LEAVE, minutes=60)],
        session=session,
        by=pan_adam,
        is_held_back=True,
    )
    question = Contradiction.objects.get(kind=Kind.HELD_BACK)
    assert not Attendance.objects.exists()

    settle(question, by=pan_adam, keep=Kept.ACCEPT, reason="Zna ją.")

    row = Attendance.objects.get()
    assert (row.status, row.minutes) == ("left_early", 60)


def test_what_the_same_hand_took_back_is_not_accepted(session, seat, oksana, pan_adam, scanned, undone):
    seen = scanned(oksana)
    note_batch([seen, undone(seen, minutes=1)], session=session, by=pan_adam, is_held_back=True)
    question = Contradiction.objects.get(kind=Kind.HELD_BACK)

    settle(question, by=pan_adam, keep=Kept.ACCEPT, reason="x")

    assert not Attendance.objects.exists()


def test_it_is_settled_once(two_versions, pan_adam):
    settle(two_versions, by=pan_adam, keep=Kept.THERE, reason="x")
    entries = Scan.objects.count()

    again = settle(two_versions, by=pan_adam, keep=Kept.THERE, reason="y")

    assert (again.reason, Scan.objects.count()) == ("x", entries)
    with pytest.raises(SettledAlready):
        settle(two_versions, by=pan_adam, keep=Kept.AWAY, reason="z")


def test_each_question_has_its_own_answers(two_versions, pan_adam):
    with pytest.raises(NotAChoice):
        settle(two_versions, by=pan_adam, keep=Kept.ACCEPT, reason="x")
    with pytest.raises(ReasonMissing):
        settle(two_versions, by=pan_adam, keep=Kept.THERE, reason=" ")
