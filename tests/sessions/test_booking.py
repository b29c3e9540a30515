"""A guardian takes a place, and nobody takes the eleventh of ten."""

import pytest

from sessions.booking import take_place
from sessions.models import Place
from tests.factories.sessions import RunFactory, SessionFactory

pytestmark = pytest.mark.django_db


def test_the_last_seat_goes_to_one_person_and_the_next_waits(oksana, marta):
    run = RunFactory(capacity=1)

    first = take_place(oksana, in_run=run, booked_by=oksana)
    second = take_place(marta, in_run=run, booked_by=marta)

    assert first.status == Place.Status.CONFIRMED
    assert second.status == Place.Status.WAITING
