"""Everything public can be found, and nothing confidential, however one looks."""

from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.factories.courses import CourseFactory
from tests.factories.sessions import RunFactory, SessionFactory

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture
def quiet(site):
    """A confidential course with a page and a run, and an open course with a confidential run."""
    page = site.tell_of(CourseFactory(confidential=True, title="Czas dla siebie"))
    SessionFactory(run=RunFactory(course=page.course, code="CICHY-1"))
    listed = site.tell_of(CourseFactory(code="OPIEK", title="Opiekun"))
    SessionFactory(
        run=RunFactory(course=listed.course, confidential=True, code="CICHY-2", theme="Tylko dla Was")
    )
    return page


def crawl(start):
    """Every page one can walk to from here, with its text."""
    client, seen, ahead = Client(), {}, list(start)
    while ahead:
        address = ahead.pop()
        response = client.get(address)
        seen[address] = response.content.decode()
        if not response["Content-Type"].startswith("text/html"):
            continue
        links = BeautifulSoup(response.content, "html.parser").select("a[href^='/'], link[href^='/']")
        public = (link["href"].partition("#")[0] for link in links)
        ahead += [
            url
            for url in public
            if url[:4] in {"/pl/", "/uk/", "/en/"} and url not in seen and url not in ahead
        ]
    return seen


def test_the_sitemap_lists_every_page_with_its_languages(client, site, settings):
    settings.SITE_ADDRESS = "https://krok.example.org"
    site.tell_of(CourseFactory(code="OPIEK"))
    site.add_information(languages=("pl",))

    response = client.get("/sitemap.xml")

    entries = {
        entry.findtext("s:loc", namespaces=NAMES): len(entry.findall("x:link", NAMES))
        for entry in ElementTree.fromstring(response.content)  # noqa: S314 - our own
    }
    assert response["Content-Type"] == "application/xml"
    assert entries == {
        "https://krok.example.org/pl/kontakt/": 1,
        **{f"https://krok.example.org/{code}/": 3 for code in ("pl", "uk", "en")},
        **{f"https://krok.example.org{path}": 3 for path in ("/pl/kursy/", "/uk/kursy/", "/en/courses/")},
        **{
            f"https://krok.example.org{path}opiek/": 3
            for path in ("/pl/kursy/", "/uk/kursy/", "/en/courses/")
        },
    }


def test_the_sitemap_costs_the_same_for_many_pages(client, site, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    site.tell_of()
    client.get("/sitemap.xml")
    with CaptureQueriesContext(connection) as one:
        client.get("/sitemap.xml")
    queries = len(one)
    site.tell_of()
    site.tell_of()

    with django_assert_num_queries(queries):
        client.get("/sitemap.xml")


def test_robots_are_sent_to_the_sitemap_and_kept_from_what_is_personal(client, db, settings):
    settings.SITE_ADDRESS = "https://krok.example.org"

    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Sitemap: https://krok.example.org/sitemap.xml" in lines
    assert {"Disallow: /admin/", "Disallow: /uk/my/", "Disallow: /p/"} <= set(lines)


def test_nobody_can_walk_or_search_to_anything_confidential(site, quiet):
    SessionFactory(run=RunFactory(course=CourseFactory(code="LOGO")))
    ways_in = [f"/{code}/" for code in ("pl", "uk", "en")]
    searches = [f"/pl/kursy/?{query}" for query in ("q=czas", "q=CZAS", "q=cichy", "who=women", "free=on")]

    found = crawl(ways_in + searches)

    assert len(found) > 12
    words = ("Czas dla siebie", "czas/", "CICHY", "Tylko dla Was")
    assert [(address, word) for address, text in found.items() for word in words if word in text] == []


def test_nor_is_it_in_the_sitemap(client, quiet):
    assert "czas" not in client.get("/sitemap.xml").content.decode()


def test_whoever_has_the_address_reads_a_page_that_gives_nothing_away(client, quiet):
    response = client.get(f"/en/courses/{quiet.slug}/")

    page = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert page.title.text.split(" · ")[0] == "Information"
    assert page.select_one("meta[name=robots]")["content"] == "noindex, nofollow"
    assert page.select_one("meta[name=description]")["content"] == ""
    assert page.select("link[rel=canonical], link[rel=alternate]") == []
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_it_tells_how_to_ask_but_no_date_and_can_be_left_quickly(client, quiet):
    page = BeautifulSoup(client.get(f"/en/courses/{quiet.slug}/").content, "html.parser")

    assert page.select(".run-card, .date-tile") == []
    assert page.select_one("#dates a[href^='tel:']")
    assert page.select_one("[data-leave-quickly]")


def test_it_is_kept_by_no_cache(client, quiet, django_assert_num_queries):
    address = f"/en/courses/{quiet.slug}/"

    first, second = Client().get(address), Client().get(address)

    assert first["Cache-Control"] == second["Cache-Control"] == "no-store"
    assert "ETag" not in second
