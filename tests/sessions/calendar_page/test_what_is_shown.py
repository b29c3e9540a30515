"""A coordinator sees the week of her organisation, whatever is in it, and nobody else's."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lms.people.models import Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from sessions.absences import plan_absence
from sessions.booking import take_place
from sessions.models import Appointment, Run, Session
from sessions.planning import add_session, cancel_session
from sessions.reservations import resource_of_room
from tests.factories.people import PersonFactory
from tests.factories.sessions import (
    AppointmentFactory,
    RoomFactory,
    RunFactory,
    ServiceFactory,
    SessionFactory,
    SpecialistFactory,
)
from tests.sessions.calendar_page.conftest import MONDAY, address, at, entries, titles

WEEK = {"view": "list", "date": MONDAY.isoformat()}


def an_appointment(mops, *, confidential=False, person=None, **facts):
    service = ServiceFactory(organisation=mops, name="Logopeda", is_confidential=confidential)
    return AppointmentFactory(
        service=service,
        specialist=SpecialistFactory(organisation=mops, services=[service]),
        person=person or PersonFactory(given_name="Danylo", family_name="Koval"),
        starts_at=at("2026-11-25T15:00"),
        **facts,
    )


def test_a_session_stands_at_the_hours_of_the_clock_on_the_wall(adams, meeting, room, irena):
    (shown,) = [each for each in entries(adams)["entries"] if each["id"] == f"session-{meeting.pk}"]

    assert (shown["start"], shown["end"]) == ("2026-11-24T10:00:00", "2026-11-24T12:00:00")
    assert shown["resourceIds"] == [f"room-{room.pk}", f"person-{irena.pk}"]
    assert shown["title"] == meeting.run.course.title
    assert shown["startEditable"] is True


def test_nobody_sees_the_sessions_of_another_organisation(client, meeting, pani_beata):
    client.force_login(pani_beata.user)

    assert titles(client) == []
    assert client.get(address("entry", meeting)).status_code == 404


def test_an_administrator_sees_them_all(client, meeting, anna):
    client.force_login(anna.user)

    assert titles(client) == [meeting.run.course.title]


def test_a_trainer_has_no_calendar_here(client, irena):
    client.force_login(irena.user)

    assert client.get(reverse("calendar:page")).status_code == 302


def test_an_editor_has_none_either(client, ewa):
    client.force_login(ewa.user)

    assert client.get(reverse("calendar:page")).status_code == 302


def test_a_room_of_ours_in_which_others_sit_is_taken_and_no_more_is_said(
    adams, pan_adam, fundacja, room, meeting
):
    theirs = RunFactory(organiser=fundacja, course__title_pl="Terapia w tajemnicy")
    starts = at("2026-11-26T10:00")
    add_session(theirs, starts_at=starts, ends_at=starts + timedelta(hours=1), room=room, kind="theory")

    answer = entries(adams)

    assert "tajemnicy" not in str(answer)
    (taken,) = [each for each in answer["entries"] if each.get("display") == "background"]
    assert (taken["start"], taken["resourceIds"]) == ("2026-11-26T10:00:00", [f"room-{room.pk}"])


def test_a_confidential_session_says_only_that_it_is_one(adams, mops):
    run = RunFactory(organiser=mops, confidential=True, course__title_pl="Czas dla siebie")
    SessionFactory(run=run, starts_at=at("2026-11-24T17:00"))

    answer = entries(adams)
    page = adams.get(reverse("calendar:page"), WEEK).content.decode()

    assert "Czas dla siebie" not in str(answer)
    assert "Czas dla siebie" not in page.partition('class="krok-week"')[2]
    assert [each["extendedProps"]["kind"] for each in answer["entries"]] == ["poufny"]


def test_opening_what_is_confidential_is_kept_in_the_log(adams, mops, pan_adam):
    run = RunFactory(organiser=mops, confidential=True)
    session = SessionFactory(run=run)

    page = adams.get(address("entry", session))

    assert run.course.title in page.content.decode()
    entry = AuditEntry.objects.latest("pk")
    assert (entry.action, entry.actor) == (AuditEntry.Action.VIEWED, pan_adam.user)
    assert str(session.pk) in entry.target


def test_an_appointment_shows_the_kind_of_help_and_who_gives_it(adams, mops, pan_adam):
    appointment = an_appointment(mops)

    (shown,) = entries(adams)["entries"]

    assert shown["title"] == "Logopeda"
    assert shown["extendedProps"]["people"] == str(appointment.specialist.person)
    assert shown["durationEditable"] is False


def test_who_comes_is_named_to_those_who_know_the_person(adams, mops, run, marta):
    take_place(marta, in_run=run, booked_by=marta)
    an_appointment(mops, person=marta)

    (shown,) = entries(adams)["entries"]

    assert shown["extendedProps"]["note"] == "Marta Kowalska"


def test_nobody_is_named_in_a_confidential_appointment(adams, mops, run, marta):
    take_place(marta, in_run=run, booked_by=marta)
    an_appointment(mops, person=marta, confidential=True)

    answer = str(entries(adams))

    assert "Kowalska" not in answer
    assert "Logopeda" not in answer


def test_an_hour_only_held_is_shown_while_its_form_is_filled(adams, mops):
    held = an_appointment(
        mops, status=Appointment.Status.HELD, hold_until=timezone.now() + timedelta(minutes=5)
    )
    assert len(entries(adams)["entries"]) == 1

    held.hold_until = timezone.now() - timedelta(minutes=1)
    held.save()

    assert entries(adams)["entries"] == []


def test_what_was_called_off_stays_struck_out_and_cannot_be_dragged(adams, meeting, pan_adam):
    cancel_session(meeting, by=pan_adam, reason="Choroba")

    (shown,) = [each for each in entries(adams)["entries"] if each["id"] == f"session-{meeting.pk}"]

    assert "krok-entry--cancelled" in shown["classNames"]
    assert shown["extendedProps"]["marks"] == [meeting.Status.CANCELLED.label]
    assert shown["startEditable"] is False


def test_a_closed_room_is_shown_in_its_column_and_above_the_hours(adams, room, pan_adam):
    plan_absence(
        resource_of_room(room),
        starts_at=at("2026-11-25T00:00"),
        ends_at=at("2026-11-27T00:00"),
        reason="Malowanie",
        by=pan_adam,
    )

    behind, line = entries(adams)["entries"]

    assert (behind["display"], behind["resourceIds"]) == ("background", [f"room-{room.pk}"])
    assert (line["allDay"], line["start"], line["end"]) == (True, "2026-11-25", "2026-11-27")
    assert "Malowanie" not in str(entries(adams))


def test_public_holidays_are_told_by_name(adams, mops):
    assert entries(adams, start=date(2026, 12, 21))["holidays"]["2026-12-25"].startswith("Boże Narodzenie")


@pytest.mark.parametrize(
    ("filters", "is_shown"),
    [
        ({"what": "sessions"}, True),
        ({"what": "appointments"}, False),
        ({"status": "planned"}, True),
        ({"status": "draft"}, False),
        ({"status": "uncovered"}, False),
        ({"status": "cancelled"}, False),
        ({"language": "uk"}, True),
        ({"language": "pl"}, False),
        ({"course": "nonsense"}, True),
    ],
)
def test_filters_narrow_the_calendar(adams, meeting, filters, is_shown):
    meeting.run.languages.create(language="uk")

    assert bool(titles(adams, **filters)) is is_shown


def test_filters_by_room_and_trainer_show_that_column_only(adams, meeting, room, irena, mops):
    other = RoomFactory(organisation=mops)
    petro = PersonFactory(given_name="Petro")
    grant(Role.TRAINER, to=petro, at=mops)

    assert titles(adams, room=room.pk, trainer=irena.pk) == [meeting.run.course.title]
    assert titles(adams, room=other.pk) == []
    assert titles(adams, trainer=petro.pk) == []
    assert [column["id"] for column in entries(adams, room=room.pk)["rooms"]] == [f"room-{room.pk}"]


def test_a_filter_by_somebody_elses_room_is_passed_over(adams, meeting, fundacja):
    theirs = RoomFactory(organisation=fundacja)

    assert titles(adams, room=theirs.pk) == [meeting.run.course.title]


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"start": "2026-11-23"},
        {"start": "2026-11-30", "end": "2026-11-23"},
        {"start": "2026-01-01", "end": "2026-12-31"},
        {"start": "9999-12-31", "end": "junk"},
    ],
)
def test_a_stretch_without_sense_is_refused(adams, asked):
    assert adams.get(reverse("calendar:entries"), asked).status_code == 400


def crowd(mops, room, irena, *, number):
    for hour in range(number):
        run = RunFactory(organiser=mops)
        SessionFactory(run=run, room=room, starts_at=at(f"2026-11-24T{8 + hour:02}:00"), trainers=[irena])
        an_appointment(mops)


def queries(browser, path):
    browser.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def test_the_number_of_queries_does_not_grow_with_the_week(adams, mops, room, irena):
    path = f"{reverse('calendar:entries')}?start=2026-11-23&end=2026-11-30&room=&trainer="
    crowd(mops, room, irena, number=1)
    for_one = queries(adams, path)

    crowd(mops, room, irena, number=6)

    assert queries(adams, path) == for_one
    assert for_one <= 15


def test_nor_that_of_the_list(adams, mops, room, irena):
    path = f"{reverse('calendar:page')}?view=list&date=2026-11-23"
    crowd(mops, room, irena, number=1)
    for_one = queries(adams, path)

    crowd(mops, room, irena, number=6)

    assert queries(adams, path) == for_one


def test_without_scripts_the_page_is_a_list_of_the_week(adams, meeting):
    page = adams.get(reverse("calendar:page"), {"date": "2026-11-26", "room": ""}).content.decode()

    assert meeting.run.course.title in page
    assert "10.00–12.00" in page
    assert "date=2026-11-16" in page
    assert "date=2026-11-30" in page
    assert f'href="{address("entry", meeting)}"' in page


def test_a_draft_is_marked_in_words(adams, meeting):
    Run.objects.update(status=Run.Status.DRAFT)

    (shown,) = [each for each in entries(adams)["entries"] if each["id"] == f"session-{meeting.pk}"]

    assert shown["extendedProps"]["marks"] == [Run.Status.DRAFT.label]
    assert Session.objects.get().status == Session.Status.PLANNED
