from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from attendance.codes.passes import pass_address, pass_of
from attendance.door.events import DoorEvent
from attendance.models import Scan
from sessions.models.session import WARSAW
from tests.factories.courses import CourseFactory
from tests.factories.sessions import PlaceFactory, RunFactory, SessionFactory

START = datetime(2026, 11, 24, 17, tzinfo=WARSAW)


@pytest.fixture
def five_o_clock():
    """Tuesday, 24 November, at the start of the session."""
    with time_machine.travel(START, tick=False):
        yield START


@pytest.fixture
def run(mops, five_o_clock):
    return RunFactory(course=CourseFactory(code="OPIEK", title="Opiekun tymczasowy"), organiser=mops)


@pytest.fixture
def session(run, irena):
    """Irena's two hours, from 17.00 to 19.00."""
    return SessionFactory(run=run, starts_at=START, ends_at=START + timedelta(hours=2), trainers=[irena])


@pytest.fixture
def seat(run, oksana):
    """Oksana has a seat."""
    return PlaceFactory(run=run, person=oksana)


@pytest.fixture
def scanned():
    """What a phone tells when a pass is held before it."""

    def event(holder, *, minutes=0, **facts):
        facts.setdefault("code", pass_address(pass_of(holder)))
        facts.setdefault("event_id", uuid4())
        facts.setdefault("device", "phone-1")
        return DoorEvent(happened_at=timezone.now() + timedelta(minutes=minutes), **facts)

    return event


@pytest.fixture
def undone(scanned, oksana):
    """What a phone tells when the last scan is taken back."""

    def event(target, *, minutes):
        return scanned(oksana, code="", act=Scan.Act.ANNUL, annuls=target.event_id, minutes=minutes)

    return event
