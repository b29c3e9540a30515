"""Whom we work with: what they do, what can be joined, and a link that says it leads elsewhere."""

import pytest

from cms.models import PartnerIndexPage, PartnerPage
from tests.factories.sessions import RunFactory, SessionFactory


@pytest.fixture
def partner(site, fundacja):
    index = site.add(PartnerIndexPage, title="Partnerzy")[0]
    return site.add(
        PartnerPage,
        under=index,
        title="Fundacja",
        organisation=fundacja,
        lead="Terapia i zabawa.",
        website="https://www.fundacja.example.org/o-nas",
        phone="71 111 22 33",
        email="biuro@example.org",
    )[0]


def test_partners_are_listed_with_what_they_do(read, partner):
    (card,) = read("/pl/partnerzy/").select(".card")

    assert card.a["href"] == "/pl/partnerzy/fundacja/"
    assert card.p.text.replace("\u00a0", " ") == "Terapia i zabawa."


def test_the_website_says_that_it_leads_elsewhere(read, partner):
    contact = read("/en/partnerzy/fundacja/").aside

    link = contact.select_one('a[href^="https"]')
    assert link.text == "fundacja.example.org"
    assert link["rel"] == ["noreferrer"]
    assert "leads to their own site" in contact.text
    assert contact.select_one('a[href="tel:+48711112233"]')


def test_what_they_hold_can_be_joined_from_there(read, partner, fundacja, mops):
    SessionFactory(run=RunFactory(organiser=fundacja, course__title="Logopeda"))
    SessionFactory(run=RunFactory(organiser=mops, course__title="Nie ich"))
    SessionFactory(run=RunFactory(organiser=fundacja, course__confidential=True))
    SessionFactory(run=RunFactory(organiser=fundacja, confidential=True, course__title="Cicho"))

    cards = read("/pl/partnerzy/fundacja/").select(".run-card__title")

    assert [card.text for card in cards] == ["Logopeda"]


def test_more_runs_cost_no_more(cost, partner, fundacja):
    SessionFactory(run=RunFactory(organiser=fundacja, languages=["uk"]))
    queries = cost("/pl/partnerzy/fundacja/")
    for _more in range(3):
        SessionFactory(run=RunFactory(organiser=fundacja, languages=["pl", "uk"]))

    assert cost("/pl/partnerzy/fundacja/") == queries
    assert queries <= 8
    assert cost("/pl/partnerzy/") <= 8
