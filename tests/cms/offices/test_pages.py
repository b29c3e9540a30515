"""Somebody looks on a phone for where to go: is it open, whom to call, how to get there."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import Closure
from cms.offices.cards import office_cards
from tests.factories.offices import CounterFactory, OfficeFactory, OfficeSite, last_of_month, other_hours
from tests.factories.pages import plant_site

pytestmark = pytest.mark.django_db

MONDAY_AT_NINE = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ADDRESSES = {"pl": "/pl/gdzie/", "uk": "/uk/gdzie/", "en": "/en/gdzie/"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(MONDAY_AT_NINE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def pages():
    return OfficeSite(plant_site())


@pytest.fixture
def centre(pages):
    office = OfficeFactory(
        code="centrum",
        name_pl="Centrum",
        name_en="Main building",
        floor_en="Ground floor",
        phone="71 78 22 322",
        email="sekretariat@mops.wroclaw.pl",
        is_step_free=True,
        directions_en="Tram 6.",
    )
    CounterFactory(office=office, sort_order=1)
    desk = CounterFactory(
        office=office, name_en="Cash desk", name_pl="Kasa", week={"01234": "10-14"}, sort_order=2
    )
    last_of_month(desk, "10-12")
    CounterFactory(office=office, name_en="Benefits", phone="71 79 99 274", sort_order=3)
    pages.tell_of(office)
    return office


def read(address):
    cache.clear()
    response = Client().get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def text_of(node):
    return " ".join(node.get_text(" ", strip=True).split())


def test_a_reader_sees_first_whether_each_office_is_open_now(pages, centre):
    other = OfficeFactory(code="namyslowska", name_en="Family cards", position=2)
    CounterFactory(office=other, week={"0": "10-15"})

    first_look = read(ADDRESSES["en"]).select_one(".course__aside")

    assert [text_of(row) for row in first_look.select("li")] == [
        "Main building Open now, until 15:30",
        "Family cards Closed now. Opens today at 10:00",
    ]
    assert [link["href"] for link in first_look.select("a")] == ["#centrum", "#namyslowska"]


def test_the_words_come_before_the_offices(pages, centre):
    page = read(ADDRESSES["pl"])

    order = [node.get("id") or node.name for node in page.select("main .told h2, main .office")]
    assert order[-1] == "centrum"
    assert page.select_one("main a[href='tel:+48717849606']")


def test_an_office_is_told_with_address_map_phones_and_the_hours_of_every_counter(pages, centre):
    card = read(ADDRESSES["en"]).select_one("#centrum")

    links = {link["href"] for link in card.select("a")}
    assert {
        "tel:+48717822322",
        "tel:+48717999274",
        "mailto:sekretariat@mops.wroclaw.pl",
        centre.map_url,
        "/en/gdzie/centrum/",
    } == links
    assert "Ground floor" in text_of(card)
    assert "Step-free access" in text_of(card)
    assert [text_of(row) for row in card.select("tbody tr")] == [
        "Mon–Fri (today) 7:30–15:30",
        "Sat–Sun closed",
        "Mon–Fri (today) 10:00–14:00",
        "Sat–Sun closed",
        "Last working day of the month 10:00–12:00",
    ]
    assert "Benefits 71 79 99 274 The same hours as the office." in text_of(card)


def test_a_map_learns_nothing_of_the_reader(pages, centre):
    card = read(ADDRESSES["en"]).select_one("#centrum")

    assert card.select_one(f'a[href="{centre.map_url}"]')["rel"] == ["noreferrer"]


def test_the_next_two_weeks_are_on_the_contact_page_and_two_months_on_that_of_the_office(pages, centre):
    Closure.objects.create(office=centre, first_day=date(2026, 12, 28), last_day=date(2026, 12, 29))

    soon = [text_of(row) for row in read(ADDRESSES["en"]).select(".office__soon li")]
    ahead = [text_of(row) for row in read("/en/gdzie/centrum/").select("#otherwise + ul li")]

    assert soon == ["Cash desk. Monday, 30 November : 10:00–12:00, last working day of the month"]
    assert ahead == [
        soon[0],
        "Thursday, 24 December : closed, public holiday (Christmas Eve)",
        "Friday, 25 December : closed, public holiday (Christmas Day)",
        "28–29 December : closed",
        "Cash desk. Thursday, 31 December : 10:00–12:00, last working day of the month",
        "Friday, 1 January 2027 : closed, public holiday (New Year’s Day)",
        "Wednesday, 6 January 2027 : closed, public holiday (Epiphany)",
    ]


def test_the_page_of_an_office_tells_all_of_it(pages, centre):
    page = read("/en/gdzie/centrum/")

    assert "Open now, until 15:30" in text_of(page.select_one(".course__aside"))
    assert "Tram 6." in text_of(page.select_one("#way").parent)
    assert page.select_one(f'a.button[href="{centre.map_url}"]')


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_the_pages_are_there_in_every_language(pages, centre, language):
    other_hours(centre.counters.first(), date(2026, 11, 24), reason="Remont")

    assert "Remont" in text_of(read(ADDRESSES[language]))
    assert read(f"{ADDRESSES[language]}centrum/").select_one("h1")


def test_the_house_without_offices_has_a_contact_page(pages):
    assert read(ADDRESSES["en"]).select(".office") == []


def test_an_office_without_counters_has_a_page(pages):
    office = OfficeFactory(code="nowe", phone="71 78 22 322")
    pages.tell_of(office)

    assert read("/en/gdzie/nowe/").select_one("a[href='tel:+48717822322']")
    assert read(ADDRESSES["en"]).select_one("#nowe")


@pytest.mark.parametrize("address", [ADDRESSES["pl"], "/pl/gdzie/centrum/"])
def test_ten_offices_cost_as_many_queries_as_one_and_at_most_eight(pages, centre, address):
    def queries():
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            Client().get(address)
        return len(asked)

    queries()
    one = queries()
    for _office in range(3):
        office = CounterFactory().office
        CounterFactory(office=office, name="Kasa")
        pages.tell_of(office)

    assert queries() == one
    assert one <= 8


def test_all_offices_are_read_in_two_queries(pages, centre, django_assert_num_queries):
    with django_assert_num_queries(2):
        cards = office_cards(at=MONDAY_AT_NINE)
        words = [one.hours.in_words for card in cards for one in card.counters]

    assert len(words) == 3
    assert cards[0].url == "/pl/gdzie/centrum/"


def test_a_remembered_page_never_says_that_a_closed_office_is_open(pages, centre, clock):
    clock.move_to(datetime(2026, 11, 23, 14, 29, 30, tzinfo=UTC))
    before = Client().get(ADDRESSES["en"]).content.decode()

    clock.move_to(datetime(2026, 11, 23, 14, 30, 1, tzinfo=UTC))
    after = Client().get(ADDRESSES["en"]).content.decode()

    assert "Open now, until 15:30" in before
    assert "Open now" not in after
    assert "Opens tomorrow, Tuesday, at 7:30" in after


def test_within_a_minute_a_page_is_served_from_memory(pages, centre, clock, django_assert_num_queries):
    Client().get(ADDRESSES["en"])
    clock.shift(30)

    with django_assert_num_queries(0):
        Client().get(ADDRESSES["en"])


def test_a_change_of_anything_about_an_office_is_seen_at_once(
    pages, centre, django_capture_on_commit_callbacks
):
    address = "/en/gdzie/centrum/"
    desk = centre.counters.get(name_en="Cash desk")
    changes = [
        ("ul. Nowa 1", lambda: _change(centre, street="ul. Nowa 1")),
        ("Till", lambda: _change(desk, name_en="Till")),
        ("10:30–14:00", lambda: _change(desk.weekly_hours.first(), opens="10:30")),
        ("Stocktaking", lambda: other_hours(desk, date(2026, 12, 1), reason="Stocktaking")),
        (
            "Repairs",
            lambda: Closure.objects.create(
                office=centre, first_day=date(2026, 12, 2), last_day=date(2026, 12, 2), reason="Repairs"
            ),
        ),
    ]
    for told, change in changes:
        assert told not in Client().get(address).content.decode()

        with django_capture_on_commit_callbacks(execute=True):
            change()

        assert told in Client().get(address).content.decode()


def _change(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    record.save()
