"""What appointments cost: a month of free hours, counted and shown, and an hour taken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time, timedelta
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sessions.appointments.booking import book, hold
from sessions.appointments.forms import hour_value
from sessions.appointments.free_times import FreeTime, free_times
from sessions.appointments.views.holding import DEVICE, TIME
from sessions.appointments.views.journey import Journey
from sessions.models import Service, Specialist
from sessions.working_hours import set_weekly, strike_out
from tests.factories.people import PersonFactory
from tests.factories.sessions import RoomFactory, ServiceFactory, SpecialistFactory
from tests.performance.load import Ask
from tests.performance.scenes import FORM, Scene, address, signed_in

MONTH = timedelta(days=30)
YEAR = timedelta(days=365)
TIMES = 50
BAR_MILLISECONDS = 50.0


def _a_service(**facts: object) -> Service:
    """Help for adults, one hour at a time: nothing is asked but the hour."""
    return ServiceFactory(audience=Service.Audience.ADULTS, longest_series=1, **facts)


def _a_specialist(service: Service, *, begins: timedelta = timedelta(0), blocks: int = 1) -> Specialist:
    """Works all week from seven on, in so many blocks a day, since some time ago."""
    specialist = SpecialistFactory(services=[service], room=RoomFactory())
    hours = 12 // blocks
    for block in range(blocks):
        set_weekly(
            specialist,
            weekdays=range(7),
            start=time(7 + hours * block),
            end=time(7 + hours * (block + 1)),
            from_day=timezone.localdate() - begins,
        )
    return specialist


def _hours(service: Service, specialist: Specialist, *, within: timedelta = MONTH * 2) -> list[FreeTime]:
    now = timezone.now()
    return free_times(service, specialists=[specialist], since=now, until=now + within)


def a_month_shown(rounds: int) -> tuple[str, Sequence[Ask]]:
    """The page on which somebody chooses the hour."""
    service = _a_service(horizon_days=30)
    _a_specialist(service, begins=YEAR)
    headers = signed_in(PersonFactory(with_sign_in=True))
    return "free times, a month", [Ask(address("appointments:time", service.uuid), headers=headers)] * rounds


def take_an_appointment(rounds: int) -> tuple[str, Sequence[Ask]]:
    """Everybody confirms an hour of their own: it is held, booked, and two letters are written."""
    service = _a_service()
    specialist = _a_specialist(service)
    done = address("appointments:done", service.uuid)

    def confirm(hour: FreeTime) -> Ask:
        chosen = {TIME: {"hour": [hour_value(hour.starts_at, specialist.pk)]}}
        answers = {Journey.kept_as: {str(service.uuid): chosen}, DEVICE: hour.starts_at.isoformat()}
        headers = signed_in(PersonFactory(with_sign_in=True), **answers) | {"Content-Type": FORM}
        path = address("appointments:check", service.uuid)
        return Ask(path, "POST", b"send=1", headers, expects=302, leads_to=done)

    return "take an appointment", [confirm(hour) for hour in _hours(service, specialist)[:rounds]]


def a_month_counted() -> str:
    """A month of one specialist with a year of rules, half of it booked; no server, only the counting."""
    service = _a_service()
    specialist = _a_specialist(service, begins=YEAR, blocks=3)
    for hours in specialist.working_hours.all():
        for week in range(0, 52, 4):
            strike_out(hours, day=timezone.localdate() - timedelta(weeks=week))
    for number, hour in enumerate(_hours(service, specialist, within=MONTH)[::2]):
        person = PersonFactory()
        held = hold(service, specialist=specialist, starts_at=hour.starts_at, device_key=str(number))
        book([held], person=person, booked_by=person)
    took = []
    for _ in range(TIMES):
        with CaptureQueriesContext(connection) as asked:
            started = perf_counter()
            found = _hours(service, specialist, within=MONTH)
            took.append(1000 * (perf_counter() - started))
    median = sorted(took)[TIMES // 2]
    return (
        f"free times of a month, a year of rules, {len(found)} of them left: {median:.1f} ms "
        f"(bar: {BAR_MILLISECONDS:.0f} ms), {len(asked)} queries"
    )


ALL: list[Scene] = [a_month_shown, take_an_appointment]
