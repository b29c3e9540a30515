"""Two hundred want the same hour at once, and one gets it; whoever presses twice books once.

Real threads with connections of their own, on a SQLite file as on PostgreSQL.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from lms.messaging.models import Message
from sessions.appointments.booking import book, cancel, hold, move
from sessions.appointments.series import hold_series
from sessions.errors import HourTaken
from sessions.models import Appointment, Reservation
from sessions.models.session import WARSAW
from sessions.working_hours import set_weekly
from tests.factories.people import PersonFactory
from tests.factories.sessions import RoomFactory, ServiceFactory, SpecialistFactory

pytestmark = pytest.mark.django_db(transaction=True)

HANDS = 40
Status = Appointment.Status


def all_at_once(*acts):
    """Do every act with forty hands; answers with what each returned or raised, in order."""

    def run(act):
        try:
            return act()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=HANDS) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def service():
    return ServiceFactory(minutes=50, buffer_minutes=10)


@pytest.fixture
def specialist(service):
    specialist = SpecialistFactory(services=[service], person__email="", room=RoomFactory())
    set_weekly(specialist, weekdays=range(7), start=time(8), end=time(18), from_day=date(2026, 1, 1))
    return specialist


@pytest.fixture
def at(monkeypatch):
    """The moment at an hour, some days from now; no day is a holiday here."""
    monkeypatch.setattr("sessions.appointments.free_times.holiday_on", lambda _day: "")
    day = timezone.localdate() + timedelta(days=3)

    def moment(hour, *, days=0):
        return datetime.combine(day + timedelta(days=days), time(hour), tzinfo=WARSAW)

    return moment


def ask(service, specialist, moment, who):
    """Hold an hour and book it, as somebody at home does."""

    def act():
        held = hold(service, specialist=specialist, starts_at=moment, device_key=f"phone {who.pk}")
        return book([held], person=who, booked_by=who)[0]

    return act


def people(number):
    return PersonFactory.create_batch(number, email="")


def nobody_is_in_two_things():
    """No two active reservations of one resource overlap, whatever the code believes."""
    rows = list(Reservation.objects.filter(active=True).order_by("resource", "starts_at"))
    return all(
        one.resource_id != other.resource_id or one.ends_at <= other.starts_at
        for one, other in pairwise(rows)
    )


def test_one_of_two_hundred_gets_the_hour(service, specialist, at):
    answers = all_at_once(*(ask(service, specialist, at(10), who) for who in people(200)))

    booked = [answer for answer in answers if isinstance(answer, Appointment)]
    refused = {type(answer) for answer in answers if not isinstance(answer, Appointment)}
    assert len(booked) == 1
    assert refused == {HourTaken}
    assert Appointment.objects.get().status == Status.BOOKED
    assert Reservation.objects.filter(active=True).count() == 3


def test_a_button_pressed_twenty_times_holds_once_and_books_once(service, specialist, at):
    (who,) = people(1)
    who.email = "somebody@example.org"
    who.save()

    holds = all_at_once(
        *[lambda: hold(service, specialist=specialist, starts_at=at(10), device_key="phone")] * 20
    )
    held = Appointment.objects.get(status=Status.HELD)
    answers = all_at_once(*[lambda: book([held], person=who, booked_by=who)] * 20)

    assert {each.pk for each in holds} == {held.pk}
    assert {each[0].pk for each in answers} == {held.pk}
    assert Message.objects.filter(kind="appointment_booked").count() == 1


def test_one_who_wants_two_specialists_at_one_hour_gets_one(service, specialist, at):
    other = SpecialistFactory(services=[service], person__email="", room=RoomFactory())
    set_weekly(other, weekdays=range(7), start=time(8), end=time(18), from_day=date(2026, 1, 1))
    (who,) = people(1)
    held = [
        hold(service, specialist=each, starts_at=at(10), device_key=str(each.pk))
        for each in (specialist, other)
    ]

    answers = all_at_once(*[lambda one=one: book([one], person=who, booked_by=who) for one in held])

    assert sorted(type(answer).__name__ for answer in answers) == ["ParticipantBusy", "list"]
    assert nobody_is_in_two_things()


def test_in_a_storm_of_cancelling_and_booking_no_hour_is_lost_and_none_is_doubled(service, specialist, at):
    first = [ask(service, specialist, at(hour), who)() for hour, who in enumerate(people(8), start=8)]
    newcomers = people(40)

    def give_back(appointment):
        return lambda: cancel(appointment, by=appointment.person)

    acts = [give_back(each) for each in first]
    acts += [ask(service, specialist, at(8 + n % 8), who) for n, who in enumerate(newcomers)]
    answers = all_at_once(*acts)

    standing = Appointment.objects.filter(status=Status.BOOKED)
    each_hour = standing.values("starts_at").annotate(number=Count("pk")).values_list("number", flat=True)
    unexpected = [one for one in answers if isinstance(one, Exception) and not isinstance(one, HourTaken)]
    assert unexpected == []
    assert set(each_hour) <= {1}
    assert Reservation.objects.filter(active=True).count() == 3 * standing.count()
    assert nobody_is_in_two_things()
    left = {at(hour) for hour in range(8, 16)} - set(standing.values_list("starts_at", flat=True))
    again = [ask(service, specialist, moment, who)() for moment, who in zip(left, people(8), strict=False)]
    assert len(again) == len(left)


def test_twenty_who_move_to_one_hour_leave_nineteen_where_they_were(service, specialist, at):
    booked = [ask(service, specialist, at(8 + n % 8, days=n // 8), who)() for n, who in enumerate(people(20))]
    before = {each.pk: each.starts_at for each in booked}

    answers = all_at_once(*[lambda one=one: move(one, starts_at=at(17), by=one.person) for one in booked])

    moved = [one.pk for one in answers if isinstance(one, Appointment)]
    after = dict(Appointment.objects.values_list("pk", "starts_at"))
    assert len(moved) == 1
    assert {pk: moment for pk, moment in after.items() if pk not in moved} == {
        pk: moment for pk, moment in before.items() if pk not in moved
    }
    assert Reservation.objects.filter(active=True).count() == 3 * 20


def test_two_series_at_the_same_hour_share_the_weeks_without_a_deadlock(service, specialist, at):
    firsts = [
        hold(service, specialist=specialist, starts_at=at(10, days=day), device_key=str(day))
        for day in (0, 7)
    ]

    answers = all_at_once(*[lambda one=one: hold_series(one, number=4) for one in firsts])

    held = [each.starts_at for answer in answers for each in answer.appointments]
    assert [len(answer.appointments) for answer in answers] == [4, 4]
    assert len(set(held)) == 8
    assert nobody_is_in_two_things()


def test_a_lapsed_hold_goes_to_one_of_many(service, specialist, at):
    lapsed = hold(service, specialist=specialist, starts_at=at(10), device_key="gone")
    Appointment.objects.update(hold_until=timezone.now() - timedelta(minutes=1))

    answers = all_at_once(*(ask(service, specialist, at(10), who) for who in people(20)))

    lapsed.refresh_from_db()
    assert sum(isinstance(answer, Appointment) for answer in answers) == 1
    assert {type(one) for one in answers} == {Appointment, HourTaken}
    assert lapsed.status == Status.RELEASED
