"""What messages speak of: a course told in three languages, its run, a meeting, a child's place."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from lms.messaging import outbox
from tests.factories.courses import CourseFactory
from tests.factories.sessions import PlaceFactory, RoomFactory, RunFactory, SessionFactory

WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.fixture(autouse=True)
def _rested_broker(monkeypatch):
    monkeypatch.setattr(outbox.broker_rest, "until", 0.0)


@pytest.fixture
def course(db):
    return CourseFactory(
        title_pl="Opiekun tymczasowy", title_uk="Тимчасовий опікун", title_en="The temporary guardian"
    )


@pytest.fixture
def run(course):
    return RunFactory(course=course)


@pytest.fixture
def meeting(run):
    return SessionFactory(
        run=run,
        room=RoomFactory(name="Sala Lipa", address="ul. Strzegomska 6"),
        starts_at=datetime(2026, 11, 24, 17, tzinfo=WARSAW),
        ends_at=datetime(2026, 11, 24, 19, tzinfo=WARSAW),
    )


@pytest.fixture
def place(oksana, danylo, run):
    return PlaceFactory(run=run, person=danylo, booked_by=oksana)


@pytest.fixture
def code_for(db):
    """Write a code to somebody, as the simplest of messages."""

    def write(person, *, key="sign_in_code:1", **more):
        return outbox.write("sign_in_code", to=person, key=key, context={"code": "123456"}, **more)

    return write
