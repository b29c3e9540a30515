"""My Krok shows appointments apart from courses; a carer sees those of the children too."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions.booking import take_place
from sessions.links import path_to
from sessions.models import Appointment, Service
from tests.factories.people import PersonFactory
from tests.factories.sessions import AppointmentFactory, RunFactory, SessionFactory
from tests.sessions.book.visit import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def appointment(person, *, in_days=3, by=None, **facts):
    starts_at = timezone.now() + timedelta(days=in_days)
    return AppointmentFactory(person=person, booked_by=by or person, starts_at=starts_at, **facts)


def home(client, person):
    client.force_login(person.user)
    return client.get(reverse("my:home"))


def next_step(page):
    return page.content.decode().partition('class="next-step"')[2].partition("</section>")[0]


def test_an_appointment_sooner_than_any_meeting_is_the_next_step(client, oksana):
    run = RunFactory(course__title="Grupa")
    SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=5))
    take_place(oksana, in_run=run, booked_by=oksana)
    appointment(oksana, in_days=3, service__name="Psycholog")

    page = home(client, oksana)

    assert "Psycholog" in next_step(page)


def test_a_meeting_sooner_than_any_appointment_stays_the_next_step(client, oksana):
    run = RunFactory(course__title="Grupa")
    SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=2))
    take_place(oksana, in_run=run, booked_by=oksana)
    appointment(oksana, in_days=3, service__name="Psycholog")

    page = home(client, oksana)

    assert "Psycholog" not in next_step(page)
    assert "Psycholog" in text_of(page)


def test_the_carer_sees_the_appointments_of_the_child_and_the_way_to_move_them(client, oksana, danylo):
    visit = appointment(danylo, by=oksana, service__name="Logopeda")

    page = home(client, oksana)

    assert "Logopeda – Danylo" in text_of(page)
    assert path_to(visit, language="en") in page.content.decode()


def test_those_of_others_and_what_is_over_are_not_shown(client, oksana, marta):
    appointment(marta, service__name="Cudza")
    appointment(oksana, in_days=-2, service__name="Dawna")
    appointment(oksana, service__name="Odwołana", status=Appointment.Status.CANCELLED)

    page = text_of(home(client, oksana))

    assert not [word for word in ("Cudza", "Dawna", "Odwołana") if word in page]


def test_a_series_stands_once_with_its_later_ones(client, oksana):
    first = appointment(oksana, service__name="Psycholog")
    for number in (1, 2):
        appointment(
            oksana,
            in_days=3 + 7 * number,
            service=first.service,
            specialist=first.specialist,
            series=first.series,
        )

    page = home(client, oksana)

    assert page.content.decode().count("<h3>Psycholog</h3>") == 1
    assert "2 later ones of the series" in text_of(page)


def test_a_confidential_one_is_called_by_a_neutral_word(client, oksana):
    visit = appointment(oksana, service__name="Kryzys")
    Service.objects.filter(pk=visit.service_id).update(is_confidential=True)

    page = text_of(home(client, oksana))

    assert "Kryzys" not in page
    assert "Appointment" in page


def test_my_krok_leads_to_the_kinds_of_help(client, oksana):
    assert reverse("appointments:kinds") in home(client, oksana).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_appointments_cost_one_question_however_many(client, oksana, number, django_assert_num_queries):
    for each in range(number):
        appointment(oksana, in_days=1 + each)
        appointment(PersonFactory(), in_days=1 + each)
    from sessions.appointments.mine import upcoming_of

    with django_assert_num_queries(1):
        found = [
            (mine.title, mine.where.text, str(mine.appointment.specialist)) for mine in upcoming_of([oksana])
        ]

    assert len(found) == number
