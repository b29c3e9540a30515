"""A coordinator with a week before her, and the questions a browser asks of it."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse

from sessions.planning import add_session
from sessions.timetables.clock import on_the_clock
from tests.factories.sessions import RoomFactory, RunFactory

MONDAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _a_monday_in_november():
    with time_machine.travel("2026-11-23T07:00:00+01:00", tick=False):
        yield


def at(text):
    """The moment at which the clocks of Wrocław show this."""
    return on_the_clock(datetime.fromisoformat(text))


@pytest.fixture
def room(mops):
    return RoomFactory(organisation=mops, name_pl="Sala Lipa", capacity=20)


@pytest.fixture
def run(mops):
    return RunFactory(organiser=mops, capacity=12, code="OPIEK-1")


@pytest.fixture
def meeting(run, room, irena):
    """Tuesday, ten to twelve, in the room, with Irena."""
    return add_session(
        run,
        starts_at=at("2026-11-24T10:00"),
        ends_at=at("2026-11-24T12:00"),
        room=room,
        kind="theory",
        trainers=[irena],
    )


@pytest.fixture
def adams(client, pan_adam):
    """The browser of the coordinator."""
    client.force_login(pan_adam.user)
    return client


def entries(browser, *, start=MONDAY, days=7, **filters):
    """The answer for the widget, and in it the entries alone by their id."""
    ends = date.fromordinal(start.toordinal() + days)
    answer = browser.get(
        reverse("calendar:entries"), {"start": start.isoformat(), "end": ends.isoformat(), **filters}
    )
    assert answer.status_code == 200, answer.content
    return answer.json()


def titles(browser, **asked):
    return [each["title"] for each in entries(browser, **asked)["entries"] if "kind" in each["extendedProps"]]


def wish(starts, ends, *, room=None, sequence=0):
    return {"starts": starts, "ends": ends, "room": room.pk if room else "", "sequence": sequence}


def address(name, record, of="session"):
    return reverse(f"calendar:{name}", args=[of, record.pk])
