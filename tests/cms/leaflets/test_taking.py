"""Taking a leaflet as PDF: what is asked for, or a clear word on what there is instead."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.translation import override

from cms.models import LeafletCount, LeafletPage
from tests.cms.leaflets.conftest import EASY

Taken = LeafletCount.Taken


def address_of(code, language="pl"):
    with override(language):
        return reverse("leaflet_pdf", args=[code])


def counted():
    return dict(LeafletCount.objects.values_list("taken", "times"))


def said(response):
    page = BeautifulSoup(response.content, "html.parser")
    return page.h1.get_text(strip=True), [link["href"] for link in page.select("main a[href*='.pdf']")]


def test_the_address_is_the_code_under_a_language(leaflet):
    assert address_of(leaflet.code, "uk") == f"/uk/leaflets/{leaflet.code}.pdf"


@pytest.mark.parametrize("size", ["a4", "a5", "folded"])
def test_a_reader_takes_a_pdf_named_after_the_leaflet(client, leaflet, size):
    response = client.get(address_of(leaflet.code), {"format": size})

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="Opiekun.pdf"'
    assert response.content.startswith(b"%PDF")
    assert counted() == {Taken.PAPER: 1}


def test_without_a_size_it_is_the_one_the_leaflet_was_made_for(client, leaflets):
    page = leaflets.publish(languages=("pl",), format=LeafletPage.Format.FOLDED)["pl"]

    plain, folded = (client.get(address_of(page.code), asked) for asked in ({}, {"format": "folded"}))

    assert plain.content == folded.content


def test_easy_to_read_papers_are_counted_apart(client, leaflet):
    client.get(address_of(leaflet.code), {"easy": "1"})

    assert counted() == {Taken.EASY: 1}


def test_what_a_browser_does_by_itself_is_not_counted(client, leaflet):
    address = address_of(leaflet.code)

    client.head(address)
    client.get(address, headers={"sec-purpose": "prefetch;prerender"})

    assert counted() == {}


def test_a_browser_that_has_it_is_told_so_and_not_counted_again(client, leaflet):
    first = client.get(address_of(leaflet.code))

    again = client.get(address_of(leaflet.code), headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert counted() == {Taken.PAPER: 1}


def test_the_mark_of_a_paper_changes_with_size_form_and_version(client, leaflet):
    address = address_of(leaflet.code)
    marks = {client.get(address, asked)["ETag"] for asked in ({}, {"format": "a5"}, {"easy": "1"})}
    leaflet.lead = "Inaczej."
    leaflet.save_revision().publish()
    marks.add(client.get(address)["ETag"])

    assert len(marks) == 4


def test_an_old_version_is_there_under_its_number(client, leaflet):
    before = client.get(address_of(leaflet.code)).content
    leaflet.lead = "Inaczej."
    leaflet.save_revision().publish()

    assert client.get(address_of(leaflet.code), {"version": "1"}).content == before
    assert client.get(address_of(leaflet.code)).content != before


def test_a_version_that_never_was_is_said_not_to_be(client, leaflet):
    response = client.get(address_of(leaflet.code), {"version": "7"})

    assert response.status_code == 404
    assert leaflet.url in response.content.decode()


@pytest.mark.parametrize(
    "asked",
    [{"format": "b5"}, {"easy": "maybe"}, {"version": "zero"}, {"version": "-1"}, {"format": "../a4"}],
)
def test_nonsense_in_the_address_gets_a_clear_answer(client, leaflet, asked):
    response = client.get(address_of(leaflet.code), asked)

    assert response.status_code == 400
    assert leaflet.url in response.content.decode()
    assert counted() == {}


def test_a_missing_translation_is_answered_with_the_languages_there_are(client, leaflets):
    page = leaflets.publish(languages=("pl", "uk"), easy_read=EASY)["pl"]

    response = client.get(address_of(page.code, "en"), {"easy": "1"})

    _title, links = said(response)
    assert response.status_code == 404
    assert response["Content-Language"] == "en"
    assert [link.partition("?")[0] for link in links] == [
        f"/pl/leaflets/{page.code}.pdf",
        f"/uk/leaflets/{page.code}.pdf",
    ]
    assert [client.get(link).status_code for link in links] == [200, 200]


def test_missing_easy_words_are_said_to_be_missing(client, leaflets):
    page = leaflets.publish(languages=("pl",))["pl"]

    response = client.get(address_of(page.code), {"easy": "1"})

    assert response.status_code == 404
    assert page.url in response.content.decode()


def test_an_unpublished_leaflet_is_not_given_out(client, leaflet):
    for page in LeafletPage.objects.filter(code=leaflet.code):
        page.unpublish()

    response = client.get(address_of(leaflet.code))

    assert response.status_code == 404
    assert counted() == {}


def test_a_leaflet_withdrawn_after_it_was_taken_is_gone(client, leaflet):
    client.get(address_of(leaflet.code))
    for page in LeafletPage.objects.filter(code=leaflet.code):
        page.unpublish()

    assert client.get(address_of(leaflet.code)).status_code == 410


def test_a_leaflet_behind_a_door_is_not_given_out(client, leaflet):
    leaflet.view_restrictions.create(restriction_type="login")

    assert client.get(address_of(leaflet.code)).status_code == 404


def test_whoever_asks_without_end_is_asked_to_wait(client, leaflet):
    answers = [client.get(address_of("ZZZZZZ")).status_code for _time in range(122)]

    assert answers[:120] == [404] * 120
    assert answers[-1] == 429


def test_search_engines_are_kept_from_papers_and_codes(client, site):
    rules = client.get("/robots.txt").content.decode().splitlines()

    assert {"Disallow: /l/", "Disallow: /pl/leaflets/*.pdf", "Disallow: /uk/leaflets/*.pdf"} <= set(rules)
