"""A therapist on leave: whose appointments must be moved stands on the board of her coordinator."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.absences import plan_absence
from sessions.board.left_open import left_open
from sessions.models import Appointment, Session
from sessions.planning import add_session
from sessions.reservations import reserve_appointment, resources_of_people
from tests.factories.people import PersonFactory
from tests.factories.sessions import AppointmentFactory, RunFactory, SpecialistFactory

pytestmark = pytest.mark.django_db

SOON = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=5)


def leave_of(person):
    resource = resources_of_people([person])[0]
    return plan_absence(
        resource, starts_at=SOON - timedelta(days=1), ends_at=SOON + timedelta(days=1), by=None
    )


@pytest.fixture
def booked(mops):
    """An hour of a therapist of the centre."""
    appointment = AppointmentFactory(
        specialist=SpecialistFactory(organisation=mops, person__given_name="Olena"),
        starts_at=SOON,
        ends_at=SOON + timedelta(minutes=50),
    )
    reserve_appointment(appointment, resources_of_people([appointment.specialist.person]))
    return appointment


def test_an_appointment_waits_there_with_the_way_to_move_it(pan_adam, booked):
    leave_of(booked.specialist.person)

    (item,) = left_open(pan_adam.user).items

    assert "Olena" in item.what
    assert item.url == reverse("appointment:inspect", args=[booked.pk])


def test_many_are_counted_and_a_few_are_shown(pan_adam, booked):
    for hour in range(1, 10):
        another = AppointmentFactory(
            specialist=booked.specialist,
            starts_at=SOON + timedelta(hours=hour),
            ends_at=SOON + timedelta(hours=hour, minutes=50),
        )
        reserve_appointment(another, resources_of_people([booked.specialist.person]))
    leave_of(booked.specialist.person)

    section = left_open(pan_adam.user)

    assert (len(section.items), section.total) == (8, 10)


def test_it_is_gone_once_the_appointment_is_elsewhere(pan_adam, booked):
    leave_of(booked.specialist.person)
    Appointment.objects.update(starts_at=SOON + timedelta(days=9), ends_at=SOON + timedelta(days=9, hours=1))

    assert left_open(pan_adam.user).total == 0


def test_an_interpreter_who_is_away_is_named_with_the_meeting(pan_adam, mops):
    sofiia = PersonFactory(given_name="Sofiia")
    run = RunFactory(organiser=mops)
    add_session(run, starts_at=SOON, ends_at=SOON + timedelta(hours=2), kind="theory", interpreter=sofiia)
    leave_of(sofiia)

    (item,) = left_open(pan_adam.user).items

    assert run.code in item.about
    assert "Sofiia" in item.what
    assert Session.objects.get().interpreter is None


def test_other_organisations_see_nothing_of_it(pani_beata, booked):
    leave_of(booked.specialist.person)

    assert left_open(pani_beata.user).total == 0
