"""A kept seat is taken or left by the link in the message, without signing in."""

from datetime import timedelta

import pytest
from django.utils import translation

from sessions.booking import Wish, cancel_place, take_place, take_places
from sessions.links import path_to
from sessions.models import Offer, Place
from sessions.planning import cancel_run
from sessions.seat_offers import expire_lapsed
from tests.factories.people import PersonFactory
from tests.factories.sessions import RunFactory, SessionFactory
from tests.sessions.book.visit import at, text_of

pytestmark = pytest.mark.django_db


def offered(*people, **run):
    """One seat after the other is freed until these people, who asked together, are offered theirs."""
    run = RunFactory(capacity=len(people), **run)
    SessionFactory(run=run)
    before = [PersonFactory() for _person in people]
    taken = [take_place(person, in_run=run, booked_by=person) for person in before]
    take_places([Wish(person) for person in people], in_run=run, booked_by=people[0])
    for place in taken:
        cancel_place(place, by=place.person)
    return Offer.objects.get()


@pytest.fixture
def offer(oksana):
    return offered(oksana, course__title="Opiekun")


def page_of(offer):
    return path_to(offer, language="en")


def status_of(person):
    return Place.objects.filter(person=person).latest("pk").status


def test_the_page_says_what_is_kept_for_whom_and_until_when(client, offer):
    page = text_of(client.get(page_of(offer)))

    assert "A place is kept for Oksana" in page
    assert "Opiekun" in page
    assert "Please say yes or no by" in page


def test_opening_the_page_answers_nothing(client, offer, oksana):
    for _scanner in range(3):
        client.get(page_of(offer))
        client.head(page_of(offer))
        client.get(page_of(offer), {"answer": "decline"})

    offer.refresh_from_db()
    assert offer.outcome == Offer.Outcome.OPEN
    assert status_of(oksana) == "offered"


def test_yes_takes_the_place(client, offer, oksana):
    response = client.post(page_of(offer), {"answer": "accept"}, follow=True)

    assert status_of(oksana) == "confirmed"
    assert "Oksana has the place" in text_of(response)
    assert not response.wsgi_request.user.is_authenticated


def test_no_leaves_it_to_the_next(client, offer, oksana, marta):
    take_place(marta, in_run=offer.run, booked_by=marta)

    response = client.post(page_of(offer), {"answer": "decline"}, follow=True)

    assert (status_of(oksana), status_of(marta)) == ("declined", "offered")
    assert "You said no, thank you" in text_of(response)
    assert at("start", offer.run) in response.content.decode()


def test_a_family_answers_once_for_all(client, oksana, danylo):
    offer = offered(oksana, danylo)

    page = text_of(client.get(page_of(offer)))
    client.post(page_of(offer), {"answer": "accept"})

    assert "Places are kept for Oksana and Danylo" in page
    assert (status_of(oksana), status_of(danylo)) == ("confirmed", "confirmed")


@pytest.mark.parametrize("answer", ["", "perhaps"])
def test_an_answer_that_is_neither_yes_nor_no_changes_nothing(client, offer, oksana, answer):
    client.post(page_of(offer), {"answer": answer})

    assert status_of(oksana) == "offered"


@pytest.mark.parametrize("is_noted", [True, False])
def test_after_the_time_the_page_says_so_and_what_now(client, offer, oksana, time_machine, is_noted):
    time_machine.move_to(offer.answer_until + timedelta(minutes=1))
    if is_noted:
        expire_lapsed()

    seen = client.get(page_of(offer))
    late = client.post(page_of(offer), {"answer": "accept"})

    assert "The time to answer is over" in text_of(seen)
    assert late.status_code == 409
    assert "The time to answer is over" in text_of(late)
    assert status_of(oksana) != "confirmed"


def test_saying_yes_twice_is_no_error(client, offer):
    client.post(page_of(offer), {"answer": "accept"})

    assert "has the place" in text_of(client.post(page_of(offer), {"answer": "accept"}, follow=True))


def test_saying_no_after_yes_is_told_what_stands(client, offer, oksana):
    client.post(page_of(offer), {"answer": "accept"})

    response = client.post(page_of(offer), {"answer": "decline"})

    assert response.status_code == 409
    assert "Oksana has the place" in text_of(response)
    assert status_of(oksana) == "confirmed"


def test_a_run_called_off_says_so(client, offer, pan_adam):
    cancel_run(offer.run, by=pan_adam, reason="Mało chętnych")

    assert "These dates were called off" in text_of(client.get(page_of(offer)))


def test_what_was_given_back_later_says_so(client, offer, oksana):
    client.post(page_of(offer), {"answer": "accept"})
    cancel_place(Place.objects.get(person=oksana), by=oksana)

    assert "later gave the place back" in text_of(client.get(page_of(offer)))


def test_a_confidential_offer_names_nothing_and_nobody(client, oksana):
    offer = offered(oksana, confidential=True, course__title="Czas dla siebie", organiser__name="Fundacja X")

    for page in (client.get(page_of(offer)), client.post(page_of(offer), {"answer": "accept"}, follow=True)):
        said = page.content.decode()
        assert "<title>Appointment" in said
        assert "data-leave-quickly" in said
        assert not [
            word for word in ("Czas dla siebie", "Oksana", "Shevchenko", "Fundacja X") if word in said
        ]


@pytest.mark.parametrize("token", ["nonsense", "AAAAAAAAAAAAAAAAAAAAAA.AAAA"])
def test_a_token_that_is_not_ours_leads_nowhere(client, token):
    response = client.get(f"/en/answer/{token}/")

    assert response.status_code == 404
    assert "There is nothing behind this address" in text_of(response)


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_the_page_has_every_language(client, offer, language):
    with translation.override(language):
        response = client.get(path_to(offer, language=language))

    assert f'lang="{language}"' in response.content.decode()


def test_the_page_asks_little_of_the_database(client, offer, django_assert_max_num_queries):
    client.get(page_of(offer))

    with django_assert_max_num_queries(8):
        client.get(page_of(offer))


def test_a_page_with_a_token_is_kept_nowhere(client, offer):
    assert "no-store" in client.get(page_of(offer))["Cache-Control"]
