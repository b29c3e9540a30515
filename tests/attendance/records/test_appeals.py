"""Oksana was there, and the list says she was not; she writes, and Adam looks into it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from attendance.models import Appeal, Attendance
from attendance.records import appeals
from attendance.records.appeals import (
    AnswerMissing,
    AppealOpen,
    AsRecorded,
    DecidedAlready,
    NothingRecorded,
    TooLateToAppeal,
)
from attendance.records.closing import close_session
from courses.models import Enrolment
from lms.messaging.models import Message
from tests.attendance.conftest import START
from tests.factories.sessions import PlaceFactory

Claim = Attendance.Status
CLOSED_AT = START + timedelta(hours=3)


@pytest.fixture
def closed(session, seat, irena):
    """The list is handed in, and says that she was absent."""
    with time_machine.travel(CLOSED_AT, tick=False):
        yield close_session(session, by=irena)


def appealed(person, session, *, claim=Claim.PRESENT, by=None):
    return appeals.appeal(
        person, session=session, claim=claim, words="Siedziałam przy oknie.", by=by or person
    )


def record_of(person, session):
    return Attendance.objects.get(session=session, person=person)


def test_one_waits_for_an_answer_at_a_time(closed, oksana):
    appealed(oksana, closed)

    with pytest.raises(AppealOpen):
        appealed(oksana, closed, claim=Claim.LATE)


def test_an_open_list_can_still_change_by_itself(session, seat, oksana):
    with pytest.raises(NothingRecorded):
        appealed(oksana, session)


def test_nobody_appeals_against_what_they_say_themselves(closed, oksana):
    with pytest.raises(AsRecorded):
        appealed(oksana, closed, claim=Claim.ABSENT)


@pytest.mark.parametrize(("days", "is_in_time"), [(14, True), (15, False)])
def test_the_course_says_how_long_one_may(closed, oksana, days, is_in_time):
    with time_machine.travel(CLOSED_AT + timedelta(days=days), tick=False):
        if is_in_time:
            assert appealed(oksana, closed).status == Appeal.Status.OPEN
        else:
            with pytest.raises(TooLateToAppeal):
                appealed(oksana, closed)


def test_granted_the_record_is_corrected_and_the_hours_follow(closed, oksana, pan_adam):
    appeals.decide(appealed(oksana, closed), grant=True, by=pan_adam, answer="Trenerka potwierdza.")

    record = record_of(oksana, closed)
    assert (record.status, record.minutes) == ("present", 120)
    assert Enrolment.objects.get(person=oksana).theory_minutes == 120
    assert closed.scans.filter(method="correction").last().reason == "Trenerka potwierdza."
    assert "Trenerka potwierdza." in Message.objects.get(kind="appeal_granted").text


@pytest.mark.parametrize(
    ("claim", "status", "minutes"),
    [(Claim.LATE, "late", 105), (Claim.LEFT_EARLY, "left_early", 105), (Claim.EXCUSED, "excused", 0)],
)
def test_each_claim_can_be_granted(closed, oksana, pan_adam, claim, status, minutes):
    appeals.decide(appealed(oksana, closed, claim=claim), grant=True, by=pan_adam)

    record = record_of(oksana, closed)
    assert (record.status, record.minutes) == (status, minutes)


def test_granted_twice_it_is_corrected_once(closed, oksana, pan_adam):
    appeal = appealed(oksana, closed)

    appeals.decide(appeal, grant=True, by=pan_adam)
    entries = closed.scans.count()
    appeals.decide(appeal, grant=True, by=pan_adam)

    assert closed.scans.count() == entries
    assert Message.objects.filter(kind="appeal_granted").count() == 1


def test_a_no_needs_its_reason(closed, oksana, pan_adam):
    appeal = appealed(oksana, closed)

    with pytest.raises(AnswerMissing):
        appeals.decide(appeal, grant=False, by=pan_adam, answer=" ")


def test_a_no_leaves_the_record_and_says_why(closed, oksana, pan_adam):
    appeal = appeals.decide(
        appealed(oksana, closed), grant=False, by=pan_adam, answer="Nikt Pani nie widział."
    )

    assert record_of(oksana, closed).status == "absent"
    assert "Nikt Pani nie widział." in Message.objects.get(kind="appeal_refused").text
    with pytest.raises(DecidedAlready):
        appeals.decide(appeal, grant=True, by=pan_adam)


def test_after_an_answer_one_may_write_again(closed, oksana, pan_adam):
    appeals.decide(appealed(oksana, closed), grant=False, by=pan_adam, answer="Nie.")

    assert appealed(oksana, closed).status == Appeal.Status.OPEN


def test_of_a_child_the_carers_hear(closed, run, session, oksana, danylo, pan_adam):
    place = PlaceFactory(run=run, person=danylo, booked_by=oksana)
    Attendance.objects.create(session=session, person=danylo, place=place, status="absent")

    appeals.decide(appealed(danylo, closed, by=oksana), grant=False, by=pan_adam, answer="Nie.")

    assert Message.objects.get(kind="appeal_refused").recipient == oksana


def test_of_a_confidential_run_the_message_says_nothing(closed, run, oksana, pan_adam):
    run.visibility = "confidential"
    run.save()

    appeals.decide(appealed(oksana, closed), grant=False, by=pan_adam, answer="Tajemnica.")

    message = Message.objects.get(kind="appeal_refused")
    assert "Tajemnica" not in message.text + message.html
    assert run.course.title not in message.subject + message.text + message.html


def test_she_writes_on_a_page_that_then_shows_that_it_waits(client, closed, seat, oksana):
    client.force_login(oksana.user)
    page = reverse("records:appeal", args=[seat.uuid, closed.uuid])

    client.post(page, {"claim": "present", "words": "Siedziałam przy oknie."})

    assert Appeal.objects.get().made_by == oksana
    assert "Siedziałam przy oknie." in client.get(page).content.decode()


def test_a_claim_needs_words(client, closed, seat, oksana):
    client.force_login(oksana.user)

    answer = client.post(
        reverse("records:appeal", args=[seat.uuid, closed.uuid]), {"claim": "present", "words": " "}
    )

    assert answer.context["form"].errors.keys() == {"words"}
    assert not Appeal.objects.exists()


def test_two_tabs_make_one_appeal(client, closed, seat, oksana):
    client.force_login(oksana.user)
    page = reverse("records:appeal", args=[seat.uuid, closed.uuid])

    codes = [client.post(page, {"claim": "present", "words": "Byłam."}).status_code for _ in range(2)]

    assert codes == [302, 409]
    assert Appeal.objects.count() == 1
