"""Cards of courses, dates, leaflets, activities and news renew themselves, and tell nothing confidential."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.models import (
    Activity,
    ActivityIndexPage,
    ActivityPage,
    LeafletIndexPage,
    LeafletPage,
    NewsIndexPage,
    NewsPage,
)
from sessions.models import Run
from sessions.run_cards import Wanted, upcoming_cards
from tests.factories.courses import CourseFactory
from tests.factories.sessions import RoomFactory, RunFactory, SessionFactory


@pytest.fixture
def care(db):
    return Activity.objects.create(number=3, name="Opieka", icon="heart-hands")


def run_of(course, *, days=7, **fields):
    run = RunFactory(course=course, room=RoomFactory(), **fields)
    starts = timezone.now() + timedelta(days=days)
    SessionFactory(run=run, starts_at=starts, ends_at=starts + timedelta(hours=2))
    return run


def codes(**wanted):
    return [card.run.code for card in upcoming_cards(Wanted(**wanted))]


def titles(page):
    return [heading.get_text(strip=True) for heading in page.find_all("h3")]


def test_of_each_course_the_soonest_date_is_shown(db):
    often, once = CourseFactory(), CourseFactory()
    later, sooner = run_of(often, days=9, code="LATER"), run_of(often, days=3, code="SOONER")
    other = run_of(once, days=5, code="OTHER")

    assert codes() == [sooner.code, other.code]
    assert codes(course_id=often.pk) == [sooner.code, later.code]
    assert codes(number=1) == [sooner.code]


def test_dates_can_be_asked_for_by_activity_language_and_free_seats(care):
    of_care, elsewhere = CourseFactory(), CourseFactory()
    of_care.activities.add(care)
    run_of(of_care, code="CARE", languages=["uk", "pl"])
    run_of(elsewhere, code="OTHER", languages=["pl"])
    full = run_of(CourseFactory(), code="FULL", days=2, languages=["en"])
    Run.objects.filter(pk=full.pk).update(seats_taken=full.capacity)

    assert codes(activity="3") == ["CARE"]
    assert codes(language="uk") == ["CARE"]
    assert sorted(codes()) == ["CARE", "OTHER"]
    assert "FULL" in codes(with_queue=True)


@pytest.mark.parametrize("asked", [{}, {"with_queue": True}, {"activity": "3"}])
def test_confidential_dates_are_among_none_of_them(care, asked):
    secret, hidden = CourseFactory(confidential=True), CourseFactory()
    for course in (secret, hidden):
        course.activities.add(care)
    run_of(secret)
    run_of(hidden, confidential=True)

    assert codes(**asked) == []
    assert codes(course_id=secret.pk) == []


def test_many_dates_cost_as_many_queries_as_one(care, django_assert_num_queries):
    def furnish(number):
        for _course in range(number):
            course = CourseFactory()
            course.activities.add(care)
            run_of(course, languages=["uk", "pl"])

    wanted = Wanted(number=12, activity="3", language="uk")
    furnish(1)
    with django_assert_num_queries(3):
        assert len(upcoming_cards(wanted)) == 1
    furnish(4)

    with django_assert_num_queries(3):
        assert len(upcoming_cards(wanted)) == 5


def test_a_block_of_dates_without_any_takes_no_room(shown, db):
    assert shown("upcoming_runs", {"heading": "Terminy", "number": 3}).find(True) is None


def test_courses_are_shown_as_chosen_in_the_language_of_the_page(shown, site):
    chosen, other = site.tell_of(), site.tell_of()

    page = shown("course_cards", {"heading": "Kursy", "courses": [chosen], "number": 6}, language="en")

    assert titles(page) == [chosen.title]
    assert page.h3.a["href"].startswith("/en/")
    assert other.title not in str(page)


def test_courses_of_an_activity_are_shown_and_confidential_ones_never(shown, site, care):
    open_course, secret = CourseFactory(title="Otwarty"), CourseFactory(confidential=True)
    for course in (open_course, secret):
        course.activities.add(care)
    told, hidden = site.tell_of(open_course), site.tell_of(secret)

    by_activity = shown("course_cards", {"heading": "Kursy", "courses": [], "activity": "3", "number": 6})
    cache.clear()
    chosen = shown("course_cards", {"heading": "Kursy", "courses": [told, hidden], "number": 6})

    assert titles(by_activity) == titles(chosen) == ["Otwarty"]


def test_leaflets_are_shown_as_chosen_or_of_an_activity_or_the_newest(shown, site, care):
    index = site.add(LeafletIndexPage, title="Ulotki")[0]
    one = site.add(LeafletPage, under=index, title="Opieka zastępcza", lead="Krótko.", activity=care)[0]
    site.add(LeafletPage, under=index, title="Szkoła", lead="Krótko.")

    def shown_with(**value):
        return titles(shown("leaflet_cards", {"heading": "Ulotki", "leaflets": [], "number": 3} | value))

    assert shown_with(leaflets=[one]) == ["Opieka zastępcza"]
    assert shown_with(activity="3") == ["Opieka zastępcza"]
    assert sorted(shown_with()) == ["Opieka zastępcza", "Szkoła"]


def test_news_begin_with_the_latest_and_drafts_are_not_among_them(shown, site):
    index = site.add(NewsIndexPage, title="Aktualności")[0]
    for title, day in (("Dawno", date(2026, 1, 5)), ("Teraz", date(2026, 10, 5))):
        site.add(NewsPage, under=index, title=title, lead="Krótko.", date=day)
    site.add(NewsPage, under=index, title="Szkic", lead="Krótko.", live=False)

    page = shown("news", {"heading": "Aktualności", "number": 3})

    assert titles(page) == ["Teraz", "Dawno"]
    assert page.time["datetime"] == "2026-10-05"


def test_activities_stand_in_their_order_in_the_language_of_the_page(shown, site, care):
    first = Activity.objects.create(number=1, name="Asystenci", icon="users")
    index = site.add(ActivityIndexPage, title="Jak pomagamy")[0]
    for activity in (care, first):
        site.add(ActivityPage, under=index, title=activity.name, lead="Krótko.", activity=activity)

    page = shown("activities", {"heading": "Jak pomagamy", "text": ""}, language="uk")

    assert [door.strong.get_text() for door in page.find_all("a", class_="door")] == ["Asystenci", "Opieka"]
    assert all(door["href"].startswith("/uk/") for door in page.find_all("a"))


def test_all_cards_of_pages_are_read_in_one_query(shown, site, care, django_assert_num_queries):
    index = site.add(LeafletIndexPage, title="Ulotki")[0]
    for number in range(3):
        site.add(LeafletPage, under=index, title=f"Ulotka {number}", lead="Krótko.", activity=care)

    with django_assert_num_queries(1):
        shown("leaflet_cards", {"heading": "Ulotki", "leaflets": [], "number": 3})
        shown("news", {"heading": "Aktualności", "number": 3})
        shown("activities", {"heading": "Jak pomagamy"})


def test_what_is_shared_is_read_again_as_soon_as_it_changes(
    shown, site, care, django_capture_on_commit_callbacks
):
    index = site.add(LeafletIndexPage, title="Ulotki")[0]
    page = site.add(LeafletPage, under=index, title="Stary tytuł", lead="Krótko.")[0]
    value = {"heading": "Ulotki", "leaflets": [], "number": 3}
    before = titles(shown("leaflet_cards", value))

    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Nowy tytuł"
        page.save_revision().publish()

    assert before == ["Stary tytuł"]
    assert titles(shown("leaflet_cards", value)) == ["Nowy tytuł"]


def test_a_seat_taken_does_not_make_the_leaflets_be_read_again(
    shown, site, care, django_capture_on_commit_callbacks
):
    value = {"heading": "Ulotki", "leaflets": [], "number": 3}
    run = run_of(CourseFactory())
    shown("leaflet_cards", value)

    with django_capture_on_commit_callbacks(execute=True):
        run.save()

    with CaptureQueriesContext(connection) as queries:
        shown("leaflet_cards", value)
        shown("upcoming_runs", {"heading": "Terminy", "number": 3})
    assert len(queries) == 4
