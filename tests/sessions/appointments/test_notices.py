"""The family, and the specialist, read what happens to an appointment, each in their own language."""

from datetime import date, timedelta

import pytest

from lms.messaging.models import Message
from lms.people.models import Clearance
from sessions.appointments.booking import book, cancel, hold, move
from sessions.appointments.reminders import queue_reminders
from sessions.links import link_to
from sessions.models import Service
from tests.factories.people import GuardianshipFactory, PersonFactory
from tests.factories.sessions import SpecialistFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def booked(lidia, logo, monday, oksana, danylo):
    held = hold(logo, specialist=lidia, starts_at=monday(10), device_key="oksana's phone")
    (appointment,) = book([held], person=danylo, booked_by=oksana)
    return appointment


def messages(kind, **of):
    return Message.objects.filter(kind=kind, **of)


def test_the_carer_reads_in_her_language_and_the_specialist_in_his(booked, oksana, lidia):
    to_carer = messages("appointment_booked").get(recipient=oksana)
    to_specialist = messages("appointment_booked").get(recipient=lidia.person)

    assert "Логопед" in to_carer.subject
    assert "Logopeda" in to_specialist.subject
    assert link_to(booked, language="uk") in to_carer.text
    assert link_to(booked, language="uk") in to_carer.html
    assert booked.room.street in to_carer.text
    assert "Danylo Koval" in to_specialist.text
    assert "/visit/" not in to_specialist.text


@pytest.mark.parametrize(("deed", "method"), [("book", "REQUEST"), ("move", "REQUEST"), ("cancel", "CANCEL")])
def test_the_calendar_hears_of_every_change(booked, oksana, monday, deed, method):
    if deed == "move":
        move(booked, starts_at=monday(12), by=oksana)
    if deed == "cancel":
        cancel(booked, by=oksana)
    kind = {"book": "appointment_booked", "move": "appointment_moved", "cancel": "appointment_cancelled"}

    paper = messages(kind[deed]).get(recipient=oksana).attachments.get()

    assert paper.content_type == f"text/calendar; method={method}"
    assert f"SEQUENCE:{0 if deed == 'book' else 1}".encode() in bytes(paper.content)


def test_a_move_tells_the_new_hour_and_the_old_one(booked, oksana, lidia, monday):
    move(booked, starts_at=monday(12), by=oksana)

    message = messages("appointment_moved").get(recipient=oksana)
    assert "12:00–12:45" in message.text
    assert "10:00" in message.text
    assert messages("appointment_moved", recipient=lidia.person).count() == 1


def test_whoever_had_the_appointment_before_is_told_that_it_is_another_ones(booked, lidia, logo, monday):
    other = SpecialistFactory(services=[logo])
    Clearance.objects.create(person=other.person, checked_on=date(2026, 1, 1), valid_until=date(2028, 1, 1))

    move(booked, starts_at=monday(15), by=None, by_organiser=True, specialist=other)

    assert messages("appointment_cancelled").get().recipient == lidia.person
    assert set(messages("appointment_moved").values_list("recipient", flat=True)) == {
        booked.booked_by_id,
        other.person_id,
    }


def test_what_we_call_off_comes_with_the_reason_and_a_link_to_another_hour(booked, oksana, mops):
    cancel(booked, by=None, cause="Pani Lidia jest chora.", by_organiser=True)

    message = messages("appointment_cancelled").get(recipient=oksana)
    assert "Pani Lidia jest chora." in message.text
    assert link_to(booked, language="uk") in message.text


def test_all_carers_read_of_a_child_that_staff_booked_for(lidia, logo, monday, danylo, oksana, pan_adam):
    father = GuardianshipFactory(child=danylo, carer=PersonFactory(email="tato@example.org")).carer
    held = hold(logo, specialist=lidia, starts_at=monday(10), device_key="desk")

    book([held], person=danylo, booked_by=pan_adam)

    readers = set(messages("appointment_booked").values_list("recipient", flat=True))
    assert readers == {oksana.pk, father.pk, lidia.person_id}


