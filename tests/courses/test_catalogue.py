"""A reader finds the course she needs, in whichever alphabet she asks for it."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.search.folding import fold
from courses.models import Audience, Course
from sessions.models import Run
from tests.factories.courses import CourseFactory
from tests.factories.sessions import RunFactory, SessionFactory

CATALOGUE = "/pl/kursy/"


def titles(response):
    cards = BeautifulSoup(response.content, "html.parser").select(".course-card .card__title")
    return [card.text.replace("\xa0", " ") for card in cards]


def run_in(course, *, days=7, **fields):
    starts_at = timezone.now() + timedelta(days=days)
    return SessionFactory(run=RunFactory(course=course, **fields), starts_at=starts_at).run


@pytest.fixture
def guardian(site):
    course = CourseFactory(
        code="OPIEK",
        title="Opiekun tymczasowy: sąd, prawa, świadczenia",
        title_uk="Тимчасовий опікун: суд, права, допомога",
        title_en="The temporary guardian: court, rights, benefits",
        audience=Audience.GUARDIANS,
    )
    site.tell_of(course)
    run_in(course, languages=["uk"])
    return course


@pytest.fixture
def speech_therapy(site):
    course = CourseFactory(
        code="LOGO", title="Zajęcia z logopedą", audience=Audience.CHILDREN, form=Course.Form.INDIVIDUAL
    )
    site.tell_of(course)
    run_in(course, days=3, languages=["pl", "uk"], capacity=1, seats_taken=1)
    return course


@pytest.fixture
def evening(site):
    course = CourseFactory(code="WIECZ", title="Wieczór informacyjny", audience=Audience.EVERYONE)
    site.tell_of(course)
    return course


@pytest.fixture
def three(guardian, speech_therapy, evening):
    return guardian, speech_therapy, evening


def test_what_begins_soonest_stands_first_and_what_has_no_date_last(client, three):
    assert titles(client.get(CATALOGUE)) == [
        "Zajęcia z logopedą",
        "Opiekun tymczasowy: sąd, prawa, świadczenia",
        "Wieczór informacyjny",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("who=guardians", ["OPIEK", "WIECZ"]),
        ("who=children", ["LOGO", "WIECZ"]),
        ("language=pl", ["LOGO"]),
        ("language=uk", ["LOGO", "OPIEK"]),
        ("form=individual", ["LOGO"]),
        ("form=group", ["OPIEK", "WIECZ"]),
        ("free=on", ["OPIEK"]),
        ("free=on&who=children", []),
        ("who=&language=&form=", ["LOGO", "OPIEK", "WIECZ"]),
        ("who=nobody-i-know&form=5", ["LOGO", "OPIEK", "WIECZ"]),
    ],
)
def test_a_filter_leaves_what_fits(client, three, asked, found):
    by_title = {course.title: course.code for course in three}

    assert [by_title[title] for title in titles(client.get(f"{CATALOGUE}?{asked}"))] == found


@pytest.mark.parametrize(
    "asked",
    [
        "swiadczenia",
        "ŚWIADCZENIA",
        "świadczeń",
        "opiekuna",
        "опікун",
        "опікунів",
        "guardian",
        "opiek",
        "sąd prawa",
    ],
)
def test_a_search_finds_the_course_in_any_alphabet_and_any_case(client, three, asked):
    assert titles(client.get(CATALOGUE, {"q": asked})) == ["Opiekun tymczasowy: sąd, prawa, świadczenia"]


@pytest.mark.parametrize("asked", ["rower", "sąd rower", "<script>alert(1)</script>"])
def test_a_search_that_finds_nothing_says_what_to_do(client, three, asked):
    response = client.get(CATALOGUE, {"q": asked})

    page = BeautifulSoup(response.content, "html.parser")
    assert titles(response) == []
    assert page.select_one(".empty-state a")["href"] == CATALOGUE
    assert b"<script>alert" not in response.content


def test_what_was_asked_for_stays_in_the_form_and_can_be_cleared(client, three):
    page = BeautifulSoup(client.get(CATALOGUE, {"q": "sąd", "who": "guardians"}).content, "html.parser")

    assert page.select_one("#id_q")["value"] == "sąd"
    assert page.select_one("#id_who option[selected]")["value"] == "guardians"
    assert page.select_one(".filters__reset")["href"] == CATALOGUE


def test_only_audiences_that_have_a_course_are_offered(client, three):
    page = BeautifulSoup(client.get(CATALOGUE).content, "html.parser")

    assert [option["value"] for option in page.select("#id_who option")] == ["", "guardians", "children"]


def test_the_browser_may_ask_for_the_results_alone(client, three):
    response = client.get(
        f"{CATALOGUE}?form=individual", headers={"hx-request": "true", "hx-target": "div#results"}
    )

    assert response.content.strip().startswith(b'<div id="results"')
    assert titles(response) == ["Zajęcia z logopedą"]
    assert "HX-Target" in response["Vary"]


def test_going_back_shows_the_whole_page_again(client, three):
    headers = {"hx-request": "true", "hx-target": "div#results", "hx-history-restore-request": "true"}

    assert b"<!doctype html>" in client.get(CATALOGUE, headers=headers).content


def test_a_page_brought_back_is_not_given_to_whoever_asks_for_the_results(client, three):
    asked = {"hx-request": "true", "hx-target": "div#results"}
    client.get(f"{CATALOGUE}?form=group", headers={**asked, "hx-history-restore-request": "true"})

    response = client.get(f"{CATALOGUE}?form=group", headers=asked)

    assert response.content.strip().startswith(b'<div id="results"')


def test_a_full_course_says_so_and_a_free_one_says_nothing(client, guardian, speech_therapy):
    page = BeautifulSoup(client.get(CATALOGUE).content, "html.parser")

    full, free = page.select(".course-card")
    assert full.select_one(".badge")
    assert free.select_one(".badge") is None


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": Run.Status.DRAFT},
        {"status": Run.Status.CANCELLED},
        {"visibility": Run.Visibility.UNLISTED},
        {"visibility": Run.Visibility.CONFIDENTIAL},
        {"closed": True},
    ],
)
def test_a_run_that_nobody_can_book_promises_no_date(client, site, hidden):
    course = CourseFactory(code="OPIEK")
    site.tell_of(course)
    run_in(course, languages=["uk"], **hidden)

    page = BeautifulSoup(client.get(CATALOGUE).content, "html.parser")

    assert page.select(".course-card time") == []
    assert [option["value"] for option in page.select("#id_language option")] == [""]


def test_500_runs_cost_as_many_queries_as_one(client, site, django_assert_num_queries):
    course = CourseFactory()
    site.tell_of(course)
    run_in(course, languages=["uk"])
    client.get(CATALOGUE, {"q": "warm"})
    with CaptureQueriesContext(connection) as one:
        client.get(CATALOGUE, {"q": "kurs"})
    queries = len(one)
    organiser = Run.objects.get().organiser
    for _course in range(3):
        other = CourseFactory()
        site.tell_of(other)
        RunFactory.create_batch(5, course=other, organiser=organiser, languages=["pl"])
    client.get(CATALOGUE, {"q": "warm"})

    with django_assert_num_queries(queries):
        client.get(CATALOGUE, {"q": "kurs"})

    assert queries <= 15


@pytest.mark.parametrize(
    ("written", "plain"),
    [("Świadczenia", "swiadczenia"), ("Łódź", "lodz"), ("Об’єднання", "обєднання"), ("ЇЖАК", "іжак")],
)
def test_letters_are_compared_without_their_marks(written, plain):
    assert fold(written) == fold(plain) == plain
