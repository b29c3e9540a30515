"""How we help: nine calm cards, and behind each the courses, leaflets and people that belong to it."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from cms.models import Counter, LeafletIndexPage, LeafletPage, Office, WeeklyHours
from tests.factories.courses import CourseFactory
from tests.factories.sessions import RunFactory, SessionFactory


@pytest.fixture
def counter(db):
    office = Office.objects.create(
        code="strzegomska", name="Siedziba", street="ul. Strzegomska 6", postcode="53-611"
    )
    counter = Counter.objects.create(office=office, name="Program dla rodzin z Ukrainy", phone="71 784 96 06")
    for weekday in range(7):
        WeeklyHours.objects.create(counter=counter, weekday=weekday, opens=time(7, 30), closes=time(15, 30))
    return counter


def titles(found, selector):
    return [title.get_text(" ", strip=True) for title in found.select(selector)]


def test_the_activities_stand_in_their_order_with_a_sentence_each(read, tell_activity):
    tell_activity(2, "Asystenci rodziny")
    tell_activity(1, "Przewodnicy")

    page = read("/pl/jak-pomagamy/")

    assert titles(page, ".card__title") == ["Przewodnicy", "Asystenci rodziny"]
    assert titles(page, ".card__text") == ["Jesteśmy obok."] * 2
    assert len(page.select(".card__icon svg")) == 2


def test_an_activity_leads_to_its_courses_soonest_first(read, site, tell_activity):
    page = tell_activity(3, "Opiekunowie")
    later, sooner, other = CourseFactory(code="POZNO"), CourseFactory(code="WNET"), CourseFactory(code="INNY")
    for course, weeks in ((later, 4), (sooner, 1), (other, 1)):
        site.tell_of(course)
        SessionFactory(run=RunFactory(course=course), starts_at=timezone.now() + timedelta(weeks=weeks))
    page.activity.courses.set([later, sooner])

    assert titles(read("/pl/jak-pomagamy/opiekunowie/"), ".course-card .card__title") == [
        "Tytuł WNET",
        "Tytuł POZNO",
    ]


def test_a_confidential_course_is_not_among_them(read, site, tell_activity):
    page = tell_activity(5, "Spokojna rozmowa")
    quiet = CourseFactory(confidential=True)
    site.tell_of(quiet)
    page.activity.courses.add(quiet)

    found = read("/pl/jak-pomagamy/spokojna-rozmowa/")

    assert found.select(".course-card") == []
    assert "Czas dla siebie" not in str(found)


def test_its_leaflets_are_those_of_the_same_language(read, site, tell_activity):
    page = tell_activity(3, "Opiekunowie")
    shelf = site.add(LeafletIndexPage, title="Ulotki")[0]
    site.add(LeafletPage, under=shelf, title="Pierwsze dni", lead="Krótko.", activity=page.activity)
    site.add(LeafletPage, under=shelf, title="Inna ulotka", lead="Krótko.")

    found = read("/uk/jak-pomagamy/opiekunowie/")

    (card,) = found.select("section[aria-labelledby=leaflets] .card__title a")
    assert card.text == "Pierwsze dni"
    assert card["href"].startswith("/uk/ulotki/")


def test_whom_to_ask_stands_beside_with_hours_that_hold_now(read, tell_activity, counter):
    page = tell_activity(1, "Przewodnicy")
    page.activity.counter = counter
    page.activity.save()

    aside = read("/pl/jak-pomagamy/przewodnicy/").aside

    assert aside.select_one('a[href="tel:+48717849606"]')
    assert "ul. Strzegomska 6, 53-611 Wrocław" in aside.text
    assert aside.select_one(".hours__now").text.strip()


def test_a_sensitive_activity_can_be_left_quickly_and_is_kept_by_no_browser(client, tell_activity):
    tell_activity(5, "Spokojna rozmowa", is_sensitive=True)
    tell_activity(6, "Pieniądze")

    quiet = client.get("/pl/jak-pomagamy/spokojna-rozmowa/")
    plain = client.get("/pl/jak-pomagamy/pieniadze/")

    assert "data-leave-quickly" in quiet.content.decode()
    assert "no-store" in quiet["Cache-Control"]
    assert "data-leave-quickly" not in plain.content.decode()


def test_the_cost_does_not_grow_with_what_an_activity_holds(cost, site, tell_activity, counter):
    page = tell_activity(3, "Opiekunowie")
    page.activity.counter = counter
    page.activity.save()
    shelf = site.add(LeafletIndexPage, title="Ulotki")[0]

    def add(number):
        course = CourseFactory(code=f"K{number}")
        site.tell_of(course)
        page.activity.courses.add(course)
        SessionFactory(run__course=course, run__languages=["uk"])
        site.add(LeafletPage, under=shelf, title=f"Ulotka {number}", lead="Krótko.", activity=page.activity)

    add(1)
    queries = cost("/pl/jak-pomagamy/opiekunowie/")
    add(2)
    add(3)

    assert cost("/pl/jak-pomagamy/opiekunowie/") == queries
    assert queries <= 8


def test_nine_cards_cost_as_much_as_one(cost, tell_activity):
    tell_activity(1, "Pierwsza")
    queries = cost("/pl/jak-pomagamy/")
    for number in range(2, 10):
        tell_activity(number, f"Kolejna {number}")

    assert cost("/pl/jak-pomagamy/") == queries
    assert queries <= 8
