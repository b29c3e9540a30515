"""A course page tells what it is, when and where, and how to take a place."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale
from wagtail_localize.fields import copy_synchronised_fields

from courses.models import Audience, CoursePage
from tests.factories.courses import CourseFactory
from tests.factories.sessions import RoomFactory, RunFactory, SessionFactory


@pytest.fixture
def course(db):
    return CourseFactory(
        code="KAND",
        title="Szkolenie dla kandydatów",
        audience=Audience.CANDIDATES,
        theory_hours=50,
        practice_hours=10,
    )


@pytest.fixture
def page(site, course):
    return site.tell_of(course)


def read(address="/en/courses/kand/"):
    cache.clear()
    response = Client().get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def run_of(course, *, room=None, starts_in=7, meetings=1, **fields):
    run = RunFactory(course=course, room=room, **fields)
    for week in range(meetings):
        SessionFactory(run=run, starts_at=timezone.now() + timedelta(days=starts_in + 7 * week))
    return run


def test_the_facts_stand_together(page):
    facts = [fact.get_text(" ", strip=True) for fact in read().select(".course__aside .facts li")]

    assert facts == [
        "Who it is for: Candidates for foster carers",
        "Hours: 60 hours: 50 hours of theory, 10 hours of practice (each of 45 minutes)",
        "How you learn: Group",
        "At the end: A certificate",
        "Price: Free of charge",
    ]


def test_a_run_says_when_where_in_which_language_and_what_it_offers(page, course):
    room = RoomFactory(name_en="Room 12", address="ul. Strzegomska 6, Wrocław", is_step_free=True)
    run = run_of(
        course,
        room=room,
        meetings=4,
        capacity=12,
        seats_taken=4,
        languages=["uk", "pl"],
        offers_childcare=True,
    )

    card = read().select_one(".run-card")

    text = card.get_text(" ", strip=True)
    assert "8 free places" in text
    assert "4 meetings" in text
    assert "Room 12, ul. Strzegomska 6, Wrocław" in text
    assert "Ukrainian, Polish" in text
    assert [offer.text for offer in card.select(".offers li")] == ["Childcare", "Step-free"]
    with translation.override("en"):
        assert card.select_one(".button")["href"] == reverse("book:start", args=[run.uuid])
    assert card.select_one(".button").get_text(" ", strip=True).startswith("Take a place")


def test_a_full_run_leads_to_the_queue(page, course):
    run_of(course, capacity=2, seats_taken=2)

    card = read().select_one(".run-card")

    assert card.select_one(".button").get_text(" ", strip=True).startswith("Join the queue")
    assert card.select_one(".badge").text.strip() == "Full, you can join the queue"


def test_a_run_that_is_closed_or_not_yet_open_has_no_button(page, course):
    run_of(course, closed=True)
    opens = timezone.now() + timedelta(days=2)
    run_of(course, booking_opens_at=opens)

    cards = read().select(".run-card")

    assert [card.select(".button") for card in cards] == [[], []]
    assert ["You can take a place from" in card.text for card in cards] == [False, True]


def test_a_run_under_way_that_nobody_can_join_is_not_shown(page, course):
    run_of(course, starts_in=-3, meetings=2, closed=True)

    assert read().select(".run-card") == []


def test_the_soonest_run_comes_first_and_cancelled_meetings_do_not_count(page, course):
    later, sooner = run_of(course, starts_in=20, code="LATER"), run_of(course, starts_in=10, code="SOONER")
    SessionFactory(run=later, starts_at=timezone.now() + timedelta(days=2), status="cancelled")

    with translation.override("en"):
        expected = [reverse("book:start", args=[run.uuid]) for run in (sooner, later)]

    assert [card.select_one(".button")["href"] for card in read().select(".run-card")] == expected


def test_the_link_for_joining_online_is_not_given_to_strangers(page, course):
    run_of(course, online_link="https://meet.example.org/secret")

    found = read()

    assert "Online" in found.select_one(".run-card").text
    assert "meet.example.org" not in str(found)


def test_without_dates_the_page_says_whom_to_ask(page):
    dates = read().select_one("#dates")

    assert dates.select(".run-card") == []
    assert "New dates soon" in dates.text


def test_three_runs_cost_as_many_queries_as_one_and_at_most_eight(page, course, django_assert_num_queries):
    run_of(course, room=RoomFactory(), meetings=2, languages=["uk"])
    Client().get("/en/courses/kand/")
    cache.delete("public:version")
    with CaptureQueriesContext(connection) as one:
        Client().get("/en/courses/kand/")
    queries = len(one)
    for _run in range(2):
        run_of(course, room=RoomFactory(), meetings=5, languages=["uk", "pl"], offers_interpreter=True)
    cache.delete("public:version")

    with django_assert_num_queries(queries):
        Client().get("/en/courses/kand/")

    assert queries <= 8


def test_all_languages_tell_of_the_same_course_whatever_the_translator_does(page, course):
    ukrainian = page.get_translation(Locale.objects.get(language_code="uk")).specific
    ukrainian.course = CourseFactory()

    copy_synchronised_fields(page, ukrainian)

    assert ukrainian.course == course


def test_a_course_has_one_page_in_a_language(page, course, site):
    twin = CoursePage(title="Drugi", slug="drugi", lead="?", course=course, locale=page.locale)

    with pytest.raises(ValidationError) as refused:
        site.catalogues["pl"].add_child(instance=twin)

    assert "course" in refused.value.message_dict
