"""An address in a message opens one record without signing in, and no other."""

import re

import pytest
from django.template import Context, Template
from django.utils.translation import override

from sessions.links import link_to, path_to, record_of, token_of
from sessions.models import Appointment, Offer, Place
from tests.factories.sessions import AppointmentFactory, OfferFactory, PlaceFactory

pytestmark = pytest.mark.django_db
KINDS = [
    (OfferFactory, Offer, "answer"),
    (PlaceFactory, Place, "place"),
    (AppointmentFactory, Appointment, "visit"),
]


@pytest.mark.parametrize(("factory", "model", "word"), KINDS)
def test_a_link_leads_to_its_record_and_no_other(factory, model, word, settings):
    record, _another = factory(), factory()

    found = re.fullmatch(rf"{settings.SITE_ADDRESS}/uk/{word}/([\w.-]+)/", link_to(record, language="uk"))

    assert found
    assert record_of(found[1], model) == record


@pytest.mark.parametrize(("factory", "model", "word"), KINDS)
def test_a_token_cannot_be_made_up_or_changed(factory, model, word):
    token = token_of(factory())
    changed = ("A" if token[0] != "A" else "B") + token[1:]

    found = [record_of(typed, model) for typed in (changed, token[:-1], "", "x", ".", f"ż.{token}")]

    assert found == [None] * 6


def test_a_token_of_a_place_opens_no_offer():
    place = PlaceFactory()

    assert record_of(token_of(place), Place) == place
    assert record_of(token_of(place), Offer) is None


def test_a_link_says_nothing_of_the_person():
    place = PlaceFactory(person__given_name="Oksana", person__family_name="Szewczenko")

    link = link_to(place)

    assert str(place.person.uuid) not in link
    assert str(place.uuid) not in link
    assert place.uuid.hex not in link


def test_a_link_is_in_the_language_of_the_letter():
    place = PlaceFactory()

    with override("pl"):
        written = Template("{% load links %}{% link_to place %} {% path_to place %}").render(
            Context({"place": place})
        )

    assert written == f"{link_to(place, language='pl')} {path_to(place, language='pl')}"
    assert "/pl/place/" in written
