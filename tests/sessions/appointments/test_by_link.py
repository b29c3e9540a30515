"""The link in a message: look at an appointment, move it, cancel it, without signing in."""

from datetime import timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from sessions.appointments.booking import book, hold
from sessions.appointments.forms import hour_value
from sessions.appointments.series import hold_series
from sessions.links import path_to
from sessions.models import Appointment, AppointmentChange, Service
from tests.factories.people import PersonFactory
from tests.factories.sessions import SpecialistFactory
from tests.sessions.appointments.way import FIRST, HOUR
from tests.sessions.book.visit import text_of

pytestmark = pytest.mark.django_db

WEEK = timedelta(weeks=1)
Status = Appointment.Status


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def visit(logo, lidia, oksana, danylo):
    """Danylo's hour with Lidia, which Oksana booked."""
    held = hold(logo, specialist=lidia, starts_at=FIRST, device_key="oksana")
    return book([held], person=danylo, booked_by=oksana)[0]


@pytest.fixture
def series(logo, lidia, oksana, danylo):
    held = hold(logo, specialist=lidia, starts_at=FIRST, device_key="oksana")
    return book(hold_series(held, number=3).appointments, person=danylo, booked_by=oksana)


def address(appointment, page=""):
    return path_to(appointment, language="en") + page


def test_the_link_shows_when_and_where_without_signing_in(client, visit):
    page = text_of(client.get(address(visit)))

    assert "Speech therapy" in page
    assert "Monday, 23 November, 9:00–9:45" in page
    assert visit.room.name in page


@pytest.mark.parametrize("page", ["", "move/", "cancel/", "calendar.ics"])
def test_looking_changes_nothing(client, visit, page):
    before = AppointmentChange.objects.count()

    response = client.get(address(visit, page))

    assert response.status_code == 200
    assert AppointmentChange.objects.count() == before
    visit.refresh_from_db()
    assert (visit.status, visit.starts_at) == (Status.BOOKED, FIRST)


@pytest.mark.parametrize("page", ["", "move/", "cancel/", "calendar.ics"])
def test_a_link_that_is_not_ours_says_so(client, page):
    response = client.get(f"/en/visit/AAAA.BBBB/{page}")

    assert response.status_code == 404
    assert "There is nothing behind this address" in text_of(response)


def test_it_moves_to_another_free_hour_of_the_same_specialist(client, visit, lidia):
    page = client.get(address(visit, "move/"))
    response = client.post(address(visit, "move/"), {"hour": hour_value(FIRST + HOUR, lidia.pk)}, follow=True)

    offered = [hour for day in page.context["week"].days for hour in day.hours]
    assert [(hour.starts_at, hour.specialist) for hour in offered] == [
        (FIRST + HOUR * number, lidia) for number in (1, 2, 3)
    ]
    visit.refresh_from_db()
    assert visit.starts_at == FIRST + HOUR
    assert "Done: the appointment has its new hour." in text_of(response)


def test_it_moves_to_another_specialist_who_gives_the_same_help(client, visit, logo, lidia, oksana):
    from datetime import date, time

    from lms.people.models import Clearance
    from sessions.working_hours import set_weekly

    bohdan = SpecialistFactory(services=[logo], organisation=logo.organisation)
    Clearance.objects.create(person=bohdan.person, checked_on=date(2026, 1, 1), valid_until=date(2028, 1, 1))
    set_weekly(bohdan, weekdays=[1], start=time(15), end=time(16), from_day=date(2026, 1, 1))
    tuesday = FIRST + timedelta(days=1, hours=6)

    page = client.get(address(visit, "move/?with=any"))
    client.post(address(visit, "move/?with=any"), {"hour": hour_value(tuesday, bohdan.pk)})

    assert bohdan in {hour.specialist for day in page.context["week"].days for hour in day.hours}
    visit.refresh_from_db()
    assert (visit.starts_at, visit.specialist) == (tuesday, bohdan)


