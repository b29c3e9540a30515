"""Whoever reads feeds learns what is new in their language, once, and nothing that no list would show."""

from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.models import EventPage, NewsIndexPage, NewsPage
from sessions.models import Run
from tests.factories.courses import CourseFactory
from tests.factories.pages import plant_site
from tests.factories.sessions import RunFactory, SessionFactory

ATOM = {"a": "http://www.w3.org/2005/Atom"}
IN_A_WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def _house(settings):
    settings.SITE_ADDRESS = "https://krok.example.org"


@pytest.fixture
def site(db):
    return plant_site()


@pytest.fixture
def news(site):
    """The list of news in three languages, and one piece of it in each."""
    (index, *_others) = site.add(NewsIndexPage, title="Aktualności")
    site.add(
        NewsPage, under=index, title="Nowy gabinet", lead="Zapraszamy.", body=[], date=date(2026, 11, 20)
    )
    return index


def rss(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314 - our own


def titles(feed):
    return [item.findtext("title") for item in feed.iter("item")]


def announce(code, **fields):
    course = fields.pop("course", None) or CourseFactory(code=code, title=f"Kurs {code}")
    run = RunFactory(course=course, code=f"{code}-1", **fields)
    SessionFactory(run=run, starts_at=timezone.now() + IN_A_WEEK)
    return run


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_news_are_told_in_the_language_of_the_address(client, news, language):
    feed = rss(client, f"/{language}/news.rss")

    item = feed.find("channel/item")
    assert feed.findtext("channel/language") == language
    assert item.findtext("title") == "Nowy gabinet"
    assert item.findtext("description") == "Zapraszamy."
    assert item.findtext("link") == f"https://krok.example.org/{language}/aktualnosci/nowy-gabinet/"


def test_an_event_is_news_as_well_and_the_latest_stands_first(client, site, news):
    starts_at = timezone.now() + IN_A_WEEK
    site.add(
        EventPage,
        under=news,
        title="Piknik",
        lead="Dla wszystkich.",
        starts_at=starts_at,
        ends_at=starts_at + IN_A_WEEK,
    )

    assert titles(rss(client, "/pl/news.rss")) == ["Piknik", "Nowy gabinet"]


def test_atom_says_the_same(client, news):
    feed = ElementTree.fromstring(client.get("/uk/news.atom").content)  # noqa: S314 - our own

    entry = feed.find("a:entry", ATOM)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "uk"
    assert entry.findtext("a:title", namespaces=ATOM) == "Nowy gabinet"
    assert entry.findtext("a:id", namespaces=ATOM).startswith("urn:uuid:")
    assert entry.findtext("a:updated", namespaces=ATOM)


def test_a_piece_of_news_stays_the_same_to_readers_when_its_address_and_title_change(
    client, news, django_capture_on_commit_callbacks
):
    before = rss(client, "/pl/news.rss").findtext("channel/item/guid")
    page = NewsPage.objects.get(locale__language_code="pl")
    page.title, page.slug = "Nowszy gabinet", "nowszy-gabinet"
    with django_capture_on_commit_callbacks(execute=True):
        page.save()

    feed = rss(client, "/pl/news.rss")

    assert titles(feed) == ["Nowszy gabinet"]
    assert feed.findtext("channel/item/guid") == before


def test_languages_have_entries_of_their_own(client, news):
    guids = {rss(client, f"/{code}/news.rss").findtext("channel/item/guid") for code in ("pl", "uk", "en")}

    assert len(guids) == 3


def test_what_is_unpublished_is_no_news(client, news):
    NewsPage.objects.get(locale__language_code="pl").unpublish()

    assert titles(rss(client, "/pl/news.rss")) == []


def test_a_new_run_is_told_with_its_dates_and_leads_to_its_course(client, site):
    course = CourseFactory(code="OPIEK", title="Opiekun")
    site.tell_of(course)
    run = announce("OPIEK", course=course, languages=["uk"])

    item = rss(client, "/pl/runs.rss").find("channel/item")

    assert item.findtext("title").startswith("Opiekun · ")
    assert run.organiser.name in item.findtext("description")
    assert item.findtext("link") == "https://krok.example.org/pl/kursy/opiek/#dates"


def test_the_newest_run_stands_first_and_a_course_without_a_page_leads_to_booking(client, site):
    announce("STARY")
    new = announce("NOWY")

    feed = rss(client, "/en/runs.rss")

    assert [title.partition(" ·")[0] for title in titles(feed)] == ["Kurs NOWY", "Kurs STARY"]
    assert feed.findtext("channel/item/link") == f"https://krok.example.org/en/book/{new.uuid}/"


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": Run.Status.DRAFT},
        {"status": Run.Status.CANCELLED},
        {"visibility": Run.Visibility.UNLISTED},
        {"visibility": Run.Visibility.CONFIDENTIAL},
        {"closed": True},
        {
            "booking_opens_at": timezone.now() + timedelta(days=3),
            "booking_closes_at": timezone.now() + IN_A_WEEK,
        },
    ],
)
def test_a_run_that_nobody_can_book_is_not_told(client, site, hidden):
    announce("CICHY", **hidden)

    assert titles(rss(client, "/pl/runs.rss")) == []


@pytest.mark.parametrize("address", ["/pl/runs.rss", "/pl/runs.atom", "/uk/news.rss"])
def test_a_confidential_course_is_in_no_feed(client, site, address):
    site.tell_of(CourseFactory(confidential=True, title="Czas dla siebie"))
    announce("CZAS2", course=CourseFactory(code="CZAS2", title="Czas dla siebie", is_confidential=True))

    assert "Czas" not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/pl/news.rss", "/pl/news.atom", "/pl/runs.rss", "/pl/runs.atom"])
def test_who_has_the_feed_already_is_told_so(client, news, address):
    announce("OPIEK")
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert first["Content-Type"].startswith(f"application/{address[-4:].strip('.')}+xml")


@pytest.mark.parametrize(("page", "feed"), [("/pl/aktualnosci/", "/pl/news"), ("/en/courses/", "/en/runs")])
def test_the_list_leads_to_its_feeds(client, news, page, feed):
    links = BeautifulSoup(client.get(page).content, "html.parser").select("link[rel=alternate][type]")

    assert [link["href"] for link in links] == [f"{feed}.rss", f"{feed}.atom"]


@pytest.mark.parametrize("address", ["/pl/news.rss", "/pl/runs.rss"])
def test_more_entries_cost_no_more_queries(client, site, news, address):
    def queries(number):
        site.add(NewsPage, under=news, title=f"Wieść {number}", lead="Tak.", body=[])
        announce(f"KURS{number}")
        with CaptureQueriesContext(connection) as seen:
            client.get(address, {"again": number})
        return len(seen)

    queries(0)
    one = queries(1)
    queries(2)

    assert one == queries(3)
