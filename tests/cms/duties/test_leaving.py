"""Whoever leaves quickly is gone: from the screen, from the server, and from what the browser kept."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from cms.models import HouseFacts, InformationPage
from tests.factories.courses import CourseFactory
from tests.factories.sessions import RunFactory, SessionFactory

ELSEWHERE = "https://weather.example.org/"


@pytest.fixture
def house(db):
    return HouseFacts.objects.create(quick_exit_address=ELSEWHERE)


@pytest.fixture
def at_home(client, oksana, house):
    client.force_login(oksana.user)
    client.get("/uk/my/")
    return client


def is_signed_in(client):
    return client.get("/uk/my/").status_code == 200


def test_it_is_a_plain_link_that_ends_the_visit_and_leads_elsewhere(at_home, house):
    key = at_home.cookies[settings.SESSION_COOKIE_NAME].value

    response = at_home.get("/leave/")

    assert (response.status_code, response.url) == (303, ELSEWHERE)
    assert not SessionStore().exists(key)
    assert not is_signed_in(at_home)


def test_the_browser_is_told_to_forget_what_it_carried(at_home, house):
    at_home.cookies["messages"] = "something personal"

    response = at_home.get("/leave/")

    gone = {name for name, cookie in response.cookies.items() if cookie["max-age"] == 0}
    assert gone == {"sessionid", "csrftoken", "messages"}
    assert "no-store" in response["Cache-Control"]


def test_nobody_is_told_where_the_reader_comes_from(client, house):
    assert client.get("/leave/")["Referrer-Policy"] == "no-referrer"


def test_a_script_tells_the_same_address_in_the_background_without_a_token(oksana, house):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(oksana.user)

    response = strict.post("/leave/")

    assert (response.status_code, response.content) == (204, b"")
    assert not is_signed_in(strict)


def test_answers_given_while_taking_a_place_are_forgotten(client, house, db):
    run = RunFactory(course=CourseFactory())
    SessionFactory(run=run)
    client.get(f"/pl/book/{run.uuid}/who/")
    client.post(f"/pl/book/{run.uuid}/who/", {"for_whom": "me"})
    key = client.cookies[settings.SESSION_COOKIE_NAME].value

    client.get("/leave/")

    assert not SessionStore().exists(key)


def test_without_a_choice_of_the_house_it_leads_where_the_settings_say(client, db):
    assert client.get("/leave/").url == settings.QUICK_EXIT_ADDRESS


@pytest.mark.parametrize("header", [{"sec-purpose": "prefetch;prerender"}, {"purpose": "prefetch"}])
def test_a_browser_that_only_looks_ahead_ends_nothing(at_home, house, header):
    response = at_home.get("/leave/", headers=header)

    assert response.status_code == 204
    assert is_signed_in(at_home)


def test_a_page_of_another_site_signs_nobody_out(at_home, house):
    response = at_home.get("/leave/", headers={"sec-fetch-site": "cross-site"})

    assert response.url == ELSEWHERE
    assert is_signed_in(at_home)


# --- which pages have it, and what the browser keeps of them ------------------------------------


def button_on(client, address):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return page.select_one("[data-leave-quickly] a")


@pytest.mark.parametrize(
    "address", ["", "details/", "messages/", "pass/", "children/new/", "details/address/"]
)
def test_every_page_of_my_krok_has_the_button_and_is_kept_by_no_browser(at_home, house, address):
    response = at_home.get(f"/uk/my/{address}")

    button = button_on(at_home, f"/uk/my/{address}")
    assert (button["href"], button["data-leads-to"]) == ("/leave/", ELSEWHERE)
    assert "no-store" in response["Cache-Control"]


@pytest.fixture
def sensitive(site):
    page = site.add_information(title="Bezpieczeństwo", slug="bezpieczenstwo", is_sensitive=True)[0]
    InformationPage.objects.update(is_sensitive=True)
    return page


@pytest.mark.parametrize("visit", ["first", "second"])
def test_so_has_a_sensitive_page(sensitive, house, visit):
    stranger = Client()
    if visit == "second":
        Client().get("/uk/bezpieczenstwo/")

    response = stranger.get("/uk/bezpieczenstwo/")

    assert button_on(stranger, "/uk/bezpieczenstwo/")["data-leads-to"] == ELSEWHERE
    assert response["Cache-Control"] == "no-store"


def test_an_ordinary_page_needs_none(site, client):
    response = client.get("/pl/")

    assert button_on(client, "/pl/") is None
    assert response["Cache-Control"] == "private, no-cache"


def test_nor_does_an_ordinary_booking_but_a_confidential_one_does(client, db):
    open_run, quiet = RunFactory(), RunFactory(confidential=True)
    for run in (open_run, quiet):
        SessionFactory(run=run)

    assert button_on(client, f"/pl/book/{open_run.uuid}/") is None
    assert button_on(client, f"/pl/book/{quiet.uuid}/")
    assert "no-store" in client.get(f"/pl/book/{quiet.uuid}/")["Cache-Control"]


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_what_it_does_and_what_it_cannot_hide_is_said_without_scripts(sensitive, language):
    page = BeautifulSoup(Client().get(f"/{language}/bezpieczenstwo/").content, "html.parser")

    told = page.select_one("[data-leave-quickly] details")

    assert told.summary.get_text(strip=True)
    assert len(told.select("p")) == 2


def test_robots_do_not_press_it(client, db):
    assert "Disallow: /leave/" in client.get("/robots.txt").content.decode().splitlines()