def test_a_confidential_kind_of_help_is_named_in_no_message(lidia, logo, monday, marta, clock):
    Service.objects.update(is_confidential=True)
    logo.refresh_from_db()
    held = hold(logo, specialist=lidia, starts_at=monday(10), device_key="a")
    (appointment,) = book([held], person=marta, booked_by=marta)
    clock.move_to(monday(10) - timedelta(hours=48))
    queue_reminders(monday(10) - timedelta(hours=48))
    move(appointment, starts_at=monday(12), by=marta)
    cancel(appointment, by=marta)

    told = Message.objects.filter(kind__startswith="appointment_")
    for message in told:
        words = f"{message.subject} {message.text} {message.html}"
        assert not [word for word in ("Logopeda", "Lidia", "Strzegomska", "12.00") if word in words]
        assert not message.attachments.exists()
    assert told.filter(recipient=marta).count() == 4
    assert link_to(appointment, language="pl") in told.filter(recipient=marta).first().text


def test_a_telephone_without_e_mail_reads_it_all_in_one_sms(lidia, logo, monday):
    person = PersonFactory(email="", phone="+48600100200", language="pl")
    held = hold(logo, specialist=lidia, starts_at=monday(10), device_key="a")
    (appointment,) = book([held], person=person, booked_by=person)

    message = messages("appointment_booked").get(recipient=person)
    assert message.channel == Message.Channel.SMS
    assert "10.00–10.45" in message.text
    assert link_to(appointment, language="pl") in message.text


# --- reminders ---


def round_at(clock, appointment, *, before):
    clock.move_to(appointment.starts_at - before)
    return queue_reminders(appointment.starts_at - before)


def test_everyone_is_reminded_twice_and_nobody_more_often(clock, booked, oksana):
    hours = [49, 48, 47.8, 3, 2, 1.8, 0]

    rounds = [round_at(clock, booked, before=timedelta(hours=each)) for each in hours]

    assert rounds == [0, 1, 0, 0, 1, 0, 0]
    assert set(messages("appointment_reminder").values_list("recipient", flat=True)) == {oksana.pk}


def test_the_specialist_is_not_reminded_of_a_days_work(clock, booked, lidia):
    round_at(clock, booked, before=timedelta(hours=2))

    assert not messages("appointment_reminder", recipient=lidia.person).exists()


def test_until_the_deadline_a_reminder_says_how_to_move_and_later_to_call(clock, booked, mops, oksana):
    mops.phone = "71 78 22 322"
    mops.save()
    round_at(clock, booked, before=timedelta(hours=48))
    round_at(clock, booked, before=timedelta(hours=2))

    later, earlier = messages("appointment_reminder")
    assert "71 78 22 322" not in earlier.text
    assert "71 78 22 322" in later.text


def test_whoever_has_just_moved_is_not_reminded_of_it(clock, booked, oksana, monday):
    clock.move_to(monday(10) - timedelta(hours=40))
    moved = move(booked, starts_at=monday(12), by=oksana)

    assert round_at(clock, moved, before=timedelta(hours=39)) == 0
    assert round_at(clock, moved, before=timedelta(hours=2)) == 1


def test_what_is_called_off_is_not_reminded_of_and_what_waits_to_be_sent_is_taken_back(clock, booked, oksana):
    round_at(clock, booked, before=timedelta(hours=48))

    cancel(booked, by=oksana)

    assert [each.status for each in messages("appointment_reminder")] == [Message.Status.WITHDRAWN]
    assert round_at(clock, booked, before=timedelta(hours=2)) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_a_round_with_nothing_to_do_asks_little(
    clock, lidia, logo, monday, number, django_assert_num_queries
):
    for hour in range(number):
        held = hold(logo, specialist=lidia, starts_at=monday(9 + hour), device_key=str(hour))
        person = PersonFactory()
        book([held], person=person, booked_by=person)
    clock.move_to(monday(9) - timedelta(hours=40))
    queue_reminders(monday(9) - timedelta(hours=40))

    with django_assert_num_queries(3):
        queue_reminders(monday(9) - timedelta(hours=39))
