"""Ten Mondays at ten: what can be had is held, what cannot is named, and all is booked at once."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import translation

from lms.messaging.models import Message
from sessions import errors
from sessions.absences import plan_absence
from sessions.appointments.booking import book, hold
from sessions.appointments.series import hold_series, leave_out
from sessions.models import Appointment, Reservation
from sessions.models.session import WARSAW
from sessions.planning import add_session
from sessions.reservations import resources_of_people
from sessions.working_hours import end_on
from tests.factories.people import PersonFactory
from tests.factories.sessions import PlaceFactory, RunFactory

pytestmark = pytest.mark.django_db

WEEK = timedelta(weeks=1)


@pytest.fixture
def first(lidia, logo, monday):
    return hold(logo, specialist=lidia, starts_at=monday(10), device_key="oksana's phone")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def hours(series):
    return [each.starts_at for each in series.appointments]


def skipped(series):
    return [(each.starts_at, each.why) for each in series.skipped]


def test_the_same_hour_of_the_following_weeks_is_held_beyond_the_horizon_too(first, monday):
    first.service.horizon_days = 14
    first.service.save()

    series = hold_series(first, number=5)

    assert hours(series) == [monday(10, weeks=week) for week in range(1, 6)]
    assert series.skipped == []
    assert {each.series for each in series.appointments} == {first.series}
    assert Reservation.objects.filter(active=True).count() == 10


def test_ten_stays_ten_when_the_clock_changes(clock, lidia, logo):
    clock.move_to(datetime(2027, 3, 10, 12, tzinfo=WARSAW))
    start = datetime(2027, 3, 15, 10, tzinfo=WARSAW)
    series = hold_series(hold(logo, specialist=lidia, starts_at=start, device_key="a"), number=4)

    assert [f"{each.astimezone(WARSAW):%d.%m %H:%M}" for each in hours(series)] == [
        "15.03 10:00",
        "22.03 10:00",
        "05.04 10:00",
        "12.04 10:00",
    ]
    assert [f"{each.starts_at.astimezone(WARSAW):%d.%m}" for each in series.skipped] == ["29.03"]


def test_clashes_are_named_and_the_series_goes_on_until_it_is_whole(first, lidia, logo, oksana, monday):
    hold(logo, specialist=lidia, starts_at=monday(10, weeks=2), device_key="marta's phone")
    (resource,) = resources_of_people([lidia.person])
    plan_absence(resource, starts_at=monday(0, weeks=3), ends_at=monday(0, weeks=4), reason="urlop", by=None)
    run = RunFactory()
    PlaceFactory(run=run, person=oksana)
    add_session(run, starts_at=monday(10, weeks=4), ends_at=monday(12, weeks=4), kind="theory")

    series = hold_series(first, number=4, carer=oksana)

    assert hours(series) == [monday(10, weeks=week) for week in (1, 5, 6, 7)]
    assert skipped(series) == [
        (monday(10, weeks=2), "Somebody else has this hour."),
        (monday(10, weeks=3), "The specialist is not in at that hour."),
        (monday(10, weeks=4), "You have something else at that hour."),
    ]


def test_fewer_come_back_when_the_specialist_stops(first, lidia, monday):
    end_on(lidia.working_hours.get(), last_day=date(2026, 12, 1))

    series = hold_series(first, number=4)

    assert hours(series) == [monday(10), monday(10, weeks=2)]
    assert {each.why for each in series.skipped} == {"The specialist is not in at that hour."}


def test_another_number_gives_the_others_back(first, monday):
    hold_series(first, number=5)

    series = hold_series(first, number=2)

    held = Appointment.objects.filter(status=Appointment.Status.HELD)
    assert hours(series) == [monday(10), monday(10, weeks=2)]
    assert held.count() == 2
    assert Reservation.objects.filter(active=True).count() == 4


def test_one_that_does_not_suit_is_left_out(first, monday):
    series = hold_series(first, number=3)

    shorter = leave_out(series, series.appointments[1])

    assert hours(shorter) == [monday(10), monday(10, weeks=3)]
    assert not Reservation.objects.filter(active=True, starts_at=monday(10, weeks=2)).exists()


@pytest.mark.parametrize("number", [0, 11])
def test_no_more_than_the_service_allows(first, number):
    with pytest.raises(errors.TooFar):
        hold_series(first, number=number)


def test_a_series_of_what_is_no_longer_held_is_told(first, clock, lidia, logo, monday):
    clock.shift(timedelta(minutes=11))
    hold(logo, specialist=lidia, starts_at=monday(10), device_key="marta's phone")

    with pytest.raises(errors.HourTaken):
        hold_series(first, number=3)


def test_a_series_is_booked_whole_and_told_in_one_message(first, oksana, danylo):
    series = hold_series(first, number=3)

    booked = book(series.appointments, person=danylo, booked_by=oksana)

    (message,) = Message.objects.filter(kind="appointment_booked", recipient=oksana)
    assert {each.status for each in booked} == {Appointment.Status.BOOKED}
    assert len({each.series for each in booked}) == 1
    assert message.text.count("10:00–10:45") == 3
    assert message.attachments.count() == 3


def test_a_series_is_not_booked_in_part(first, oksana, danylo, clock, lidia, logo, monday):
    series = hold_series(first, number=3)
    clock.shift(timedelta(minutes=11))
    hold(logo, specialist=lidia, starts_at=monday(10, weeks=3), device_key="marta's phone")

    with pytest.raises(errors.HourTaken):
        book(series.appointments, person=danylo, booked_by=oksana)

    assert not Appointment.objects.filter(status=Appointment.Status.BOOKED).exists()


@pytest.mark.parametrize("number", [3, 9])
def test_a_longer_series_asks_no_more(first, number, django_assert_num_queries):
    with django_assert_num_queries(22):
        hold_series(first, number=number, for_person=PersonFactory())
