"""The library: leaflets by activity, each with its languages and papers, in a few queries."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.leaflets.press import make_papers
from cms.models import Activity, LeafletCount, LeafletEdition, LeafletPage
from tests.cms.leaflets.conftest import EASY


def seen(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def queries(client, address):
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def titles(page):
    return [card.get_text(strip=True) for card in page.select(".leaflet h3")]


@pytest.fixture
def shelves(leaflets):
    """Two activities, with two leaflets and one."""
    guardians, helpers = (
        Activity.objects.create(number=3, name="Opieka"),
        Activity.objects.create(number=2, name="Asystenci"),
    )
    leaflets.publish(title="Sąd", slug="sad", activity=guardians)
    leaflets.publish(title="Adopcja", slug="adopcja", activity=guardians, languages=("pl",), easy_read=EASY)
    leaflets.publish(title="Asystent", slug="asystent", activity=helpers)
    return leaflets


def test_leaflets_stand_by_activity(client, shelves):
    page = seen(client, "/pl/ulotki/")

    assert [heading.get_text(strip=True) for heading in page.select("main h2")] == ["Asystenci", "Opieka"]
    assert titles(page) == ["Asystent", "Adopcja", "Sąd"]


def test_an_activity_is_chosen_without_a_script(client, shelves):
    page = seen(client, "/pl/ulotki/")
    links = [link["href"] for link in page.select(".chips a")]

    assert links == ["?", "?activity=2", "?activity=3"]
    assert titles(seen(client, "/pl/ulotki/?activity=3")) == ["Adopcja", "Sąd"]


@pytest.mark.parametrize("asked", ["9", "", "<script>", "3 OR 1=1"])
def test_an_activity_without_leaflets_shows_them_all(client, shelves, asked):
    assert len(titles(seen(client, f"/pl/ulotki/?activity={asked}"))) == 3


def test_a_card_says_in_which_languages_and_whether_it_is_easy(client, shelves):
    cards = seen(client, "/pl/ulotki/").select(".leaflet")
    offers = [[offer.get_text(strip=True) for offer in card.select(".offers li")] for card in cards]

    assert offers[0] == ["Polski", "Українська", "English"]
    assert offers[1][0] == "Polski"
    assert len(offers[1]) == 2


def test_only_published_leaflets_of_this_language_are_there(client, shelves):
    LeafletPage.objects.get(slug="sad", locale__language_code="pl").unpublish()

    assert titles(seen(client, "/pl/ulotki/")) == ["Asystent", "Adopcja"]
    assert titles(seen(client, "/uk/ulotki/")) == ["Asystent", "Sąd"]


def test_an_empty_library_says_so(client, leaflets):
    page = seen(client, "/uk/ulotki/")

    assert page.select_one(".empty-state")


def test_every_paper_in_the_library_can_be_taken(client, shelves):
    papers = [link["href"] for link in seen(client, "/pl/ulotki/").select("a[href*='.pdf']")]

    assert len(papers) == 9
    assert {client.get(paper).status_code for paper in papers} == {200}


def test_a_leaflet_offers_its_papers_first_the_one_it_was_made_for(client, leaflets):
    leaflets.publish(format=LeafletPage.Format.A5, easy_read=EASY)

    page = seen(client, "/pl/ulotki/opiekun/")

    papers = [link["href"].partition("format=")[2] for link in page.select(".papers a")]
    assert papers[:6] == ["a5", "a4", "folded", "a5&easy=1", "a4&easy=1", "folded&easy=1"]


def test_what_does_not_fit_on_folded_paper_is_not_offered_folded(client, leaflets):
    text = "<p>" + "Sąd wyznacza opiekuna. " * 40 + "</p>"
    body = [{"type": "section", "value": {"heading": f"Część {n}", "text": text}} for n in range(20)]
    leaflets.publish(languages=("pl",), body=body)
    make_papers(LeafletEdition.objects.get())

    papers = [link["href"] for link in seen(client, "/pl/ulotki/opiekun/").select(".papers a")]

    assert [paper.partition("format=")[2] for paper in papers] == ["a4", "a5"]


def test_papers_made_ahead_say_their_size(client, leaflet, edition):
    make_papers(edition)

    sizes = [size.get_text(" ", strip=True) for size in seen(client, leaflet.url).select(".papers__size")]

    assert all("kB" in size for size in sizes[:6])
    assert set(LeafletEdition.objects.get(pk=edition.pk).papers) == {
        f"{size}{form}" for size in ("a4", "a5", "folded") for form in ("", "-easy")
    }


def test_the_number_of_readers_is_not_for_the_public(client, leaflet):
    LeafletCount.objects.create(
        code=leaflet.code, language="pl", taken=LeafletCount.Taken.PAPER, day=date(2026, 11, 2), times=73519
    )

    assert "73519" not in client.get(leaflet.url).content.decode()
    assert "73519" not in client.get("/pl/ulotki/").content.decode()


@pytest.mark.parametrize("address", ["/pl/ulotki/", "/pl/ulotki/opiekun-0/"])
def test_queries_are_few_and_do_not_grow(client, leaflets, address):
    activity = Activity.objects.create(number=3, name="Opieka")
    goal, *_others = leaflets.site.add_information()

    def publish(number):
        leaflets.publish(slug=f"opiekun-{number}", activity=activity, easy_read=EASY, leads_to=goal)

    publish(0)
    one = queries(client, address)
    publish(1)
    publish(2)

    assert queries(client, address) == one
    assert one <= 8


def test_a_new_version_is_on_the_page_at_once(client, leaflet, django_capture_on_commit_callbacks):
    before = client.get(leaflet.url).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        leaflet.lead = "Zupełnie nowe zdanie."
        leaflet.save_revision().publish()

    after = client.get(leaflet.url).content.decode()

    assert "Zupełnie nowe zdanie." in after
    assert "Zupełnie nowe zdanie." not in before
