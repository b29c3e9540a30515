"""A change comes as an invitation that a mail program applies by itself, and never as a second entry."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from lms.messaging.channels.email import as_mail
from lms.messaging.models import Message
from sessions.booking import take_place
from sessions.planning import add_session, cancel_session, move_session
from tests.factories.courses import CourseFactory
from tests.factories.people import OrganisationFactory
from tests.factories.sessions import RunFactory

pytestmark = pytest.mark.django_db

START = datetime(2026, 11, 26, 17, tzinfo=ZoneInfo("Europe/Warsaw"))
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(START - timedelta(days=3), tick=False) as clock:
        yield clock


@pytest.fixture
def session(oksana):
    mops = OrganisationFactory(name="MOPS", email="kontakt@example.org")
    run = RunFactory(organiser=mops, course=CourseFactory(title_uk="Тимчасовий опікун"))
    session = add_session(run, starts_at=START, ends_at=START + HOUR, kind="theory")
    take_place(oksana, in_run=run, booked_by=oksana)
    return session


def calendar_in(message):
    (paper,) = [one for one in message.attachments.all() if one.name == "krok.ics"]
    return Calendar.from_ical(bytes(paper.content))


def test_a_moved_session_is_a_request_with_the_same_uid_and_a_higher_sequence(session):
    confirmed = calendar_in(Message.objects.get(kind="place_confirmed")).walk("VEVENT")[0]

    move_session(session, starts_at=START + HOUR, ends_at=START + 2 * HOUR, room=None, by=None)

    calendar = calendar_in(Message.objects.get(kind="session_moved"))
    (event,) = calendar.walk("VEVENT")
    assert str(calendar["METHOD"]) == "REQUEST"
    assert event["UID"] == confirmed["UID"]
    assert event["SEQUENCE"] > confirmed["SEQUENCE"]
    assert str(event["ORGANIZER"]) == "mailto:kontakt@example.org"
    assert str(event["ATTENDEE"]) == "mailto:oksana@example.org"


def test_a_session_called_off_is_a_cancel(session):
    cancel_session(session, by=None, reason="choroba")

    calendar = calendar_in(Message.objects.get(kind="session_cancelled"))
    (event,) = calendar.walk("VEVENT")
    assert (str(calendar["METHOD"]), str(event["STATUS"])) == ("CANCEL", "CANCELLED")
    assert event.walk("VALARM") == []


def test_the_mail_says_the_method_where_mail_programs_look_for_it(session):
    cancel_session(session, by=None, reason="choroba")

    mail = as_mail(Message.objects.get(kind="session_cancelled")).message()

    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "CANCEL"
    assert part.get_content_charset() == "utf-8"


def test_a_confidential_run_sends_no_file(oksana):
    run = RunFactory(confidential=True)
    session = add_session(run, starts_at=START, ends_at=START + HOUR, kind="theory")
    take_place(oksana, in_run=run, booked_by=oksana)

    move_session(session, starts_at=START + HOUR, ends_at=START + 2 * HOUR, room=None, by=None)

    assert not Message.objects.get(kind="session_moved").attachments.exists()
