"""Pani Lidia gives speech therapy on Mondays from nine to one; the clock stands on a Monday in November."""

from datetime import date, datetime, time

import pytest
import time_machine

from lms.people.models import Clearance
from sessions.appointments.booking import book, hold
from sessions.models import Service
from sessions.models.session import WARSAW
from sessions.working_hours import set_weekly
from tests.factories.people import PersonFactory
from tests.factories.sessions import (
    RoomFactory,
    ServiceFactory,
    SpecialistFactory,
)

NOW = datetime(2026, 11, 16, 12, tzinfo=WARSAW)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def logo(mops):
    """Speech therapy for anybody: 45 minutes, 15 between."""
    return ServiceFactory(
        code="LOGO",
        name_pl="Logopeda",
        name_uk="Логопед",
        name_en="Speech therapy",
        organisation=mops,
        minutes=45,
        buffer_minutes=15,
        audience=Service.Audience.EVERYONE,
    )


@pytest.fixture
def lidia(clock, logo, mops):
    """A therapist, cleared for children, on Mondays from 9 to 13 in her room."""
    person = PersonFactory(
        given_name="Lidia", family_name="Maj", email="lidia@example.org", language="pl", with_sign_in=True
    )
    Clearance.objects.create(person=person, checked_on=date(2026, 1, 1), valid_until=date(2028, 1, 1))
    specialist = SpecialistFactory(
        person=person, organisation=mops, services=[logo], room=RoomFactory(organisation=mops)
    )
    set_weekly(
        specialist,
        weekdays=[0],
        start=time(9),
        end=time(13),
        from_day=date(2026, 1, 1),
        until=date(2027, 12, 31),
    )
    return specialist


@pytest.fixture
def monday():
    """The moment at an hour of a Monday, so many weeks from now."""

    def at(hour, minute=0, *, weeks=1):
        day = date(2026, 11, 16).toordinal() + 7 * weeks
        return datetime.combine(date.fromordinal(day), time(hour, minute), tzinfo=WARSAW)

    return at


@pytest.fixture
def held(lidia, logo, monday):
    """An hour with Lidia that Oksana's phone holds."""
    return hold(logo, specialist=lidia, starts_at=monday(10), device_key="oksana's phone")


@pytest.fixture
def booked(held, oksana, danylo):
    (appointment,) = book([held], person=danylo, booked_by=oksana)
    return appointment


@pytest.fixture
def english(settings):
    settings.LANGUAGE_CODE = "en"
