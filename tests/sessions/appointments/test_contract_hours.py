"""What the foundation agreed to give, what it has given, and what is left of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from sessions.appointments.contract_hours import hours_of, with_hours
from sessions.models import Appointment, Contract, Run, Session
from tests.factories.sessions import AppointmentFactory, ContractFactory, RunFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract():
    return ContractFactory(hours_agreed=Decimal("10"))


def figures(contract):
    hours = hours_of(with_hours(Contract.objects.all()).get(pk=contract.pk))
    return {name: getattr(hours, name) for name in ("delivered", "planned", "missed", "left", "unplanned")}


def appointment(contract, status, *, days, minutes=45):
    starts_at = timezone.now() + timedelta(days=days)
    return AppointmentFactory(
        contract=contract, status=status, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes)
    )


def session(contract, status, *, days, run_status=Run.Status.PUBLISHED):
    run = RunFactory(contract=contract, status=run_status)
    closed_at = timezone.now() if status == Session.Status.CLOSED else None
    starts_at = timezone.now() + timedelta(days=days)
    return SessionFactory(run=run, status=status, starts_at=starts_at, closed_at=closed_at)


def test_nothing_given_leaves_all_of_it(contract):
    assert figures(contract) == {
        "delivered": 0,
        "planned": 0,
        "missed": 0,
        "left": Decimal(10),
        "unplanned": Decimal(10),
    }


def test_attended_appointments_and_closed_sessions_are_given_and_the_booked_and_planned_are_planned(contract):
    appointment(contract, Appointment.Status.ATTENDED, days=-3)
    appointment(contract, Appointment.Status.ATTENDED, days=-2, minutes=50)
    appointment(contract, Appointment.Status.NO_SHOW, days=-1)
    appointment(contract, Appointment.Status.BOOKED, days=1)
    appointment(contract, Appointment.Status.BOOKED, days=-1)
    appointment(contract, Appointment.Status.CANCELLED, days=2)
    appointment(contract, Appointment.Status.CALLED_OFF, days=2)
    session(contract, Session.Status.CLOSED, days=-5)
    session(contract, Session.Status.PLANNED, days=5)
    session(contract, Session.Status.PLANNED, days=-6)
    session(contract, Session.Status.CANCELLED, days=6)
    session(contract, Session.Status.PLANNED, days=6, run_status=Run.Status.CANCELLED)

    assert figures(contract) == {
        "delivered": Decimal("3.58"),
        "planned": Decimal("2.75"),
        "missed": Decimal("0.75"),
        "left": Decimal("6.42"),
        "unplanned": Decimal("3.67"),
    }


def test_another_contract_counts_its_own(contract):
    other = ContractFactory()
    appointment(other, Appointment.Status.ATTENDED, days=-3)

    assert figures(contract)["delivered"] == 0
    assert figures(other)["delivered"] == Decimal("0.75")


def test_too_much_given_is_shown_as_less_than_nothing(contract):
    for day in range(6):
        session(contract, Session.Status.CLOSED, days=-10 - day)

    assert figures(contract)["left"] == Decimal("-2.00")


@pytest.mark.parametrize("number", [1, 3])
def test_all_contracts_are_counted_in_one_question(contract, number, django_assert_num_queries):
    for _each in range(number):
        appointment(ContractFactory(), Appointment.Status.ATTENDED, days=-3)

    with django_assert_num_queries(1):
        assert len([hours_of(each) for each in with_hours(Contract.objects.all())]) == number + 1
