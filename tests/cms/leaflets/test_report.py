"""The report "Leaflets taken": sums by leaflet, language and month, for those who print and plan."""

import io
from datetime import date

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from cms.models import LeafletCount, LeafletPage

Taken = LeafletCount.Taken


@pytest.fixture
def taken(leaflet):
    """Three days in two months."""
    for day, language, how, times in (
        (date(2026, 10, 30), "pl", Taken.PAPER, 3),
        (date(2026, 11, 2), "pl", Taken.PAPER, 5),
        (date(2026, 11, 3), "pl", Taken.CODE, 7),
        (date(2026, 11, 3), "uk", Taken.EASY, 11),
    ):
        LeafletCount.objects.create(code=leaflet.code, language=language, taken=how, day=day, times=times)
    LeafletPage.objects.filter(locale__language_code="uk").update(title="Опікун")


@pytest.fixture
def report(client, ewa):
    client.force_login(ewa.user)

    def ask(**query):
        return client.get(reverse("leaflets_taken"), query)

    return ask


def rows(response):
    table = BeautifulSoup(response.content, "html.parser").select("table.listing tbody tr")
    return [[cell.get_text(strip=True) for cell in row.select("td")] for row in table]


def test_a_row_is_a_leaflet_in_a_language_and_a_month(report, taken):
    assert [[row[0], row[1], *row[3:]] for row in rows(report())] == [
        ["Opiekun", "Polski", "5", "0", "7", "12"],
        ["Опікун", "Українська", "0", "11", "0", "11"],
        ["Opiekun", "Polski", "3", "0", "0", "3"],
    ]


def test_it_is_narrowed_to_a_time_and_a_language(report, taken):
    assert len(rows(report(since="2026-11-01"))) == 2
    assert len(rows(report(until="2026-10-31"))) == 1
    assert [row[1] for row in rows(report(language="uk"))] == ["Українська"]


def test_the_sums_are_those_of_what_is_shown(report, taken):
    assert report().context["sums"] == {"papers": 8, "easy": 11, "scans": 7, "all": 26}
    assert report(language="pl").context["sums"]["all"] == 15


def test_it_can_be_taken_as_a_spreadsheet(report, taken, leaflet):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(report(export="xlsx").streaming_content)))

    _head, first, *_others = book.active.iter_rows(values_only=True)
    assert first[:3] == ("Opiekun", leaflet.code, "pl")
    assert first[4:] == (5, 0, 7, 12)


def test_it_can_be_taken_as_csv(report, taken, leaflet):
    lines = b"".join(report(export="csv").streaming_content).decode().splitlines()

    assert len(lines) == 4
    assert f"Opiekun,{leaflet.code},pl," in lines[1]


def test_a_leaflet_that_is_gone_keeps_its_numbers(report, taken, leaflet):
    code = leaflet.code
    LeafletPage.objects.all().delete()

    assert {row[0] for row in rows(report())} == {code}


def test_an_empty_report_says_so(report, leaflet):
    assert report().status_code == 200


def test_coordinators_find_it_in_their_menu(client, pan_adam, taken):
    client.force_login(pan_adam.user)

    start = client.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("leaflets_taken") in start
    assert len(rows(client.get(reverse("leaflets_taken")))) == 3


def test_others_do_not_see_it(client, irena, taken):
    client.force_login(irena.user)

    assert client.get(reverse("leaflets_taken")).status_code == 302
