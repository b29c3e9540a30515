"""The calendar file that comes with a place: each meeting once, at its hour, discreet where it must be."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar, Timezone

from lms.messaging.models import Message
from sessions.booking import cancel_place, take_place
from sessions.calendars.file import WARSAW_RULES
from sessions.calendars.places import calendar_of
from sessions.planning import add_session, cancel_session, move_session
from tests.factories.courses import CourseFactory
from tests.factories.sessions import RoomFactory, RunFactory

pytestmark = pytest.mark.django_db

WARSAW = ZoneInfo("Europe/Warsaw")
START = datetime(2026, 11, 26, 17, tzinfo=WARSAW)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime(2026, 11, 23, 12, tzinfo=WARSAW), tick=False) as clock:
        yield clock


@pytest.fixture
def place(oksana):
    course = CourseFactory(title_pl="Opiekun tymczasowy", title_uk="Тимчасовий опікун")
    run = RunFactory(course=course)
    for week in range(2):
        start = START + timedelta(weeks=week)
        room = RoomFactory(name="Sala 2", address="ul. Strzegomska 6")
        add_session(
            run, starts_at=start, ends_at=start + 2 * HOUR, kind="theory", room=room, topic="Sąd; prawo, dom"
        )
    return take_place(oksana, in_run=run, booked_by=oksana)


def events(place, **given):
    calendar = Calendar.from_ical(calendar_of(place, **given))
    return list(calendar.walk("VEVENT"))


def test_every_session_is_one_event_with_its_own_uid(place):
    sessions = list(place.run.sessions.all())

    found = events(place)

    assert [str(event["UID"]) for event in found] == [f"{session.uuid}@krok" for session in sessions]
    assert [event.decoded("DTSTART") for event in found] == [START, START + timedelta(weeks=1)]
    assert [event.decoded("DTEND") - event.decoded("DTSTART") for event in found] == [2 * HOUR] * 2
    changed_at = sessions[0].changed_at.replace(microsecond=0)
    assert found[0].decoded("DTSTAMP") == found[0].decoded("LAST-MODIFIED") == changed_at
    assert all("RRULE" not in event for event in found)
    assert "Sala 2, ul. Strzegomska 6" in str(found[0]["LOCATION"])
    assert str(found[0]["DESCRIPTION"]) == "Sąd; prawo, dom"


def test_it_speaks_the_persons_language_or_the_readers(place):
    assert str(events(place)[0]["SUMMARY"]) == "Тимчасовий опікун"
    assert str(events(place, language="pl")[0]["SUMMARY"]) == "Opiekun tymczasowy"


def test_a_moved_session_keeps_its_uid_and_raises_its_sequence(place):
    session = place.run.sessions.first()
    before = events(place)[0]

    move_session(session, starts_at=START + HOUR, ends_at=START + 3 * HOUR, room=None, by=None)

    after = events(place)[0]
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after.decoded("DTSTART") == START + HOUR


def test_a_cancelled_session_is_struck_out_for_a_month_rather_than_missing(place, clock):
    cancel_session(place.run.sessions.first(), by=None, reason="")

    struck_out = [(str(event["STATUS"]), event["SEQUENCE"]) for event in events(place)]
    clock.shift(timedelta(days=31))
    after_a_month = [str(event["STATUS"]) for event in events(place)]

    assert struck_out == [("CANCELLED", 1), ("CONFIRMED", 0)]
    assert after_a_month == ["CONFIRMED"]


def test_a_place_given_back_strikes_everything_out(place, oksana):
    cancel_place(place, by=oksana)

    assert {str(event["STATUS"]) for event in events(place)} == {"CANCELLED"}


@pytest.mark.parametrize("by", ["run", "course"])
def test_a_confidential_run_gives_nothing_away(place, by):
    if by == "run":
        place.run.visibility = "confidential"
    else:
        place.run.course.is_confidential = True

    file = calendar_of(place, language="en").decode()

    for event in Calendar.from_ical(file).walk("VEVENT"):
        assert str(event["SUMMARY"]) == "Appointment"
        assert not {"LOCATION", "DESCRIPTION", "URL", "ORGANIZER"} & set(event)
    for secret in ("Опікун", "опікун", "Opiekun", "Strzegomska", "Sala", "prawo", place.run.code):
        assert secret not in file


def test_lines_are_short_and_end_as_the_standard_asks(place):
    file = calendar_of(place)

    assert b"\r\n" in file
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert max(len(line) for line in file.split(b"\r\n")) <= 75


@pytest.mark.parametrize("year", range(2020, 2037))
def test_the_clock_changes_when_warsaw_changes_it(year):
    """The last Sundays of March and October, at one in the morning of Greenwich."""
    zone = Timezone.from_ical(WARSAW_RULES).to_tz()

    for month in (3, 10):
        for day in range(24, 32):
            for hour in (0, 1, 4, 12):
                moment = datetime(year, month, day, hour, tzinfo=WARSAW)
                assert moment.replace(tzinfo=zone).utcoffset() == moment.utcoffset()


def test_the_file_comes_with_the_confirmation(place, oksana):
    attached = Message.objects.get(kind="place_confirmed").attachments.get(name="krok.ics")

    assert attached.content_type == "text/calendar"
    assert b"BEGIN:VEVENT" in bytes(attached.content)


def test_the_link_for_joining_is_for_those_with_a_seat(oksana, marta):
    run = RunFactory(capacity=1, online_link="https://example.org/room")
    add_session(run, starts_at=START, ends_at=START + HOUR, kind="theory")
    seated = take_place(oksana, in_run=run, booked_by=oksana)
    waiting = take_place(marta, in_run=run, booked_by=marta)

    assert [str(event["URL"]) for event in events(seated)] == ["https://example.org/room"]
    assert ["URL" in event for event in events(waiting)] == [False]
