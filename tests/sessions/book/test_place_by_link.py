"""A place is seen and given back by the link in the message, without signing in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sessions.booking import cancel_place, take_place
from sessions.links import path_to
from sessions.models import Place, PriorityClass, Run
from sessions.waiting_list import set_priority
from tests.factories.people import OrganisationFactory, PersonFactory
from tests.factories.sessions import RoomFactory, RunFactory, SessionFactory
from tests.sessions.book.visit import text_of

pytestmark = pytest.mark.django_db


def placed(person, *, in_days=7, **run):
    run = RunFactory(**run)
    SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=in_days), room=run.room)
    return take_place(person, in_run=run, booked_by=person)


def page_of(place):
    return path_to(place, language="en")


def test_the_page_says_what_stands_and_until_when_it_can_be_given_back(client, oksana):
    place = placed(oksana, course__title="Opiekun", room=RoomFactory(name="Sala 7"))

    page = text_of(client.get(page_of(place)))

    assert "Opiekun" in page
    assert "Has a place" in page
    assert "Sala 7" in page
    assert "You can do this until" in page


def test_opening_the_page_gives_nothing_back(client, oksana):
    place = placed(oksana)
    client.get(page_of(place))
    client.head(page_of(place))

    place.refresh_from_db()
    assert place.status == Place.Status.CONFIRMED


def test_the_button_gives_it_back_and_again_is_no_error(client, oksana):
    place = placed(oksana)

    first = client.post(page_of(place), follow=True)
    second = client.post(page_of(place), follow=True)

    place.refresh_from_db()
    assert (place.status, place.cancelled_late) == (Place.Status.CANCELLED, False)
    assert place.changes.latest("pk").by == oksana
    assert "The place is given back" in text_of(first)
    assert "The place is given back" in text_of(second)


def test_after_the_deadline_the_words_say_whom_to_call(client, oksana):
    place = placed(oksana, in_days=0.5, organiser=OrganisationFactory(phone="71 78 22 322"))

    seen, pressed = client.get(page_of(place)), client.post(page_of(place))

    place.refresh_from_db()
    assert place.status == Place.Status.CONFIRMED
    assert pressed.status_code == 409
    for page in (seen, pressed):
        assert "It is too late to give the place back here" in text_of(page)
        assert 'href="tel:717822322"' in page.content.decode()


def test_where_late_is_only_noted_it_is_said_and_noted(client, oksana):
    place = placed(oksana, in_days=0.5, late_cancellation=Run.LateCancellation.NOTED)

    seen = client.get(page_of(place))
    client.post(page_of(place))

    place.refresh_from_db()
    assert "we note that it was late" in text_of(seen)
    assert (place.status, place.cancelled_late) == (Place.Status.CANCELLED, True)


def test_the_number_in_the_queue_is_honest_and_names_no_class(client, oksana, marta):
    run = RunFactory(capacity=1)
    SessionFactory(run=run)
    for person in (PersonFactory(), oksana, marta):
        take_place(person, in_run=run, booked_by=person)
    court = PriorityClass.objects.create(name="Termin sądu", rank=1)
    place = Place.objects.get(person=oksana)
    before = text_of(client.get(page_of(place)))

    set_priority(Place.objects.get(person=marta), court, by=None, cause="Postanowienie")
    after = text_of(client.get(page_of(place)))

    assert "You are number 1 in the queue." in before
    assert "You are number 2 in the queue." in after
    assert "Termin" not in after
    assert "Leave the queue" in after


def test_an_offered_place_leads_to_the_answer(client, oksana):
    run = RunFactory(capacity=1)
    SessionFactory(run=run)
    other = PersonFactory()
    taken = take_place(other, in_run=run, booked_by=other)
    place = take_place(oksana, in_run=run, booked_by=oksana)
    cancel_place(taken, by=other)
    place.refresh_from_db()

    assert path_to(place.offer, language="en") in client.get(page_of(place)).content.decode()


def test_a_request_can_be_taken_back(client, oksana):
    place = placed(oksana, needs_approval=True)

    page = text_of(client.get(page_of(place)))
    client.post(page_of(place))

    place.refresh_from_db()
    assert "The organiser answers within 3 working days." in page
    assert place.status == Place.Status.CANCELLED


def test_a_confidential_place_names_nothing_and_nobody(client, oksana):
    place = placed(
        oksana,
        in_days=1,
        confidential=True,
        place_shown_hours_before=48,
        course__title="Czas dla siebie",
        room=RoomFactory(name="Sala Cicha", address="ul. Tajna 1"),
        organiser=OrganisationFactory(name="Fundacja X", email="x@example.org"),
    )

    said = client.get(page_of(place)).content.decode()

    assert "<title>Appointment" in said
    secrets = ("Czas dla siebie", "Cicha", "Tajna", "Oksana", "Fundacja X", "x@example.org")
    assert not [word for word in secrets if word in said]


def test_the_page_asks_little_of_the_database(client, oksana, django_assert_max_num_queries):
    place = placed(oksana)
    client.get(page_of(place))

    with django_assert_max_num_queries(8):
        client.get(page_of(place))
