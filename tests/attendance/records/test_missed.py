"""Oksana has not come twice in a row; we ask how she is, once, and Adam sees it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from attendance.door.checkin import note
from attendance.models import Apology, Excuse, Scan
from attendance.records.closing import close_session
from attendance.records.correcting import correct
from attendance.records.missed import ask_how_they_are, silent_places
from attendance.records.reopening import reopen_session
from lms.messaging.models import Message
from sessions.models import MakeUp
from tests.attendance.conftest import START
from tests.factories.attendance import ApologyFactory, AppealFactory
from tests.factories.courses import CourseFactory
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory

WEEK = timedelta(days=7)


@pytest.fixture
def meetings(run, session, irena):
    """Five Tuesdays."""
    later = [
        SessionFactory(
            run=run,
            starts_at=START + WEEK * n,
            ends_at=START + WEEK * n + timedelta(hours=2),
            trainers=[irena],
        )
        for n in range(1, 5)
    ]
    return [session, *later]


@pytest.fixture
def hand_in(meetings, irena, scanned):
    """Close the list of a meeting; whoever is named was there."""

    def close(number, *came):
        meeting = meetings[number]
        with time_machine.travel(meeting.starts_at, tick=False):
            for person in came:
                note(scanned(person), session=meeting, by=irena)
        with time_machine.travel(meeting.ends_at, tick=False):
            close_session(meeting, by=irena)

    return close


def letters():
    return Message.objects.filter(kind="missed_you").order_by("pk")


def test_one_absence_is_nothing(seat, hand_in):
    hand_in(0)

    assert not letters()


def test_after_two_in_a_row_we_ask_how_she_is(seat, hand_in, oksana):
    hand_in(0)
    hand_in(1)

    assert letters().get().recipient == oksana


def test_the_same_row_is_asked_about_once(seat, hand_in, meetings):
    for number in range(4):
        hand_in(number)
    ask_how_they_are(meetings[3])

    assert letters().count() == 1


def test_a_list_handed_in_late_does_not_ask_again(seat, hand_in):
    for number in (1, 2, 0):
        hand_in(number)

    assert letters().count() == 1


def test_opened_and_closed_again_nothing_is_asked_anew(seat, hand_in, meetings, pan_adam, irena):
    hand_in(0)
    hand_in(1)
    with time_machine.travel(meetings[2].starts_at, tick=False):
        reopen_session(meetings[1], by=pan_adam, reason="Pomyłka")
        close_session(meetings[1], by=irena)

    assert letters().count() == 1


def test_being_there_begins_a_new_row(seat, hand_in, oksana):
    hand_in(0)
    hand_in(1, oksana)
    hand_in(2)
    assert not letters()

    hand_in(3)

    assert letters().count() == 1


def test_whoever_makes_it_up_in_another_group_has_not_fallen_silent(seat, hand_in, meetings, run):
    other = RunFactory(course=run.course)
    MakeUp.objects.create(place=seat, missed=meetings[1], session=SessionFactory(run=other))

    hand_in(0)
    hand_in(1)

    assert not letters()


def test_an_old_list_says_nothing_of_somebody_who_has_come_since(seat, hand_in, oksana):
    hand_in(2, oksana)
    hand_in(0)
    hand_in(1)

    assert not letters()


def test_whoever_was_excused_has_not_fallen_silent(seat, hand_in, meetings, oksana, pan_adam):
    hand_in(0)
    correct(
        oksana, session=meetings[0], by=pan_adam, reason="List", act=Scan.Act.EXCUSE, excuse=Excuse.FAMILY
    )

    hand_in(1)

    assert not letters()


def test_nor_has_whoever_apologised_and_waits_for_an_answer(seat, hand_in, meetings):
    ApologyFactory(place=seat, session=meetings[1])
    hand_in(0)
    hand_in(1)

    assert not letters()


def test_an_apology_taken_back_is_no_word(seat, hand_in, meetings):
    ApologyFactory(
        place=seat, session=meetings[1], status=Apology.Status.WITHDRAWN, decided_at=timezone.now()
    )
    hand_in(0)
    hand_in(1)

    assert letters().count() == 1


def test_nor_has_whoever_says_that_the_record_is_wrong(seat, hand_in, meetings, oksana):
    hand_in(0)
    AppealFactory(session=meetings[0], person=oksana)
    hand_in(1)

    assert not letters()


@pytest.mark.parametrize(("allowed", "asked"), [(0, 0), (1, 1), (3, 0)])
def test_the_course_says_after_how_many(seat, hand_in, run, allowed, asked):
    run.course.absences_before_alert = allowed
    run.course.save()

    hand_in(0)
    hand_in(1)

    assert letters().count() == asked


def test_to_a_drop_in_group_nobody_has_to_come(seat, hand_in, run):
    run.is_drop_in = True
    run.save()

    hand_in(0)
    hand_in(1)

    assert not letters()


def test_of_a_child_the_carer_is_asked_in_her_language(run, hand_in, oksana, danylo):
    PlaceFactory(run=run, person=danylo, booked_by=oksana)

    hand_in(0)
    hand_in(1)

    letter = letters().get()
    assert (letter.recipient, letter.language) == (oksana, oksana.language)


def test_of_a_confidential_run_the_letter_says_nothing(seat, hand_in, run):
    run.visibility = "confidential"
    run.save()

    hand_in(0)
    hand_in(1)

    letter = letters().get()
    assert run.course.title not in letter.subject + letter.text + letter.html


def test_her_coordinator_sees_who_fell_silent_and_no_other_does(seat, hand_in, pan_adam, pani_beata):
    for number in range(3):
        hand_in(number)

    found = list(silent_places(pan_adam.user))

    assert [(place, place.absences_in_a_row) for place in found] == [(seat, 3)]
    assert not silent_places(pani_beata.user)


def test_the_coordinator_reads_it_in_one_query(
    seat, hand_in, run, marta, irena, pan_adam, django_assert_max_num_queries
):
    PlaceFactory(run=run, person=marta)
    PlaceFactory(run=RunFactory(course=CourseFactory()), person=irena)
    hand_in(0)
    hand_in(1)
    places = silent_places(pan_adam.user)

    with django_assert_max_num_queries(1):
        assert len(places) == 2
