"""Somebody types nonsense into an address or a form: the page answers in words, and never breaks.

A number no column can hold and a day without a beginning are as wrong as any other, on every database.
"""

import pytest
from django.urls import reverse

from lms.people.models import Person
from tests.factories.sessions import RunFactory, SpecialistFactory

pytestmark = pytest.mark.django_db

BEYOND_COUNTING = "9" * 20


@pytest.fixture
def desk(client, pan_adam):
    client.force_login(pan_adam.user)
    return client


def test_a_number_beyond_counting_is_among_no_records():
    specialist = SpecialistFactory()

    found = Person.objects.filter(pk__in=[int(BEYOND_COUNTING), specialist.person_id, -int(BEYOND_COUNTING)])

    assert list(found) == [specialist.person]


def test_trainers_that_cannot_be_are_told_beside_the_field(desk, mops):
    run = RunFactory(organiser=mops)

    answer = desk.post(reverse("run:add_session", args=[run.pk]), {"trainers": [BEYOND_COUNTING]})

    assert answer.status_code == 422
    assert "trainers" in answer.context["form"].errors


@pytest.mark.parametrize(
    "asked",
    [
        {"starts_at_from": "0001-01-01"},
        {"starts_at_to": "9999-12-31"},
        {"specialist": BEYOND_COUNTING},
        {"status": "\x00"},
    ],
)
def test_filters_of_appointments_bear_anything(desk, asked):
    answer = desk.get(reverse("appointment:index"), asked)

    assert answer.status_code == 200


def test_filters_of_specialists_bear_a_number_beyond_counting(desk):
    answer = desk.get(reverse("specialist:index"), {"services": BEYOND_COUNTING})

    assert answer.status_code == 200
