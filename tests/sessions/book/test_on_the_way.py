"""What the way to a place keeps to itself, forgets, and refuses to be flooded with."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse
from django.utils import timezone

from courses.models import Audience
from lms.people.models import User
from sessions.models import Place, Run
from tests.factories.people import GuardianshipFactory
from tests.factories.sessions import PlaceFactory, RoomFactory, RunFactory, SessionFactory
from tests.sessions.book.visit import NEWCOMER, at, book_as_newcomer, last_code, text_of

pytestmark = pytest.mark.django_db


def test_an_unlisted_run_opens_by_its_link(client):
    run = RunFactory(visibility=Run.Visibility.UNLISTED, course__title="Grupa")

    assert "Grupa" in text_of(client.get(at("start", run)))


def test_a_confidential_run_keeps_its_title_and_place_to_itself(client, oksana):
    room = RoomFactory(name="Sala Cicha", address="ul. Tajna 1")
    run = RunFactory(course__confidential=True, course__audience=Audience.WOMEN, room=room)
    SessionFactory(run=run, room=room)
    client.force_login(oksana.user)

    start = client.get(at("start", run)).content.decode()
    client.post(at("check", run))
    done = client.get(at("done", run)).content.decode()

    assert "<title>Appointment" in start
    assert "data-leave-quickly" in start
    assert "Tajna" not in start + done
    assert "Czas dla siebie" not in done


def test_a_confidential_place_is_shown_near_its_hour_to_the_seated(client, oksana):
    room = RoomFactory(address="ul. Tajna 1")
    run = RunFactory(course__confidential=True, course__audience=Audience.WOMEN, room=room)
    start = timezone.now() + timedelta(hours=3)
    SessionFactory(run=run, room=room, starts_at=start)
    PlaceFactory(run=run, person=oksana)
    client.force_login(oksana.user)

    assert "Tajna" in client.get(at("done", run)).content.decode()


def test_typing_many_contacts_is_slowed_down(client, run):
    for _time in range(30):
        client.post(at("contact", run), NEWCOMER | {"email": "wrong"})

    assert client.post(at("contact", run), NEWCOMER).status_code == 429


def test_pages_of_the_journey_ask_few_questions_of_the_database(
    client, evening, oksana, django_assert_max_num_queries
):
    client.force_login(oksana.user)
    GuardianshipFactory.create_batch(3, carer=oksana)
    client.get(at("who", evening))

    with django_assert_max_num_queries(15):
        client.get(at("who", evening))


def test_an_account_made_by_typing_cannot_be_told_from_a_known_one(client, run, oksana):
    known = book_as_newcomer(client, run, email=oksana.email)
    unknown = book_as_newcomer(client, run, email="new@example.org")

    assert known.url == unknown.url
    assert User.objects.filter(email="new@example.org", last_login=None).exists()


def test_what_a_visitor_left_behind_is_forgotten_soon(client, run):
    client.post(at("contact", run), NEWCOMER)

    assert client.session.get_expiry_age() == 2 * 60 * 60


def test_whoever_came_by_a_booking_stays_signed_in_as_long_as_everyone(client, run, settings):
    sent = book_as_newcomer(client, run)
    client.get(client.post(sent.url, {"code": last_code()}).url)

    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_staff_with_a_second_factor_pass_it_and_still_get_the_place(client, pan_adam):
    TOTP.activate(pan_adam.user, "JBSWY3DPEHPK3PXP")
    evening = RunFactory(offers_interpreter=False)
    client.post(at("who", evening), {"who": ["me"]})
    sent = book_as_newcomer(
        client,
        evening,
        email=pan_adam.email,
        given_name=pan_adam.given_name,
        family_name=pan_adam.family_name,
    )
    second = client.post(sent.url, {"code": last_code()})
    code = format_hotp_value(hotp_value("JBSWY3DPEHPK3PXP", next(yield_hotp_counters_from_time())))

    entered = client.post(second.url, {"code": code})
    client.get(entered.url)

    assert second.url == reverse("mfa_authenticate")
    assert entered.url == at("finish", evening)
    assert Place.objects.get().person == pan_adam


def test_a_megabyte_typed_into_a_field_is_not_kept(client, evening):
    client.post(reverse("book:who", args=[evening.uuid]), {"who": ["me"]})
    client.post(reverse("book:contact", args=[evening.uuid]), {"given_name": "x" * 1_000_000})

    kept = client.session["booking"][str(evening.uuid)]["contact"]["given_name"]
    assert len(kept[0]) == 1000