def test_an_hour_that_somebody_else_took_meanwhile_is_not_given(client, visit, logo, lidia):
    other = PersonFactory()
    book(
        [hold(logo, specialist=lidia, starts_at=FIRST + HOUR, device_key="x")], person=other, booked_by=other
    )

    response = client.post(address(visit, "move/"), {"hour": hour_value(FIRST + HOUR, lidia.pk)})

    assert response.status_code == 409
    assert "Somebody was quicker" in text_of(response)
    visit.refresh_from_db()
    assert visit.starts_at == FIRST


@pytest.mark.parametrize("hour", ["", "nonsense", "2026-11-23T09:00:00+01:00/0"])
def test_an_hour_that_is_none_moves_nothing(client, visit, hour):
    response = client.post(address(visit, "move/"), {"hour": hour})

    assert response.status_code == 409
    visit.refresh_from_db()
    assert visit.starts_at == FIRST


def test_it_is_cancelled_by_link_once(client, visit):
    first = client.post(address(visit, "cancel/"), follow=True)
    second = client.post(address(visit, "cancel/"), follow=True)

    assert "The appointment is cancelled." in text_of(first)
    assert second.status_code == 200
    visit.refresh_from_db()
    assert visit.status == Status.CANCELLED
    assert visit.changes.filter(after=Status.CANCELLED).count() == 1


def test_one_of_a_series_is_cancelled_alone(client, series):
    client.post(address(series[1], "cancel/"), {"which": "one"})

    assert statuses(series) == [Status.BOOKED, Status.CANCELLED, Status.BOOKED]


def test_the_later_ones_of_a_series_are_cancelled_with_it(client, series):
    page = text_of(client.get(address(series[1], "cancel/")))

    response = client.post(address(series[1], "cancel/"), {"which": "later"}, follow=True)

    assert "This one and the later one of the series" in page
    assert "2 appointments are cancelled." in text_of(response)
    assert statuses(series) == [Status.BOOKED, Status.CANCELLED, Status.CANCELLED]


def statuses(appointments):
    found = Appointment.objects.filter(pk__in=[each.pk for each in appointments])
    return list(found.order_by("starts_at").values_list("status", flat=True))


@pytest.mark.parametrize("page", ["move/", "cancel/"])
def test_after_the_deadline_it_says_how_to_reach_us(client, clock, visit, mops, page):
    mops.phone, mops.email = "71 78 22 322", "help@example.org"
    mops.save()
    clock.move_to(FIRST - timedelta(hours=3))

    shown = text_of(client.get(address(visit)))
    response = client.post(address(visit, page), {"hour": hour_value(FIRST + WEEK, visit.specialist_id)})

    assert "It is too late to change it here" in shown
    assert "71 78 22 322" in shown
    assert response.url == address(visit)
    visit.refresh_from_db()
    assert (visit.status, visit.starts_at) == (Status.BOOKED, FIRST)


def test_a_confidential_one_gives_away_neither_its_kind_nor_its_place_nor_a_name(
    client, visit, danylo, lidia
):
    Service.objects.update(is_confidential=True)

    for page in ("", "move/", "cancel/"):
        said = client.get(address(visit, page)).content.decode()

        assert "Speech therapy" not in said
        assert visit.room.name not in said
        assert danylo.given_name not in said
    file = client.get(address(visit, "calendar.ics")).content.decode()
    assert "Speech" not in file


def test_a_confidential_one_tells_its_place_to_the_carer_who_is_signed_in(client, visit, oksana, marta):
    Service.objects.update(is_confidential=True)
    client.force_login(oksana.user)
    other = Client()
    other.force_login(marta.user)

    assert visit.room.name in client.get(address(visit)).content.decode()
    assert visit.room.name not in other.get(address(visit)).content.decode()


def test_the_calendar_file_has_the_later_ones_of_the_series_too(client, series):
    file = Calendar.from_ical(client.get(address(series[0], "calendar.ics")).content)

    assert [event["dtstart"].dt for event in file.walk("VEVENT")] == [FIRST + WEEK * n for n in range(3)]


def test_a_page_by_link_may_be_kept_by_nobody(client, visit):
    response = client.get(address(visit))

    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response.content.decode()


def test_whoever_presses_too_often_is_asked_to_wait(client, settings, visit):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"booking": "2/m/ip"}

    answers = [client.post(address(visit, "move/"), {"hour": ""}).status_code for _number in range(3)]

    assert answers == [409, 409, 429]
