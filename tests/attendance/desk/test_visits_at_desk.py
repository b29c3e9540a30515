"""A therapist sees at the Desk who comes to her, and notes with one tap whether they came."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from lms.people.models import Role
from lms.people.roles import grant
from lms.privacy.models import AuditEntry
from sessions.models import Appointment, Service
from tests.factories.people import PersonFactory
from tests.factories.sessions import AppointmentFactory, ServiceFactory, SpecialistFactory
from tests.sessions.book.visit import text_of

pytestmark = pytest.mark.django_db

Status = Appointment.Status


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def therapist(organisation, **names):
    person = PersonFactory(with_sign_in=True, **names)
    grant(Role.THERAPIST, to=person, at=organisation)
    return SpecialistFactory(person=person, organisation=organisation)


@pytest.fixture
def lidia(mops):
    return therapist(mops, given_name="Lidia", family_name="Maj")


@pytest.fixture
def logo(mops):
    return ServiceFactory(organisation=mops, name="Logopeda")


def visit(lidia, logo, person, *, at=timedelta(minutes=-5), **facts):
    facts = {"booked_by": person, "room": None} | facts
    starts_at = timezone.now() + at
    return AppointmentFactory(specialist=lidia, service=logo, person=person, starts_at=starts_at, **facts)


def desk(client, specialist):
    client.force_login(specialist.person.user)
    return client.get(reverse("desk:today"))


def tap(client, appointment, mark):
    return client.post(reverse("desk:mark_visit", args=[appointment.uuid]), {"mark": mark}, follow=True)


def test_todays_and_the_weeks_appointments_stand_at_the_desk_under_the_name_of_lists(
    client, lidia, logo, danylo, marta
):
    danylo.alias = "Sokół"
    danylo.save()
    visit(lidia, logo, danylo)
    visit(lidia, logo, marta, at=timedelta(days=3))

    page = text_of(desk(client, lidia))

    assert "Sokół" in page
    assert "Danylo" not in page
    assert "Marta Kowalska" in page


def test_only_a_week_before_and_a_week_after(client, lidia, logo, marta, oksana):
    visit(lidia, logo, marta, at=timedelta(days=8))
    early = visit(lidia, logo, oksana, at=timedelta(days=-8))

    page = text_of(desk(client, lidia))

    assert "Marta" not in page
    assert "Oksana" not in page
    assert client.get(reverse("desk:visit", args=[early.uuid])).status_code == 404


def test_nobody_sees_the_appointments_of_another(client, lidia, logo, marta, mops):
    appointment = visit(lidia, logo, marta)
    other = therapist(mops)

    page = text_of(desk(client, other))

    assert "Marta" not in page
    assert client.get(reverse("desk:visit", args=[appointment.uuid])).status_code == 404
    assert tap(client, appointment, "came").status_code == 404


def test_one_tap_notes_that_they_came(client, lidia, logo, marta):
    appointment = visit(lidia, logo, marta)
    desk(client, lidia)

    tap(client, appointment, "came")

    appointment.refresh_from_db()
    assert appointment.status == Status.ATTENDED
    assert appointment.changes.get(after=Status.ATTENDED).by == lidia.person


def test_a_slip_is_put_right_by_tapping_the_other(client, lidia, logo, marta):
    appointment = visit(lidia, logo, marta)
    desk(client, lidia)

    tap(client, appointment, "came")
    tap(client, appointment, "absent")

    appointment.refresh_from_db()
    assert appointment.status == Status.NO_SHOW


def test_nothing_is_noted_before_it_has_begun(client, lidia, logo, marta):
    appointment = visit(lidia, logo, marta, at=timedelta(hours=2))
    page = desk(client, lidia)

    response = tap(client, appointment, "came")

    assert reverse("desk:mark_visit", args=[appointment.uuid]) not in page.content.decode()
    assert "It has not begun yet" in text_of(response)
    appointment.refresh_from_db()
    assert appointment.status == Status.BOOKED


def test_what_nobody_noted_is_asked_about(client, lidia, logo, marta):
    visit(lidia, logo, marta, at=timedelta(days=-2))

    assert "Did they come?" in text_of(desk(client, lidia))


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.CALLED_OFF])
def test_what_was_called_off_is_not_there(client, lidia, logo, marta, status):
    visit(lidia, logo, marta, status=status)

    assert "Marta" not in text_of(desk(client, lidia))


def test_a_confidential_one_names_nobody_in_the_list_and_a_look_at_it_is_in_the_log(
    client, lidia, logo, marta
):
    Service.objects.update(is_confidential=True)
    appointment = visit(lidia, logo, marta)

    listed = text_of(desk(client, lidia))
    before = AuditEntry.objects.filter(subject=marta).count()
    shown = text_of(client.get(reverse("desk:visit", args=[appointment.uuid])))

    assert "Marta" not in listed
    assert "Logopeda" not in listed
    assert "Marta Kowalska" in shown
    assert AuditEntry.objects.filter(subject=marta).count() == before + 1


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_costs_the_same_for_many_appointments(
    client, lidia, logo, number, django_assert_num_queries
):
    from attendance.desk.visits import visits_of

    for _each in range(number):
        visit(lidia, logo, PersonFactory())

    with django_assert_num_queries(1):
        found = [
            (each.name, each.hours, str(each.appointment.accompanied_by))
            for each in visits_of(lidia.person.user).today
        ]

    assert len(found) <= number


def test_her_phone_keeps_todays_and_the_weeks_to_be_read_without_a_connection(
    client, lidia, logo, mops, danylo, marta
):
    hidden = ServiceFactory(organisation=mops, name="Psycholog", is_confidential=True)
    visit(lidia, logo, danylo)
    visit(lidia, hidden, marta, at=timedelta(days=2))
    visit(lidia, logo, marta, at=-timedelta(days=2))
    client.force_login(lidia.person.user)

    package = client.get("/api/v1/desk/package", {"device": "phone-1"}).json()

    assert [(each["name"], each["service"]) for each in package["visits"]] == [
        (danylo.display_name, "Logopeda"),
        ("Appointment", ""),
    ]
    assert marta.family_name not in str(package)
