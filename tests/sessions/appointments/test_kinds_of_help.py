"""The kinds of help on one page: what, for whom, how long, in which languages, and the first free hour."""

from datetime import date, time

import pytest
from django.urls import reverse

from lms.people.models import Clearance
from sessions.appointments.booking import book, hold
from sessions.models import Service, Specialist
from sessions.models.specialist import SpecialistLanguage
from sessions.working_hours import set_weekly
from tests.factories.people import PersonFactory
from tests.factories.sessions import RoomFactory, ServiceFactory, SpecialistFactory
from tests.sessions.appointments.way import FIRST, at
from tests.sessions.book.visit import text_of

pytestmark = pytest.mark.django_db

MOST_QUERIES = 8


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def kinds(client):
    return client.get(reverse("appointments:kinds"))


def test_a_kind_of_help_is_told_in_a_few_words(client, logo, lidia):
    SpecialistLanguage.objects.create(specialist=lidia, language="uk")
    Service.objects.update(summary_en="For children who speak late.")

    page = text_of(kinds(client))

    for words in (
        "Speech therapy",
        "For children who speak late.",
        "For adults and children",
        "45 minutes",
        "Free of charge",
        "Ukrainian",
        "First free hour: Monday, 23 November, 9:00",
    ):
        assert words in page
    assert at("start", logo) in kinds(client).content.decode()


def test_the_page_is_in_the_sitemap_where_there_is_help_that_everybody_may_read_of(client, logo, lidia):
    there = client.get("/sitemap.xml").content.decode()
    Service.objects.update(is_confidential=True)
    gone = client.get("/sitemap.xml").content.decode()

    assert [there.count(f"/{code}/help/</loc>") for code in ("pl", "uk", "en")] == [1, 1, 1]
    assert "/help/" not in gone


def test_the_first_free_hour_is_one_that_nobody_has(client, logo, lidia, oksana):
    book([hold(logo, specialist=lidia, starts_at=FIRST, device_key="x")], person=oksana, booked_by=oksana)

    assert "First free hour: Monday, 23 November, 10:00" in text_of(kinds(client))


def test_a_confidential_kind_is_listed_nowhere_but_opens_by_its_own_link(client, logo, lidia):
    Service.objects.update(is_confidential=True)

    assert "Speech therapy" not in text_of(kinds(client))
    assert client.get(at("start", logo)).status_code == 200


def test_a_kind_that_nobody_gives_or_that_is_not_in_use_is_not_listed(client, logo, lidia):
    ServiceFactory(name_en="Nobody gives it")

    assert "Nobody gives it" not in text_of(kinds(client))
    Service.objects.update(is_in_use=False)
    assert "Nothing can be booked here just now" in text_of(kinds(client))


def test_a_kind_that_staff_book_says_so_and_is_no_link(client, logo, lidia):
    Service.objects.update(booked_by=Service.BookedBy.STAFF)

    page = kinds(client)

    assert "Our staff book it with you" in text_of(page)
    assert at("start", logo) not in page.content.decode()


def test_help_for_children_counts_only_those_who_may_work_with_children(client, logo, lidia):
    Service.objects.update(audience=Service.Audience.CHILDREN)
    assert "Speech therapy" in text_of(kinds(client))

    Clearance.objects.all().delete()

    assert "Speech therapy" not in text_of(kinds(client))


def test_when_all_hours_are_taken_it_says_so(client, logo, lidia):
    Specialist.objects.get().working_hours.all().delete()

    assert "All hours are taken just now" in text_of(kinds(client))


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_however_much_help_there_is(
    client, logo, lidia, mops, number, django_assert_max_num_queries
):
    for each in range(number):
        service = ServiceFactory(organisation=mops, name_en=f"Help {each}")
        person = PersonFactory()
        Clearance.objects.create(person=person, checked_on=date(2026, 1, 1), valid_until=date(2028, 1, 1))
        specialist = SpecialistFactory(person=person, services=[service], room=RoomFactory())
        set_weekly(specialist, weekdays=[1], start=time(9), end=time(12), from_day=date(2026, 1, 1))

    with django_assert_max_num_queries(MOST_QUERIES):
        kinds(client)
