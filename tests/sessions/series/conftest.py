"""The scene of these stories."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests.factories.sessions import RoomFactory, RunFactory

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 24, 12, tzinfo=WARSAW)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def room(mops):
    return RoomFactory(organisation=mops, name="Sala 3")


@pytest.fixture
def run(mops, room, irena):
    run = RunFactory(organiser=mops, room=room)
    run.trainers.add(irena)
    return run
