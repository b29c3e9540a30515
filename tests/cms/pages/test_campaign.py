"""The campaign invites: to read, to come to an evening, to talk. One button leads to one short form."""

import pytest

from cms.models import FosterCampaignPage
from tests.factories.sessions import RunFactory, SessionFactory

BODY = [
    {"type": "section", "value": {"heading": "Historia Anny", "text": "<p>Zaczęło się od telefonu.</p>"}},
    {
        "type": "steps",
        "value": {
            "heading": "Jak to idzie",
            "steps": [{"type": "item", "value": {"title": f"Krok {n}", "text": "Spokojnie."}} for n in "123"],
        },
    },
]


@pytest.fixture
def campaign(site, mops):
    return site.add(
        FosterCampaignPage,
        title="Zostań rodziną",
        lead="Dziecko czeka.",
        body=BODY,
        organisation=mops,
        form_heading="Porozmawiajmy",
    )[0]


@pytest.fixture
def evening(mops):
    run = RunFactory(organiser=mops, course__candidate_stage="evening", languages=["pl"])
    SessionFactory(run=run)
    return run


def test_the_way_to_talk_stands_at_the_top_and_at_the_end(read, campaign):
    page = read("/pl/zostan-rodzina/")

    ways = [link["href"] for link in page.select("main a.button--next")]
    assert ways == [f"/pl/interest/{campaign.translation_key}/"] * 2
    assert [heading.text for heading in page.select("h2")][:2] == ["Historia Anny", "Jak to idzie"]


def test_the_next_evenings_can_be_booked_at_once(read, campaign, evening):
    SessionFactory(run__course__candidate_stage="")

    page = read("/pl/zostan-rodzina/")

    (card,) = page.select("section[aria-labelledby=evenings] .run-card")
    assert str(evening.uuid) in card.select_one(".button")["href"]
    assert page.select_one('.campaign-head a[href="#evenings"]')


def test_without_evenings_and_without_anybody_who_answers_it_is_a_page_to_read(read, site):
    site.add(FosterCampaignPage, title="Czytaj", lead="O rodzinach.")

    page = read("/pl/czytaj/")

    assert page.select("main .button") == []
    assert page.select("section[aria-labelledby=evenings]") == []


def test_it_can_be_remembered_for_strangers(client, campaign, evening, django_assert_num_queries):
    client.get("/pl/zostan-rodzina/")

    with django_assert_num_queries(0):
        client.get("/pl/zostan-rodzina/")


def test_more_evenings_cost_no_more(cost, campaign, evening):
    queries = cost("/pl/zostan-rodzina/")
    for _more in range(2):
        SessionFactory(run=RunFactory(course=evening.course, languages=["pl", "uk"]))

    assert cost("/pl/zostan-rodzina/") == queries
    assert queries <= 8
