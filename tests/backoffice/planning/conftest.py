"""The scene of these stories."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine

from sessions.timetable import plan_weekly
from tests.factories.sessions import RoomFactory, RunFactory

WARSAW = ZoneInfo("Europe/Warsaw")
MONDAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=WARSAW), tick=False):
        yield


@pytest.fixture
def desk_of_adam(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


@pytest.fixture
def room(mops):
    return RoomFactory(organisation=mops, name="Sala 3")


@pytest.fixture
def run(mops, room, irena):
    run = RunFactory(organiser=mops, room=room, capacity=2)
    run.trainers.add(irena)
    return run


@pytest.fixture
def elsewhere(mops):
    """Another run of the centre."""
    return RunFactory(organiser=mops)


@pytest.fixture
def series(run):
    return plan_weekly(run, weekdays=[0], first_date=MONDAY, start=time(17), minutes=120, meetings=3)
