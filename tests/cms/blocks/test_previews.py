"""An editor sees what a block looks like before choosing it, in the language they work in."""

from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from cms import blocks
from cms.blocks.lists import KINDS
from cms.models import (
    Activity,
    ActivityIndexPage,
    ActivityPage,
    LeafletIndexPage,
    LeafletPage,
    NewsIndexPage,
    NewsPage,
    Office,
)
from tests.factories.files import PaperFactory, PictureFactory, VideoFactory
from tests.factories.sessions import RunFactory, SessionFactory

LISTS = {
    name: getattr(blocks, name)
    for name in ("TEXT_BLOCKS", "HOME_BLOCKS", "LEAFLET_BLOCKS", "EASY_BLOCKS", "CAMPAIGN_BLOCKS")
}
OFFERED = [pair for offered in LISTS.values() for pair in offered]
IDS = [f"{name}-{kind}" for name, offered in LISTS.items() for kind, _block in offered]


@pytest.fixture
def furnished(site):
    """A site with one of everything that blocks can show."""
    PictureFactory()
    VideoFactory()
    PaperFactory()
    SessionFactory(run=RunFactory(course=site.tell_of().course))
    Office.objects.create(code="strzegomska", name="Strzegomska", street="ul. Strzegomska 6")
    activity = Activity.objects.create(number=1, name="Opieka", icon="child")
    index = site.add(ActivityIndexPage, title="Jak pomagamy")[0]
    site.add(ActivityPage, under=index, title="Opieka", lead="Dla opiekunów.", activity=activity)
    index = site.add(LeafletIndexPage, title="Ulotki")[0]
    site.add(LeafletPage, under=index, title="Ulotka", lead="Krótko.")
    index = site.add(NewsIndexPage, title="Aktualności")[0]
    site.add(NewsPage, under=index, title="Festyn", lead="W sobotę.")
    return site


def preview(client, block):
    response = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_block_shows_itself_in_the_look_of_the_house(client, ewa, furnished, kind, block):
    client.force_login(ewa.user)

    page = preview(client, block(kind))

    assert page.main.get_text(strip=True) or page.main.find("img")
    assert "krok.css" in page.find("link", rel="stylesheet")["href"]
    assert page.find(["script", "style"]) is None
    assert page.find(style=True) is None
    assert len({tag["id"] for tag in page.find_all(id=True)}) == len(page.find_all(id=True))
    levels = [1, *(int(heading.name[1]) for heading in page.find_all(["h1", "h2", "h3", "h4"]))]
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    assert all(image.has_attr("alt") for image in page.find_all("img"))


@pytest.mark.parametrize(("kind", "offered"), OFFERED, ids=IDS)
def test_every_block_that_a_page_offers_can_be_seen_before_it_is_chosen(kind, offered):
    assert offered.is_previewable
    assert isinstance(offered, KINDS[kind])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_block_says_what_it_is_for_and_where_it_belongs(kind, block):
    made = block(kind)

    with translation.override("en"):
        assert str(made.get_description()).endswith(".")
        assert str(made.label)
        assert str(made.meta.group)


def test_an_example_speaks_the_language_of_the_editor(block):
    headings = {}
    for language in ("pl", "en"):
        with translation.override(language):
            headings[language] = block("section").get_preview_value()["heading"]

    assert headings == {"pl": "Co zabrać", "en": "What to bring"}


def test_nothing_is_needed_in_the_house_for_a_preview(client, ewa, site):
    client.force_login(ewa.user)

    empty = {kind for kind in KINDS if not preview(client, KINDS[kind]()).main.find(True)}

    assert empty == set()


def test_the_names_that_stored_content_knows_are_still_offered():
    home = {"promises", "steps", "upcoming_runs", "section", "reassurance"}

    assert home <= set(dict(blocks.HOME_BLOCKS))
    assert {"section", "questions", "callout"} <= set(dict(blocks.TEXT_BLOCKS))
    assert [name for name, _block in blocks.LEAFLET_BLOCKS] == [
        "section",
        "steps",
        "callout",
        "contact_card",
        "image",
        "quotation",
    ]
    assert [name for name, _block in blocks.EASY_BLOCKS] == ["section", "callout", "image"]
