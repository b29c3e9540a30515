"""A family books an hour with a specialist: a few questions, an hour held for them, a code, done."""

from datetime import timedelta

import pytest

from lms.messaging.models import Message
from lms.people.models import Person
from sessions.appointments.booking import book, hold
from sessions.models import Appointment
from tests.factories.people import PersonFactory
from tests.sessions.appointments.on_line import hours_on
from tests.sessions.appointments.way import FIRST, HOUR, answer, at, press
from tests.sessions.book.visit import CHILD, NEWCOMER, last_code, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
WEEK = timedelta(weeks=1)


def booked():
    return Appointment.objects.filter(status=Appointment.Status.BOOKED).order_by("starts_at")


def taken_by_somebody(specialist, starts_at):
    other = PersonFactory()
    held = hold(specialist.services.get(), specialist=specialist, starts_at=starts_at, device_key="other")
    return book([held], person=other, booked_by=other)[0]


def client_of_somebody_else():
    from django.test import Client

    return Client()


def test_somebody_new_books_with_a_code_and_no_password(client, logo, lidia):
    client.get(at("start", logo))
    who = client.post(at("who", logo), {"who": "me"})
    hour = press(client, lidia)
    series = client.post(at("series", logo), {"number": "1"})
    contact = client.post(at("contact", logo), NEWCOMER)
    sent = client.post(at("check", logo))
    entered = client.post(sent.url, {"code": last_code()})
    finished = client.get(entered.url)
    done = client.get(finished.url)

    assert [each.url for each in (who, hour, series, contact)] == [
        at("time", logo),
        at("series", logo),
        at("contact", logo),
        at("check", logo),
    ]
    appointment = booked().get()
    assert (appointment.starts_at, appointment.specialist) == (FIRST, lidia)
    assert appointment.person.email == NEWCOMER["email"]
    assert "The appointment is booked" in text_of(done)
    assert "Monday, 23 November" in text_of(done)


def test_an_address_that_sends_visitor_after_visitor_cannot_hold_all_the_hours(logo, lidia, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"hold": "2/10m/ip"}
    visitors = [client_of_somebody_else() for _number in range(3)]
    for visitor in visitors:
        visitor.post(at("who", logo), {"who": "me"})

    pressed = [press(visitor, lidia, FIRST + HOUR * number) for number, visitor in enumerate(visitors)]
    again = press(visitors[0], lidia, FIRST + HOUR * 2)

    assert [each.status_code for each in pressed] == [302, 302, 429]
    assert again.status_code == 302
    assert Appointment.objects.filter(status=Appointment.Status.HELD).count() == 2


def test_an_hour_that_was_pressed_is_kept_for_the_visitor_and_nobody_else(client, logo, lidia):
    client.post(at("who", logo), {"who": "me"})

    press(client, lidia)

    assert "We keep your hour for you until 12:10" in text_of(client.get(at("series", logo)))
    other = client_of_somebody_else()
    other.post(at("who", logo), {"who": "me"})
    assert "9:00" not in hours_on(other.get(at("time", logo)))
    assert "9:00" in hours_on(client.get(at("time", logo)))


def test_a_guardian_books_for_a_child_in_care(client, logo, lidia, oksana, danylo):
    client.force_login(oksana.user)

    answer(client, logo, who={"who": str(danylo.uuid)})
    press(client, lidia)
    answer(client, logo, series={"number": "1"}, check={})

    appointment = booked().get()
    assert (appointment.person, appointment.booked_by, appointment.accompanied_by) == (danylo, oksana, oksana)


def test_a_new_child_comes_into_care_with_the_booking(client, logo, lidia, oksana):
    client.force_login(oksana.user)

    answer(client, logo, who={"who": "new"}, child=CHILD)
    press(client, lidia)
    answer(client, logo, series={"number": "1"}, check={})

    child = booked().get().person
    assert child.full_name == "Marko Bondarenko"
    assert Person.objects.in_care_of(oksana).get() == child


def test_the_child_of_somebody_else_cannot_be_brought(client, logo, lidia, marta, danylo):
    client.force_login(marta.user)

    response = client.post(at("who", logo), {"who": str(danylo.uuid)})

    assert response.status_code == 403
    assert "This child is not in your care" in text_of(response)


def test_a_series_holds_the_same_hour_of_the_weeks_to_come(client, logo, lidia, oksana, danylo):
    client.force_login(oksana.user)
    answer(client, logo, who={"who": str(danylo.uuid)})
    press(client, lidia)

    answer(client, logo, series={"number": "4"})
    dates = client.get(at("dates", logo))
    chosen = [option.data["value"] for option in dates.context["form"]["dates"]]
    answer(client, logo, dates={"dates": chosen}, check={})

    assert [each.starts_at for each in booked()] == [FIRST + WEEK * number for number in range(4)]
    assert len({each.series for each in booked()}) == 1


def test_a_week_that_is_taken_is_shown_with_the_reason_and_skipped(client, logo, lidia, oksana):
    taken_by_somebody(lidia, FIRST + WEEK)
    client.force_login(oksana.user)
    answer(client, logo, who={"who": "me"})
    press(client, lidia)

    answer(client, logo, series={"number": "2"})
    page = client.get(at("dates", logo))

    assert "Monday, 30 November: Somebody else has this hour." in text_of(page)
    assert "Monday, 7 December" in text_of(page)


