"""Two trainers say different things, or a phone tells of it when the list is closed: a human is asked."""

from datetime import timedelta

import pytest
import time_machine

from attendance.door.checkin import note, note_batch
from attendance.models import Attendance, Contradiction, Scan
from attendance.records.closing import close_session
from tests.attendance.conftest import START

Act, Method = Scan.Act, Scan.Method


@pytest.fixture
def tapped(scanned, oksana):
    def event(**facts):
        return scanned(oksana, code="", person=oksana.uuid, method=Method.LIST, **facts)

    return event


@pytest.fixture
def handed_in(session, seat, irena):
    """The list was handed in at the end, and it is an hour later."""
    with time_machine.travel(START + timedelta(hours=2), tick=False):
        close_session(session, by=irena)
    session.refresh_from_db()
    with time_machine.travel(START + timedelta(hours=3), tick=False):
        yield session


def asked():
    return list(Contradiction.objects.filter(settled_at=None).values_list("kind", "person__given_name"))


def test_one_trainer_says_there_and_another_says_excused(
    session, seat, oksana, irena, pan_adam, scanned, tapped
):
    note(scanned(oksana), session=session, by=irena)
    note(tapped(act=Act.EXCUSE, minutes=10, device="phone-2"), session=session, by=pan_adam)

    assert asked() == [("there_or_away", "Oksana")]
    assert Attendance.objects.get().status == "excused"


def test_it_is_asked_whoever_of_the_two_is_heard_first(
    session, seat, oksana, irena, pan_adam, scanned, tapped
):
    note(tapped(act=Act.MARK_ABSENT, minutes=10, device="phone-2"), session=session, by=pan_adam)
    note(scanned(oksana), session=session, by=irena)

    assert asked() == [("there_or_away", "Oksana")]


def test_one_trainer_who_changes_her_mind_contradicts_nobody(session, seat, oksana, irena, scanned, tapped):
    note_batch([scanned(oksana), tapped(act=Act.MARK_ABSENT, minutes=1)], session=session, by=irena)

    assert asked() == []


def test_an_apology_in_advance_was_no_testimony(session, seat, oksana, irena, pan_adam, scanned, tapped):
    apology = scanned(oksana, code="", person=oksana.uuid, method=Method.APOLOGY, act=Act.EXCUSE, minutes=-90)
    note(apology, session=session, by=pan_adam)
    note(scanned(oksana), session=session, by=irena)

    assert asked() == []
    assert Attendance.objects.get().status == "present"


def test_the_same_two_versions_are_asked_about_once(session, seat, oksana, irena, pan_adam, scanned, tapped):
    for minutes in (0, 20, 40):
        note(scanned(oksana, minutes=minutes), session=session, by=irena)
        note(tapped(act=Act.MARK_ABSENT, minutes=minutes + 1), session=session, by=pan_adam)

    assert asked() == [("there_or_away", "Oksana")]


def test_a_wrong_tap_taken_back_asks_nobody(session, seat, oksana, irena, pan_adam, scanned, tapped):
    wrong = tapped(act=Act.MARK_ABSENT, minutes=1, device="phone-2")
    note(scanned(oksana), session=session, by=irena)
    note(wrong, session=session, by=pan_adam)
    undoing = scanned(oksana, code="", act=Act.ANNUL, annuls=wrong.event_id, minutes=2, device="phone-2")

    note(undoing, session=session, by=pan_adam)

    assert asked() == []
    assert Attendance.objects.get().status == "present"


def test_what_was_settled_is_not_asked_again_until_something_new_is_said(
    session, seat, oksana, irena, pan_adam, scanned, tapped, time_machine
):
    note(scanned(oksana), session=session, by=irena)
    away = tapped(act=Act.MARK_ABSENT, minutes=1)
    note(away, session=session, by=pan_adam)
    time_machine.move_to(START + timedelta(minutes=30))
    Contradiction.objects.update(
        settled_at=START + timedelta(minutes=30), settled_by=pan_adam, kept="there", reason="She was there."
    )

    note(away, session=session, by=pan_adam)
    repeated = asked()
    time_machine.move_to(START + timedelta(minutes=40))
    note(tapped(act=Act.MARK_ABSENT), session=session, by=pan_adam)

    assert (repeated, asked()) == ([], [("there_or_away", "Oksana")])


# --- after the list was handed in ------------------------------------------------------------------------


def test_a_scan_that_arrives_after_the_list_was_handed_in_asks_the_coordinator(
    handed_in, oksana, irena, scanned
):
    noted = note(scanned(oksana, minutes=-180), session=handed_in, by=irena)

    assert noted.verdict == Scan.Verdict.CLOSED_SESSION
    assert asked() == [("after_closing", "Oksana")]
    assert Attendance.objects.get().status == "absent"


def test_a_late_arrival_that_changes_nothing_asks_nobody(session, seat, oksana, irena, scanned, time_machine):
    note(scanned(oksana), session=session, by=irena)
    late = scanned(oksana, minutes=1, device="phone-2")
    time_machine.move_to(START + timedelta(hours=2))
    close_session(session, by=irena)
    session.refresh_from_db()

    noted = note(late, session=session, by=irena)

    assert (noted.verdict, asked()) == (Scan.Verdict.CLOSED_SESSION, [])


def test_what_happened_after_the_list_was_handed_in_is_only_refused(handed_in, oksana, irena, scanned):
    note(scanned(oksana), session=handed_in, by=irena)

    assert asked() == []


def test_of_a_stranger_to_the_list_nobody_is_asked(handed_in, marta, irena, scanned):
    note(scanned(marta, minutes=-180), session=handed_in, by=irena)

    assert asked() == []


def test_questions_cost_the_same_for_one_and_for_many(
    session, irena, pan_adam, scanned, seat, oksana, django_assert_max_num_queries
):
    note(scanned(oksana), session=session, by=irena)
    events = [scanned(oksana, act=Act.EXCUSE, minutes=minute) for minute in range(1, 40)]

    with django_assert_max_num_queries(8):
        note_batch(events, session=session, by=pan_adam, units=())
