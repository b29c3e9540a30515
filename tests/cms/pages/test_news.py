"""News and events: what is to come stands first, what has passed says so."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from django.test import Client

from cms.models import EventPage, NewsPage, Office
from tests.factories.files import PictureFactory

WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 11, 24, 12, tzinfo=WARSAW)


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(db):
    return Office.objects.create(
        code="strzegomska",
        name="Siedziba",
        street="ul. Strzegomska 6",
        postcode="53-611",
        floor="parter",
        is_step_free=True,
    )


@pytest.fixture
def tell_news(site, news_index):
    def told(title, day, **fields):
        return site.add(NewsPage, under=news_index, title=title, date=day, lead="Krótko.", **fields)[0]

    return told


@pytest.fixture
def announce(site, news_index):
    def told(title, starts_at, *, hours=2, **fields):
        ends_at = starts_at + timedelta(hours=hours)
        fields = {"lead": "Przyjdź.", "starts_at": starts_at, "ends_at": ends_at, **fields}
        return site.add(EventPage, under=news_index, title=title, **fields)[0]

    return told


def titles(page, section):
    return [link.text for link in page.select(f"section[aria-labelledby={section}] .card__title a")]


def test_events_to_come_stand_first_then_the_latest_news(read, tell_news, announce):
    tell_news("Starsze", date(2026, 10, 1))
    tell_news("Nowsze", date(2026, 11, 20))
    announce("Za miesiąc", NOW + timedelta(days=30))
    announce("Właśnie trwa", NOW - timedelta(hours=1))
    announce("Minęło", NOW - timedelta(days=2))

    page = read("/pl/aktualnosci/")

    assert titles(page, "events") == ["Właśnie trwa", "Za miesiąc"]
    assert titles(page, "news") == ["Nowsze", "Starsze"]


def test_older_news_is_a_page_away_and_a_wrong_number_leads_to_the_last(read, tell_news, announce):
    for day in range(1, 13):
        tell_news(f"Wieść {day}", date(2026, 11, day))
    announce("Piknik", NOW + timedelta(days=3))

    first, second = read("/pl/aktualnosci/"), read("/pl/aktualnosci/", page=2)

    assert titles(first, "news")[0] == "Wieść 12"
    assert len(titles(first, "news")) == 10
    assert titles(second, "news") == ["Wieść 2", "Wieść 1"]
    assert titles(second, "events") == []
    assert titles(read("/pl/aktualnosci/", page=99), "news") == titles(second, "news")


def test_without_news_the_page_says_so(read, news_index):
    news = read("/en/aktualnosci/").select_one("section[aria-labelledby=news]")

    assert news.p.text == "There is no news at the moment."


def test_an_event_says_when_and_where_with_a_map(read, announce, office):
    announce("Piknik", datetime(2026, 12, 5, 11, tzinfo=WARSAW), office=office)

    aside = read("/pl/aktualnosci/piknik/").aside

    words = aside.get_text(" ", strip=True)
    assert "sobota, 5 grudnia, 11.00–13.00" in words
    assert "Siedziba ul. Strzegomska 6, 53-611 Wrocław parter" in words
    assert aside.select_one('a[href^="https://www.openstreetmap.org/"]')["rel"] == ["noreferrer"]


def test_an_event_elsewhere_is_found_on_the_map_too(read, announce):
    announce("Jarmark", NOW + timedelta(days=3), place="Rynek, Wrocław")

    assert "query=Rynek" in read("/pl/aktualnosci/jarmark/").aside.select_one("a[rel]")["href"]


def test_a_past_event_says_so_and_offers_no_calendar(read, announce):
    announce("Piknik", NOW - timedelta(days=2))

    aside = read("/pl/aktualnosci/piknik/").aside

    assert aside.strong
    assert aside.select(".button") == []


def test_an_event_goes_into_any_calendar(read, announce, office):
    event = announce("Piknik", datetime(2026, 12, 5, 11, tzinfo=WARSAW), office=office)
    address = read("/uk/aktualnosci/piknik/").aside.select_one(".button")["href"]

    response = Client().get(address)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    (entry,) = icalendar.Calendar.from_ical(response.content).walk("VEVENT")
    assert entry["UID"] == f"{event.translation_key}@krok"
    assert entry["DTSTART"].dt == datetime(2026, 12, 5, 10, tzinfo=ZoneInfo("UTC"))
    assert "Strzegomska" in entry["LOCATION"]


def test_an_unpublished_event_has_no_calendar(announce):
    event = announce("Piknik", NOW + timedelta(days=3))
    address = f"{event.get_url()}calendar/"
    event.unpublish()

    assert Client().get(address).status_code == 404


def test_the_cost_does_not_grow_with_the_news(cost, tell_news, announce):
    tell_news("Wieść", date(2026, 11, 1), picture=PictureFactory())
    announce("Piknik", NOW + timedelta(days=3), picture=PictureFactory())
    queries = cost("/pl/aktualnosci/")
    for day in range(2, 9):
        tell_news(f"Wieść {day}", date(2026, 11, day), picture=PictureFactory())
        announce(f"Piknik {day}", NOW + timedelta(days=day))

    assert cost("/pl/aktualnosci/") == queries
    assert queries <= 8
    assert cost("/pl/aktualnosci/wiesc/") <= 8
    assert cost("/pl/aktualnosci/piknik/") <= 8
