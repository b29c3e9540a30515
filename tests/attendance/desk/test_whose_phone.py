"""Two trainers share a phone: what one of them noted is never recorded in the name of the other."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from attendance.models import Scan
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def petro(mops):
    return PersonFactory(given_name="Petro")


@pytest.fixture
def tell(client, session, seat, irena):
    client.force_login(irena.user)

    def post(event=None, **facts):
        noted = {
            "event_id": str(uuid4()),
            "session": str(session.uuid),
            "sequence": 1,
            "happened_at": timezone.now().isoformat(),
            "method": "list",
            "person": str(seat.person.uuid),
        }
        events = [noted | (event or {})]
        body = {"device": "phone-7", "sent_at": timezone.now().isoformat(), "events": events}
        return client.post(reverse("api:post_scans"), body | facts, content_type="application/json")

    return post


def test_what_she_noted_herself_is_recorded(tell, irena):
    answer = tell(worker=str(irena.uuid))

    assert answer.json()["results"][0]["status"] == "recorded"


def test_what_somebody_else_noted_waits_for_them(tell, petro):
    answer = tell(worker=str(petro.uuid))

    assert answer.status_code == 409
    assert not Scan.objects.exists()


def test_it_waits_also_if_none_of_the_meetings_is_hers(tell, petro):
    answer = tell(worker=str(petro.uuid), event={"session": str(uuid4())})

    assert answer.status_code == 409


def test_a_device_that_says_nothing_of_its_owner_is_believed_to_be_of_who_is_signed_in(tell):
    assert tell().json()["results"][0]["status"] == "recorded"


def test_the_lists_say_whose_they_are(client, session, irena):
    client.force_login(irena.user)

    told = client.get(reverse("api:get_package"), {"device": "phone-7"}).json()

    assert told["worker"].pop("queue_keys")
    assert told["worker"] == {"person": str(irena.uuid), "name": irena.display_name}
