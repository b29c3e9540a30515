"""A coordinator puts a record right, also after the list was handed in; nothing that was noted is lost."""

from datetime import timedelta

import pytest

from attendance.door.checkin import note
from attendance.door.marking import Mark, mark
from attendance.models import Attendance, Contradiction, Excuse, Scan, Sheet
from attendance.records.closing import close_session
from attendance.records.correcting import HoursAskew, NothingToCorrect, ReasonMissing, correct
from courses.models import Certificate, Enrolment
from sessions.models import Place, Session
from tests.attendance.conftest import START
from tests.factories.sessions import PlaceFactory

Act = Scan.Act


@pytest.fixture
def closed(session, seat, irena):
    return close_session(session, by=irena)


def known(person):
    row = Attendance.objects.get(person=person)
    return row.status, row.minutes


def test_an_absence_becomes_a_presence_and_both_stay_in_the_log(closed, oksana, pan_adam):
    correct(oksana, session=closed, by=pan_adam, reason="Podpisała listę na papierze.", act=Act.ENTER)

    entries = Scan.objects.filter(session=closed)
    corrections = entries.filter(method=Scan.Method.CORRECTION)
    assert known(oksana) == ("present", 120)
    assert set(corrections.values_list("act", "noted_by", "reason")) == {
        ("annul", pan_adam.pk, "Podpisała listę na papierze."),
        ("enter", pan_adam.pk, "Podpisała listę na papierze."),
    }
    assert entries.filter(act=Act.MARK_ABSENT, method=Scan.Method.CLOSING).count() == 1


def test_the_list_is_frozen_anew_and_the_sheet_frozen_before_stays(closed, oksana, pan_adam):
    before = closed.sheets.get()

    correct(oksana, session=closed, by=pan_adam, reason="Była.", act=Act.ENTER)

    after = closed.sheets.exclude(pk=before.pk).get()
    assert (before.purpose, after.purpose) == (Sheet.Purpose.RECORD, Sheet.Purpose.RECORD)
    assert before.statement != after.statement
    assert after.made_by == pan_adam


def test_after_the_list_was_handed_in_minutes_and_certificate_follow(closed, seat, oksana, pan_adam):
    assert Place.objects.get(pk=seat.pk).status == Place.Status.NO_SHOW

    correct(oksana, session=closed, by=pan_adam, reason="Była.", act=Act.ENTER)

    enrolment = oksana.enrolments.get()
    assert Place.objects.get(pk=seat.pk).status == Place.Status.CONFIRMED
    assert (enrolment.theory_minutes, enrolment.result) == (120, Enrolment.Result.COMPLETED)
    assert enrolment.certificates.get().status == Certificate.Status.VALID


def test_a_certificate_goes_when_the_hours_go(session, seat, oksana, irena, pan_adam, scanned):
    note(scanned(oksana), session=session, by=irena)
    closed = close_session(session, by=irena)

    correct(oksana, session=closed, by=pan_adam, reason="To nie ona.", act=Act.MARK_ABSENT)

    assert Certificate.objects.get().status == Certificate.Status.REVOKED
    assert Place.objects.get(pk=seat.pk).status == Place.Status.NO_SHOW


@pytest.mark.parametrize(
    ("came", "left", "expected"),
    [
        (30, None, ("late", 90)),
        (0, 60, ("left_early", 60)),
        (None, None, ("present", 120)),
        (0, 120, ("present", 120)),
        (30, 90, ("left_early", 60)),
    ],
)
def test_the_hours_are_as_the_coordinator_says(closed, oksana, pan_adam, came, left, expected):
    at = None if came is None else START + timedelta(minutes=came)
    until = None if left is None else START + timedelta(minutes=left)

    correct(oksana, session=closed, by=pan_adam, reason="x", act=Act.ENTER, at=at, until=until)

    assert known(oksana) == expected


def test_leaving_alone_means_from_the_start(closed, oksana, pan_adam):
    half = START + timedelta(hours=1)

    correct(oksana, session=closed, by=pan_adam, reason="x", act=Act.LEAVE, at=half)

    assert known(oksana) == ("left_early", 60)


def test_an_excuse_has_its_kind(closed, oksana, pan_adam):
    correct(oksana, session=closed, by=pan_adam, reason="Sąd.", act=Act.EXCUSE, excuse=Excuse.AUTHORITY)

    assert Attendance.objects.get().excuse == Excuse.AUTHORITY
    assert known(oksana) == ("excused", 0)


def test_a_correction_is_corrected_again(closed, oksana, pan_adam):
    correct(oksana, session=closed, by=pan_adam, reason="Była.", act=Act.ENTER)
    correct(oksana, session=closed, by=pan_adam, reason="Jednak nie.", act=Act.MARK_ABSENT)
    correct(oksana, session=closed, by=pan_adam, reason="A jednak.", act=Act.ENTER)

    assert known(oksana) == ("present", 120)


def test_what_arrives_late_from_a_phone_does_not_overrule_it(session, seat, oksana, irena, pan_adam, scanned):
    """An entry of before the correction, told after it."""
    correct(oksana, session=session, by=pan_adam, reason="x", act=Act.MARK_ABSENT)

    note(scanned(oksana, minutes=-5), session=session, by=irena)

    assert known(oksana) == ("absent", 0)


def test_a_question_about_two_versions_is_answered_by_it(session, seat, oksana, irena, pan_adam, scanned):
    note(scanned(oksana), session=session, by=irena)
    mark(Mark.ABSENT, oksana, session=session, by=pan_adam)
    assert Contradiction.objects.filter(settled_at=None).count() == 1

    correct(oksana, session=session, by=pan_adam, reason="Była.", act=Act.ENTER)

    assert not Contradiction.objects.filter(settled_at=None).exists()


def test_it_needs_a_reason(closed, oksana, pan_adam):
    with pytest.raises(ReasonMissing):
        correct(oksana, session=closed, by=pan_adam, reason="  ", act=Act.ENTER)


@pytest.mark.parametrize(("came", "left"), [(60, 30), (-30, None), (180, None)])
def test_hours_that_cannot_be_are_refused(closed, oksana, pan_adam, came, left):
    at = START + timedelta(minutes=came)
    until = None if left is None else START + timedelta(minutes=left)

    with pytest.raises(HoursAskew):
        correct(oksana, session=closed, by=pan_adam, reason="x", act=Act.ENTER, at=at, until=until)


def test_of_a_meeting_that_was_called_off_there_is_nothing_to_correct(session, seat, oksana, pan_adam):
    session.status = Session.Status.CANCELLED
    session.save()

    with pytest.raises(NothingToCorrect):
        correct(oksana, session=session, by=pan_adam, reason="x", act=Act.ENTER)


def test_somebody_else_keeps_their_record(closed, oksana, marta, run, pan_adam, irena):
    PlaceFactory(run=run, person=marta)
    correct(marta, session=closed, by=pan_adam, reason="Była.", act=Act.ENTER)

    correct(oksana, session=closed, by=pan_adam, reason="Była.", act=Act.ENTER)
    correct(oksana, session=closed, by=pan_adam, reason="Nie.", act=Act.MARK_ABSENT)

    assert known(marta) == ("present", 120)
