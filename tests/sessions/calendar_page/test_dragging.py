"""A meeting is dropped elsewhere: first the house says what would come of it, then somebody says yes."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lms.messaging.models import Message
from sessions.booking import take_place
from sessions.models import Appointment, Reservation
from sessions.planning import add_session, move_session
from sessions.reservations import reserve_appointment, resources_of_people
from tests.factories.sessions import (
    AppointmentFactory,
    RoomFactory,
    RunFactory,
    ServiceFactory,
    SpecialistFactory,
)
from tests.sessions.calendar_page.conftest import address, at, wish

TEN, TWELVE = "2026-11-24T10:00:00", "2026-11-24T12:00:00"
TWO, FOUR = "2026-11-24T14:00:00", "2026-11-24T16:00:00"


def hours(session):
    session.refresh_from_db()
    return session.starts_at, session.ends_at


@pytest.fixture
def other(mops, room):
    """Another group sits in the room that afternoon."""
    run = RunFactory(organiser=mops, code="INNA-1")
    return add_session(run, starts_at=at(TWO), ends_at=at(FOUR), room=room, kind="theory")


def test_what_if_says_who_would_be_told_and_writes_nothing(adams, meeting, room, marta):
    take_place(marta, in_run=meeting.run, booked_by=marta)
    told, reserved = Message.objects.count(), Reservation.objects.count()

    answer = adams.get(address("what_if", meeting), wish(TWO, FOUR, room=room)).content.decode()

    assert 'data-outlook="free"' in answer
    assert "2" in answer.partition("data-confirm")[2].partition("</button>")[0]
    assert hours(meeting) == (at(TEN), at(TWELVE))
    assert (Message.objects.count(), Reservation.objects.count()) == (told, reserved)


def test_a_clash_names_the_room_and_what_is_free_instead(adams, meeting, other, room, mops):
    RoomFactory(organisation=mops, name_pl="Sala Klon", capacity=15)

    answer = adams.get(address("what_if", meeting), wish(TWO, FOUR, room=room)).content.decode()

    assert 'data-outlook="taken"' in answer
    assert "Sala Lipa" in answer
    assert "Sala Klon" in answer
    assert 'data-starts="2026-11-24T16:00:00"' in answer
    assert "data-confirm" not in answer


def test_a_drop_is_carried_out_once_it_is_confirmed_and_all_are_told(adams, meeting, room, marta):
    take_place(marta, in_run=meeting.run, booked_by=marta)

    answer = adams.post(address("move", meeting), wish(TWO, FOUR, room=room))

    assert answer.status_code == 200
    assert hours(meeting) == (at(TWO), at(FOUR))
    told = set(Message.objects.filter(kind="session_moved").values_list("address", flat=True))
    assert told == {"marta@example.org", "irena@example.org"}


def test_a_meeting_is_made_longer_by_its_edge(adams, meeting, room):
    adams.post(address("move", meeting), wish(TEN, "2026-11-24T12:45:00", room=room))

    assert hours(meeting) == (at(TEN), at("2026-11-24T12:45"))


def test_a_drop_into_a_clash_changes_nothing(adams, meeting, other, room):
    answer = adams.post(address("move", meeting), wish(TWO, FOUR, room=room))

    assert answer.status_code == 422
    assert "Sala Lipa" in answer.content.decode()
    assert hours(meeting) == (at(TEN), at(TWELVE))


def test_the_second_of_two_coordinators_hears_that_somebody_was_quicker(adams, meeting, room, pan_adam):
    move_session(
        meeting, starts_at=at("2026-11-25T10:00"), ends_at=at("2026-11-25T12:00"), room=room, by=pan_adam
    )
    told = Message.objects.count()

    looked = adams.get(address("what_if", meeting), wish(TWO, FOUR, room=room))
    answer = adams.post(address("move", meeting), wish(TWO, FOUR, room=room))

    assert 'data-outlook="stale"' in looked.content.decode()
    assert answer.status_code == 409
    assert 'data-outlook="stale"' in answer.content.decode()
    assert hours(meeting) == (at("2026-11-25T10:00"), at("2026-11-25T12:00"))
    assert Message.objects.count() == told


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        ("2020-11-24T14:00:00", "2020-11-24T16:00:00"),
        (TWO, "2199-11-24T16:00:00"),
    ],
)
def test_a_meeting_to_come_is_dropped_neither_into_the_past_nor_over_days(adams, meeting, room, starts, ends):
    looked = adams.get(address("what_if", meeting), wish(starts, ends, room=room))
    answer = adams.post(address("move", meeting), wish(starts, ends, room=room))

    assert "data-confirm" not in looked.content.decode()
    assert answer.status_code == 422
    assert hours(meeting) == (at(TEN), at(TWELVE))


def test_a_drop_into_another_room_changes_the_room(adams, meeting, mops):
    other_room = RoomFactory(organisation=mops)

    adams.post(address("move", meeting), wish(TEN, TWELVE, room=other_room))

    meeting.refresh_from_db()
    assert meeting.room == other_room


def test_nothing_is_dropped_into_a_room_of_somebody_else(adams, meeting, fundacja, room):
    theirs = RoomFactory(organisation=fundacja)

    answer = adams.post(address("move", meeting), wish(TEN, TWELVE, room=theirs))

    assert answer.status_code == 422
    meeting.refresh_from_db()
    assert meeting.room == room


def test_another_organisation_moves_nothing_of_ours(client, pani_beata, meeting, room):
    client.force_login(pani_beata.user)

    answers = {
        client.get(address("what_if", meeting), wish(TWO, FOUR, room=room)).status_code,
        client.post(address("move", meeting), wish(TWO, FOUR, room=room)).status_code,
    }

    assert answers == {404}
    assert hours(meeting) == (at(TEN), at(TWELVE))


def test_a_small_room_and_a_holiday_are_possible_and_said(adams, meeting, mops, marta, danylo, oksana):
    small = RoomFactory(organisation=mops, name_pl="Gabinet", capacity=1)
    for person in (marta, oksana):
        take_place(person, in_run=meeting.run, booked_by=person)
    christmas = wish("2026-12-25T10:00:00", "2026-12-25T12:00:00", room=small)

    answer = adams.get(address("what_if", meeting), christmas).content.decode()

    assert 'data-outlook="free"' in answer
    assert "Boże Narodzenie" in answer
    assert "Gabinet" in answer.partition("krok-dialog__remark")[2]


# --- the nights on which the clocks are changed --------------------------------------------------


def test_dragged_over_the_night_of_october_ten_stays_ten(adams, run, room):
    saturday = add_session(
        run, starts_at=at("2027-10-30T10:00"), ends_at=at("2027-10-30T12:00"), room=room, kind="theory"
    )

    adams.post(address("move", saturday), wish("2027-10-31T10:00:00", "2027-10-31T12:00:00", room=room))

    starts, ends = hours(saturday)
    assert (starts, ends) == (at("2027-10-31T10:00"), at("2027-10-31T12:00"))
    assert starts - at("2027-10-30T10:00") == timedelta(hours=25)


def test_a_night_watch_over_the_change_is_lengthened_by_its_edge_alone(adams, run, room):
    """Half past two is shown twice that night; the end that nobody touched stays the second one."""
    watch = add_session(
        run,
        starts_at=at("2027-10-31T01:00"),
        ends_at=at("2027-10-31T01:00") + timedelta(hours=2, minutes=30),
        room=room,
        kind="theory",
    )
    assert watch.ends_at - at("2027-10-31T02:30") == timedelta(hours=1)

    adams.post(address("move", watch), wish("2027-10-31T00:30:00", "2027-10-31T02:30:00", room=room))

    starts, ends = hours(watch)
    assert (starts, ends - starts) == (at("2027-10-31T00:30"), timedelta(hours=3))


def test_the_hour_that_march_leaves_out_is_refused_in_words(adams, meeting, room):
    skipped = wish("2027-03-28T02:30:00", "2027-03-28T04:00:00", room=room)

    looked = adams.get(address("what_if", meeting), skipped)
    answer = adams.post(address("move", meeting), skipped)

    assert "2.30" in looked.content.decode()
    assert answer.status_code == 422
    assert hours(meeting) == (at(TEN), at(TWELVE))


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (TWELVE, TEN),
        (TEN, TEN),
        ("", TWELVE),
        ("tomorrow", TWELVE),
        ("2026-11-24T10:00:00+01:00", TWELVE),
        ("99999-01-01T10:00", TWELVE),
        ("1888-01-01T10:00:00", TWELVE),
    ],
)
def test_hours_without_sense_are_refused_in_words(adams, meeting, room, starts, ends):
    answer = adams.post(address("move", meeting), wish(starts, ends, room=room))

    assert answer.status_code == 422
    assert hours(meeting) == (at(TEN), at(TWELVE))


# --- appointments --------------------------------------------------------------------------------


@pytest.fixture
def appointment(mops, marta):
    """Marta’s hour with a speech therapist, on Wednesday at three."""
    service = ServiceFactory(organisation=mops, notice_hours=0)
    specialist = SpecialistFactory(organisation=mops, services=[service])
    booked = AppointmentFactory(
        service=service,
        specialist=specialist,
        person=marta,
        starts_at=at("2026-11-25T15:00"),
        ends_at=at("2026-11-25T15:50"),
    )
    reserve_appointment(booked, resources_of_people([specialist.person, marta]))
    return booked


def test_an_appointment_is_dropped_at_another_hour_and_keeps_its_length(adams, appointment, marta):
    wanted = wish("2026-11-25T17:00:00", "2026-11-25T19:00:00", room=appointment.room)

    looked = adams.get(address("what_if", appointment, of="appointment"), wanted).content.decode()
    assert hours(appointment)[0] == at("2026-11-25T15:00")
    answer = adams.post(address("move", appointment, of="appointment"), wanted)

    assert 'data-outlook="free"' in looked
    assert answer.status_code == 200
    assert hours(appointment) == (at("2026-11-25T17:00"), at("2026-11-25T17:50"))
    assert Message.objects.filter(kind="appointment_moved", address="marta@example.org").count() == 1


def test_an_hour_at_which_the_person_is_elsewhere_is_refused_by_name(adams, appointment, meeting, marta):
    take_place(marta, in_run=meeting.run, booked_by=marta)
    wanted = wish(TEN, "2026-11-24T10:50:00", room=appointment.room)

    looked = adams.get(address("what_if", appointment, of="appointment"), wanted).content.decode()
    answer = adams.post(address("move", appointment, of="appointment"), wanted)

    assert 'data-outlook="taken"' in looked
    assert answer.status_code == 422
    assert hours(appointment)[0] == at("2026-11-25T15:00")


def test_a_stale_drag_of_an_appointment_is_told(adams, appointment):
    Appointment.objects.update(sequence=3)

    answer = adams.post(
        address("move", appointment, of="appointment"),
        wish("2026-11-25T17:00:00", "2026-11-25T17:50:00", room=appointment.room),
    )

    assert answer.status_code == 409
    assert hours(appointment)[0] == at("2026-11-25T15:00")


# --- without dragging ----------------------------------------------------------------------------


def test_the_dialog_of_a_meeting_leads_to_every_form(adams, meeting):
    dialog = adams.get(address("entry", meeting), headers={"X-Krok-Part": "1"}).content.decode()

    for form in ("move_session", "session_people", "cancel_session"):
        assert reverse(f"run:{form}", args=[meeting.pk]) in dialog
    assert "<html" not in dialog


def test_the_dialog_of_an_appointment_leads_to_its_forms(adams, appointment):
    part = address("entry", appointment, of="appointment")

    dialog = adams.get(part, headers={"X-Krok-Part": "1"}).content.decode()

    for form in ("move", "call_off", "inspect"):
        assert reverse(f"appointment:{form}", args=[appointment.pk]) in dialog
