"""Only hours that suit are offered, to whom they are for, and nobody jumps over a question."""

from datetime import timedelta

import pytest

from lms.people.models import Clearance
from sessions.appointments.booking import book, hold
from sessions.models import Appointment, Service
from tests.factories.people import InformationClauseFactory
from tests.factories.sessions import AppointmentFactory, SpecialistFactory
from tests.sessions.appointments.on_line import hours_on
from tests.sessions.appointments.way import FIRST, answer, at, press
from tests.sessions.book.visit import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
WEEK = timedelta(weeks=1)


def test_nobody_jumps_over_a_question(client, logo, lidia):
    assert client.get(at("check", logo)).url == at("who", logo)
    assert client.get(at("contact", logo)).url == at("who", logo)


def test_the_same_hour_as_last_time_stands_out(client, logo, lidia, oksana, danylo):
    AppointmentFactory(
        service=logo, specialist=lidia, person=danylo, booked_by=oksana, starts_at=FIRST - WEEK
    )
    client.force_login(oksana.user)
    answer(client, logo, who={"who": str(danylo.uuid)})

    page = client.get(at("time", logo))

    week = page.context["week"]
    assert [hour.starts_at for day in week.days for hour in day.hours if hour.is_as_last_time] == [FIRST]
    assert "as last time" in text_of(page)


def test_hours_at_which_the_child_has_something_else_are_not_offered(client, logo, lidia, oksana, danylo):
    held = hold(logo, specialist=lidia, starts_at=FIRST, device_key="earlier")
    book([held], person=danylo, booked_by=oksana)
    client.force_login(oksana.user)
    answer(client, logo, who={"who": str(danylo.uuid)})

    assert hours_on(client.get(at("time", logo))) == ["10:00", "11:00", "12:00"]


def test_an_empty_week_says_when_the_next_free_hour_is(client, logo, lidia, oksana):
    client.force_login(oksana.user)
    answer(client, logo, who={"who": "me"})

    page = client.get(at("time", logo), {"week": "2026-11-16"})

    assert "No free hours in this week" in text_of(page)
    assert "The next free hour: Monday, 23 November, 9:00." in text_of(page)
    assert "week=2026-11-23" in page.content.decode()


@pytest.mark.parametrize("week", ["1000-01-01", "9999-12-31", "soon", "2026-13-40"])
def test_a_week_far_away_is_the_nearest_that_can_be_booked(client, logo, lidia, oksana, week):
    client.force_login(oksana.user)
    answer(client, logo, who={"who": "me"})

    assert client.get(at("time", logo), {"week": week}).status_code == 200


def test_of_several_specialists_one_is_chosen_or_whoever_is_free(client, logo, lidia, oksana):
    SpecialistFactory(person__given_name="Bohdan", services=[logo], organisation=logo.organisation)
    client.force_login(oksana.user)
    answer(client, logo, who={"who": "me"})

    question = text_of(client.get(at("specialist", logo)))
    response = client.post(at("specialist", logo), {"specialist": "any"})

    assert "Whoever is free first" in question
    assert "Bohdan" in question
    assert response.url == at("time", logo)


def test_help_for_children_is_not_offered_to_the_carer(client, logo, lidia, oksana, danylo):
    Service.objects.update(audience=Service.Audience.CHILDREN)
    client.force_login(oksana.user)

    page = client.get(at("who", logo))

    assert [option.data["value"] for option in page.context["form"]["who"]] == [str(danylo.uuid), "new"]


def test_help_for_those_we_know_asks_a_stranger_to_sign_in(client, logo, lidia):
    Service.objects.update(booked_by=Service.BookedBy.KNOWN)

    assert "Sign in first" in text_of(client.get(at("start", logo)))


def test_help_after_a_referral_says_whom_to_call(client, logo, lidia, oksana):
    Service.objects.update(booked_by=Service.BookedBy.STAFF)
    client.force_login(oksana.user)

    assert "Our staff book this help with you" in text_of(client.get(at("start", logo)))


def test_help_that_nobody_knows_is_said_to_be_gone(client):
    response = client.get("/en/help/00000000-0000-4000-8000-000000000000/")

    assert response.status_code == 404
    assert "There is no such help any more" in text_of(response)


def test_the_name_of_confidential_help_stands_in_no_title(client, logo, lidia):
    Service.objects.update(is_confidential=True)

    page = client.get(at("start", logo)).content.decode()

    assert "<title>Appointment" in page
    assert "/leave/" in page


def test_the_information_clause_is_read_before_booking(client, logo, lidia, oksana):
    clause = InformationClauseFactory()
    client.force_login(oksana.user)
    answer(client, logo, who={"who": "me"})
    press(client, lidia)

    response = client.post(at("series", logo), {"number": "1"})
    answer(client, logo, contact={"clause": clause.pk, "accept": "on"}, check={})

    assert response.url == at("contact", logo)
    assert oksana.acceptances.get().clause == clause


def test_a_child_is_not_offered_a_specialist_who_may_not_work_with_children(
    client, logo, lidia, oksana, danylo
):
    Clearance.objects.all().delete()
    client.force_login(oksana.user)
    client.post(at("who", logo), {"who": str(danylo.uuid)})

    page = client.get(at("time", logo))

    assert "There are no appointments here at present" in text_of(page)
    assert press(client, lidia).status_code == 200
    assert not Appointment.objects.exists()


def test_a_series_for_a_child_leaves_out_the_weeks_after_the_clearance_ends(
    client, logo, lidia, oksana, danylo
):
    Clearance.objects.update(valid_until=(FIRST + WEEK).date())
    client.force_login(oksana.user)
    answer(client, logo, who={"who": str(danylo.uuid)})
    press(client, lidia)

    answer(client, logo, series={"number": "4"})
    page = client.get(at("dates", logo))

    assert len(page.context["form"]["dates"]) == 2
    assert "There are not enough free weeks" in text_of(page)
    assert "Monday, 7 December: The specialist is not in at that hour." in text_of(page)
