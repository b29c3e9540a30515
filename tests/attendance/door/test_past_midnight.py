"""A night's meeting, from 22.00 to 1.00: its door follows the meeting and not the day."""

from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine

from attendance.codes.passes import pass_address, pass_of
from attendance.door.checkin import note
from attendance.door.marking import Mark, OutsideSession, mark
from attendance.models import Attendance
from sessions.models.session import WARSAW
from tests.factories.sessions import RunFactory, SessionFactory

TEN = datetime(2026, 11, 24, 22, tzinfo=WARSAW)
HALF_PAST_MIDNIGHT = TEN + timedelta(hours=2, minutes=30)


@pytest.fixture
def night(run, irena):
    return SessionFactory(run=run, starts_at=TEN, ends_at=TEN + timedelta(hours=3), trainers=[irena])


@pytest.fixture(autouse=True)
def after_midnight(night, seat):
    with time_machine.travel(HALF_PAST_MIDNIGHT, tick=False):
        yield


def test_whoever_comes_after_midnight_is_welcome_and_late(client, night, oksana, irena):
    event = {
        "event_id": str(uuid4()),
        "session": str(night.uuid),
        "happened_at": HALF_PAST_MIDNIGHT.isoformat(),
        "code": pass_address(pass_of(oksana)),
    }
    client.force_login(irena.user)

    sent = {"device": "phone-1", "sent_at": HALF_PAST_MIDNIGHT.isoformat(), "events": [event]}
    answer = client.post("/api/v1/desk/scans", sent, content_type="application/json").json()["results"][0]

    assert (answer["verdict"], answer["attendance"]) == ("welcome", "late")
    assert Attendance.objects.get().minutes == 30


@pytest.mark.parametrize(
    ("at", "arrived"), [(time(0, 20), timedelta(hours=2, minutes=20)), (time(23), timedelta(hours=1))]
)
def test_the_hour_that_is_typed_is_one_of_the_night(night, oksana, irena, at, arrived):
    mark(Mark.LATE, oksana, session=night, by=irena, at=at)

    assert Attendance.objects.get().arrived_at == TEN + arrived


def test_an_hour_of_the_day_is_not(night, oksana, irena):
    with pytest.raises(OutsideSession):
        mark(Mark.LATE, oksana, session=night, by=irena, at=time(12))


def test_it_stays_among_todays_until_its_door_is_shut(client, night, irena, pan_adam):
    def kept(person):
        client.force_login(person.user)
        package = client.get("/api/v1/desk/package", {"device": f"phone-{person.pk}"}).json()
        return [session["uuid"] for session in package["sessions"]]

    client.force_login(irena.user)

    page = client.get("/en/desk/")

    assert (page.context["today"], page.context["not_handed_in"]) == ([night], [])
    assert kept(pan_adam) == [str(night.uuid)]


def test_at_another_door_they_hear_where_it_is(night, run, oksana, irena, scanned):
    elsewhere = SessionFactory(run=RunFactory(), starts_at=TEN, ends_at=TEN + timedelta(hours=3))

    noted = note(scanned(oksana), session=elsewhere, by=irena)

    assert noted.elsewhere == night