def test_the_reason_for_a_skipped_week_is_said_in_the_language_of_the_page(client, logo, lidia, oksana):
    taken_by_somebody(lidia, FIRST + WEEK)
    client.force_login(oksana.user)
    answer(client, logo, who={"who": "me"})
    press(client, lidia)
    answer(client, logo, series={"number": "2"})

    page = client.get(at("dates", logo).replace("/en/", "/pl/"))

    assert "Somebody else has this hour" not in text_of(page)


def test_a_date_without_a_tick_is_not_booked_and_free_again(client, logo, lidia, oksana):
    client.force_login(oksana.user)
    answer(client, logo, who={"who": "me"})
    press(client, lidia)
    answer(client, logo, series={"number": "4"})
    form = client.get(at("dates", logo)).context["form"]
    chosen = [option.data["value"] for option in form["dates"]]

    answer(client, logo, dates={"dates": [*chosen[:1], *chosen[2:]]}, check={})

    assert [each.starts_at for each in booked()] == [FIRST, FIRST + WEEK * 2, FIRST + WEEK * 3]
    assert not Appointment.objects.filter(status=Appointment.Status.HELD).exists()


def test_a_series_without_any_date_is_asked_about_again(client, logo, lidia, oksana):
    client.force_login(oksana.user)
    answer(client, logo, who={"who": "me"})
    press(client, lidia)
    answer(client, logo, series={"number": "2"})

    response = client.post(at("dates", logo), {})

    assert "Leave at least one date ticked." in text_of(response)


def test_an_hour_held_too_long_is_kept_again_when_nobody_took_it(client, clock, logo, lidia, oksana):
    client.force_login(oksana.user)
    answer(client, logo, who={"who": "me"})
    press(client, lidia)
    answer(client, logo, series={"number": "1"})

    clock.shift(timedelta(minutes=20))
    response = client.post(at("check", logo))

    assert response.url == at("done", logo)
    assert booked().get().starts_at == FIRST


def test_an_hour_that_somebody_took_meanwhile_is_said_with_those_near_it_and_nothing_typed_is_lost(
    client, clock, logo, lidia
):
    answer(client, logo, who={"who": "me"})
    press(client, lidia)
    answer(client, logo, series={"number": "1"}, contact=NEWCOMER)
    clock.shift(timedelta(minutes=20))
    taken_by_somebody(lidia, FIRST)

    lost = client.post(at("check", logo))
    again = press(client, lidia, FIRST + HOUR)
    answer(client, logo, series={"number": "1"})
    check = client.get(at("check", logo))

    assert lost.status_code == 409
    assert "This hour is no longer free" in text_of(lost)
    assert "Tomorrow" not in text_of(lost)
    assert "10:00" in text_of(lost)
    assert again.url == at("series", logo)
    assert "Iryna Bondarenko" in text_of(check)
    assert NEWCOMER["email"] in text_of(check)


def test_of_a_series_the_dates_that_are_left_can_be_booked(client, clock, logo, lidia, oksana):
    client.force_login(oksana.user)
    answer(client, logo, who={"who": "me"})
    press(client, lidia)
    answer(client, logo, series={"number": "2"})
    form = client.get(at("dates", logo)).context["form"]
    answer(client, logo, dates={"dates": [option.data["value"] for option in form["dates"]]})
    clock.shift(timedelta(minutes=20))
    taken_by_somebody(lidia, FIRST + WEEK)

    lost = client.post(at("check", logo))
    response = client.post(at("check", logo))

    assert "Go on with the other dates" in text_of(lost)
    assert response.url == at("done", logo)
    assert [each.starts_at for each in booked().filter(person=oksana)] == [FIRST]


def test_an_hour_that_is_gone_already_leads_to_another_choice(client, logo, lidia, oksana):
    taken_by_somebody(lidia, FIRST)
    client.force_login(oksana.user)
    answer(client, logo, who={"who": "me"})

    response = press(client, lidia)

    assert response.status_code == 409
    assert "Somebody was quicker" in text_of(response)


@pytest.mark.parametrize("hour", ["", "x", "2026-11-23T09:00/1", "2026-11-23T09:00:00+01:00/999999"])
def test_an_hour_that_is_none_leads_to_another_choice(client, logo, lidia, oksana, hour):
    client.force_login(oksana.user)
    answer(client, logo, who={"who": "me"})

    response = client.post(at("time", logo), {"hour": hour})

    assert response.status_code == 409


def test_pressing_the_last_button_twice_books_once(client, logo, lidia, oksana):
    client.force_login(oksana.user)
    answer(client, logo, who={"who": "me"})
    press(client, lidia)
    answer(client, logo, series={"number": "1"})

    first = client.post(at("check", logo))
    second = client.post(at("check", logo))

    assert first.url == second.url == at("done", logo)
    assert booked().count() == 1
    assert Message.objects.filter(kind="appointment_booked", recipient=oksana).count() == 1
