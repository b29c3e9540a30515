"""Whoever comes to an address that leads nowhere is helped on, in the language of that address."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import HouseFacts
from tests.factories.courses import CourseFactory
from tests.factories.pages import plant_site


@pytest.fixture
def site(db):
    return plant_site()


@pytest.fixture
def speech_therapy(site):
    page = site.tell_of(CourseFactory(code="LOGO", title="Zajęcia z logopedą"))
    translation = page.get_translations().get(locale__language_code="uk")
    translation.title = "Заняття з логопедом"
    translation.save()
    return page


@pytest.fixture
def lost(client):
    def at(address, **more):
        response = client.get(address, **more)
        assert response.status_code == 404
        return BeautifulSoup(response.content, "html.parser")

    return at


def likely(page):
    return [link["href"] for link in page.select(".result a")]


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
@pytest.mark.parametrize("accepted", ["de", "uk", "en"])
def test_it_speaks_the_language_of_the_address_whatever_the_browser_prefers(site, lost, language, accepted):
    page = lost(f"/{language}/nie-ma/mnie/", headers={"accept-language": accepted})

    assert page.html["lang"] == language
    assert page.select_one(f"main .actions a[href='/{language}/']")


def test_an_address_of_no_language_speaks_the_readers(site, client):
    response = client.get("/wp-login.php", headers={"accept-language": "uk"}, follow=True)

    assert response.status_code == 404
    assert response.headers["Content-Language"] == "uk"


def test_the_words_of_the_address_stand_ready_to_be_searched(site, lost):
    field = lost("/pl/dawne-strony/zasilek_dla-rodzin.html/").select_one("main input[type=search]")

    assert field["value"] == "zasilek dla rodzin html"
    assert field.find_parent("form")["action"] == "/pl/search/"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/pl/kursy/zajecia-z-logopeda-2024/", "/pl/kursy/logo/"),
        ("/pl/zajęcia-z-logopedą/", "/pl/kursy/logo/"),
        ("/uk/zaniattia-z-lohopedom/", "/uk/kursy/logo/"),
        ("/en/zajecia-z-logopeda/", "/en/courses/logo/"),
    ],
)
def test_likely_pages_are_offered_in_the_language_of_the_address(speech_therapy, lost, address, found):
    assert likely(lost(address)) == [found]


def test_at_most_three_are_offered(site, lost):
    for number in range(5):
        site.add_information(title=f"Namiot {number}", slug=f"n{number}", languages=("pl",))

    assert len(likely(lost("/pl/namiot/"))) == 3


def test_no_confidential_page_is_offered(site, lost):
    site.tell_of(CourseFactory(confidential=True, title="Czas dla siebie"))

    page = lost("/pl/kursy/czas-dla-siebie/")

    assert likely(page) == []


@pytest.mark.parametrize("address", ["/pl/my/lohoped-logopeda/", "/pl/book/logopeda/", "/pl/logopeda/1234/"])
def test_addresses_that_hold_keys_are_not_read(speech_therapy, lost, address):
    page = lost(address)

    assert likely(page) == []
    assert page.select_one("main input[type=search]")["value"] == ""


def test_a_number_to_call_and_the_homes_of_the_other_languages_are_there(site, lost):
    facts = HouseFacts.objects.first() or HouseFacts()
    facts.phone = "71 784 96 06"
    facts.save()

    page = lost("/uk/nema/")

    assert page.select_one("main a[href='tel:+48717849606']")
    assert [link["href"] for link in page.select("header [hreflang]")] == ["/pl/", "/uk/", "/en/"]


@pytest.mark.parametrize(
    "odd",
    ["%00", "%F0%9F%99%82", "%3Cscript%3Ealert(1)%3C/script%3E", "a-" * 2_000, "%22%27*%5E", "..%2f..%2f"],
)
def test_odd_addresses_get_the_same_calm_answer(speech_therapy, client, odd):
    response = client.get(f"/pl/{odd}/")

    assert response.status_code == 404
    assert b"<script>alert" not in response.content


def test_it_costs_few_queries_and_no_more_for_more_pages(site, client):
    def queries(number):
        site.add_information(title=f"Namiot {number}", slug=f"n{number}", languages=("pl",))
        client.get(f"/pl/namiot-{number}/")
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/pl/namiot-i-{'ple' * number}cak/")
        return len(seen)

    one = queries(1)
    queries(2)

    assert one == queries(3) <= 8


def test_a_flood_of_wrong_addresses_is_answered_without_searching(speech_therapy, client):
    for number in range(25):
        client.get(f"/pl/slowo{chr(97 + number)}/")

    page = BeautifulSoup(client.get("/pl/logopeda/").content, "html.parser")

    assert likely(page) == []
    assert page.select_one("main input[type=search]")["value"] == "logopeda"


def test_the_same_wrong_address_is_looked_up_once(speech_therapy, client):
    client.get("/pl/logopeda/")
    with CaptureQueriesContext(connection) as seen:
        client.get("/pl/logopeda/")

    assert [query for query in seen.captured_queries if "wagtailsearch" in query["sql"]] == []
