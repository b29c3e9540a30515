"""Oksana cannot come on Tuesday, and says so before; Adam decides."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from attendance.door.checkin import note
from attendance.models import Apology, Attendance, Excuse, Scan
from attendance.records import apologies
from attendance.records.apologies import DecidedAlready, NotExpected, OutsideWindow
from attendance.records.closing import close_session
from lms.messaging.models import Message
from sessions.models import Place
from tests.attendance.conftest import START
from tests.factories.sessions import PlaceFactory

Status = Apology.Status


@pytest.fixture
def the_day_before(session, seat):
    with time_machine.travel(START - timedelta(days=1), tick=False):
        yield


@pytest.fixture
def apology(the_day_before, session, seat, oksana):
    return apologies.apologise(seat, session=session, excuse=Excuse.HEALTH, by=oksana)


def record_of(person, session):
    return Attendance.objects.filter(session=session, person=person).first()


def test_she_says_it_once_and_may_change_the_reason(apology, seat, session, oksana):
    again = apologies.apologise(seat, session=session, excuse=Excuse.WORK, by=oksana)

    assert again == apology
    assert (again.status, again.excuse) == (Status.ASKED, Excuse.WORK)


def test_it_is_too_late_once_the_meeting_has_begun(session, seat, oksana, five_o_clock):
    with pytest.raises(OutsideWindow):
        apologies.apologise(seat, session=session, excuse=Excuse.HEALTH, by=oksana)


def test_only_a_seat_can_be_excused(the_day_before, session, run, marta):
    waiting = PlaceFactory(run=run, person=marta, status=Place.Status.WAITING, queue_number=1)

    with pytest.raises(NotExpected):
        apologies.apologise(waiting, session=session, excuse=Excuse.HEALTH, by=marta)


def test_accepted_she_is_excused_and_hears_of_it(apology, session, oksana, pan_adam):
    apologies.decide(apology, accept=True, by=pan_adam)

    record = record_of(oksana, session)
    assert (record.status, record.excuse, record.method) == ("excused", Excuse.HEALTH, Scan.Method.APOLOGY)
    assert Message.objects.get(kind="apology_accepted").recipient == oksana


def test_decided_twice_it_is_one_entry_and_one_message(apology, session, pan_adam):
    apologies.decide(apology, accept=True, by=pan_adam)
    apologies.decide(apology, accept=True, by=pan_adam)

    assert session.scans.count() == 1
    assert session.scans.get().event_id == apology.uuid
    assert Message.objects.filter(kind="apology_accepted").count() == 1


def test_one_decision_does_not_overturn_another(apology, pan_adam):
    apologies.decide(apology, accept=True, by=pan_adam)

    with pytest.raises(DecidedAlready):
        apologies.decide(apology, accept=False, by=pan_adam)


def test_refused_nothing_is_noted_and_the_words_are_kind(apology, session, oksana, pan_adam):
    apologies.decide(apology, accept=False, by=pan_adam, answer="To jedyny termin egzaminu.")

    message = Message.objects.get(kind="apology_refused")
    assert record_of(oksana, session) is None
    assert "To jedyny termin egzaminu." in message.text


def test_whoever_comes_after_all_was_there(apology, session, oksana, irena, pan_adam, scanned):
    apologies.decide(apology, accept=True, by=pan_adam)

    with time_machine.travel(START, tick=False):
        note(scanned(oksana), session=session, by=irena)

    assert record_of(oksana, session).was_there


def test_a_late_yes_does_not_overturn_that_she_came(apology, session, oksana, irena, pan_adam, scanned):
    with time_machine.travel(START + timedelta(minutes=30), tick=False):
        note(scanned(oksana, minutes=-30), session=session, by=irena)
        apologies.decide(apology, accept=True, by=pan_adam)

    assert record_of(oksana, session).was_there


def test_a_yes_after_the_list_was_handed_in_corrects_the_absence(apology, session, oksana, irena, pan_adam):
    with time_machine.travel(START + timedelta(hours=3), tick=False):
        close_session(session, by=irena)
        assert record_of(oksana, session).status == "absent"

        apologies.decide(apology, accept=True, by=pan_adam)

    assert (record_of(oksana, session).status, record_of(oksana, session).excuse) == ("excused", "health")


def test_withdrawn_she_is_expected_again(apology, session, oksana, pan_adam):
    apologies.decide(apology, accept=True, by=pan_adam)

    apologies.withdraw(apology, by=oksana)
    apologies.withdraw(apology, by=oksana)

    apology.refresh_from_db()
    assert record_of(oksana, session) is None
    assert apology.status == Status.WITHDRAWN
    assert session.scans.count() == 2


def test_after_withdrawing_she_may_say_it_again(apology, seat, session, oksana, pan_adam):
    apologies.withdraw(apology, by=oksana)

    again = apologies.apologise(seat, session=session, excuse=Excuse.FAMILY, by=oksana)
    apologies.decide(again, accept=True, by=pan_adam)

    assert again != apology
    assert record_of(oksana, session).status == "excused"


def test_of_a_confidential_run_the_message_says_nothing(apology, run, pan_adam):
    run.visibility = "confidential"
    run.save()

    apologies.decide(apology, accept=True, by=pan_adam)

    message = Message.objects.get(kind="apology_accepted")
    assert run.course.title not in message.subject + message.text + message.html


@pytest.fixture
def page(session, seat):
    return reverse("records:apologise", args=[seat.uuid, session.uuid])


def test_on_the_page_she_chooses_a_reason_and_types_nothing(client, page, the_day_before, oksana, session):
    client.force_login(oksana.user)

    shown = client.get(page).content.decode()
    answer = client.post(page, {"excuse": "health"}, follow=True)

    assert "<textarea" not in shown
    assert 'type="text"' not in shown
    assert answer.status_code == 200
    assert session.apologies.get().asked_by == oksana


def test_a_carer_says_it_for_the_child(client, the_day_before, session, run, oksana, danylo):
    place = PlaceFactory(run=run, person=danylo, booked_by=oksana)
    client.force_login(oksana.user)

    client.post(reverse("records:apologise", args=[place.uuid, session.uuid]), {"excuse": "family"})

    assert session.apologies.get(place=place).asked_by == oksana


def test_whoever_only_booked_for_another_adult_does_not_speak_for_them(
    client, the_day_before, session, run, oksana, marta
):
    place = PlaceFactory(run=run, person=marta, booked_by=oksana)
    client.force_login(oksana.user)

    answer = client.get(reverse("records:apologise", args=[place.uuid, session.uuid]))

    assert answer.status_code == 404


def test_when_it_has_begun_the_page_says_what_to_do_instead(client, page, five_o_clock, oksana):
    client.force_login(oksana.user)

    answer = client.post(page, {"excuse": "health"})

    assert answer.status_code == 409
    assert not Apology.objects.exists()


def test_she_takes_it_back_on_the_page(client, apology, seat, session, oksana):
    client.force_login(oksana.user)

    client.post(reverse("records:withdraw_apology", args=[seat.uuid, session.uuid]))

    apology.refresh_from_db()
    assert apology.status == Status.WITHDRAWN
    assert apology.decided_at == timezone.now()


def test_a_child_is_excused_without_anybody_at_the_door(
    the_day_before, session, run, oksana, danylo, pan_adam
):
    """Who brings the child and who consents is asked of those who come."""
    run.course.needs_consent = run.course.is_handed_over = True
    run.course.save()
    place = PlaceFactory(run=run, person=danylo, booked_by=oksana)
    apology = apologies.apologise(place, session=session, excuse=Excuse.FAMILY, by=oksana)

    apologies.decide(apology, accept=True, by=pan_adam)

    assert record_of(danylo, session).status == "excused"
    assert Message.objects.get(kind="apology_accepted").recipient == oksana
