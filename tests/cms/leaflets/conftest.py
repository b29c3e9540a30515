from dataclasses import dataclass

import pytest
from django.test import Client

from cms.models import Activity, LeafletEdition, LeafletIndexPage, LeafletPage

BODY = [
    {
        "type": "section",
        "value": {
            "heading": "Kto może zostać opiekunem",
            "text": "<p>Źdźbło żółci, ґанок і їжак.</p><ul><li>Masz 18 lat.</li><li>Znasz dziecko.</li></ul>",
        },
    },
    {
        "type": "contact_card",
        "value": {"name": "Program", "phone": "71 784 96 06", "languages": ["uk"], "office": ""},
    },
]
EASY = [
    {
        "type": "section",
        "value": {"heading": "Opiekun", "text": "<p>Dziecko przyjechało samo. Opiekun pomaga dziecku.</p>"},
    }
]


@dataclass
class Leaflets:
    """The library in three languages, and a way to publish leaflets in it."""

    site: object
    index: LeafletIndexPage

    def publish(self, *, languages=("pl", "uk", "en"), **fields):
        """A leaflet in these languages, Polish first, as an editor publishes it."""
        given = {"title": "Opiekun", "lead": "Sąd wyznacza opiekuna.", "body": BODY, "slug": "opiekun"}
        pages = self.site.add(LeafletPage, under=self.index, languages=languages, **given | fields)
        for page in pages:
            page.save_revision().publish()
        return {page.locale.language_code: LeafletPage.objects.get(pk=page.pk) for page in pages}


@pytest.fixture
def leaflets(site):
    index, *_others = site.add(LeafletIndexPage, title="Ulotki", lead="Weź jedną.")
    return Leaflets(site=site, index=index)


@pytest.fixture
def leaflet(leaflets):
    """A leaflet of the third activity, in Polish, Ukrainian and English."""
    activity = Activity.objects.create(number=3, name="Opieka tymczasowa")
    return leaflets.publish(activity=activity, easy_read=EASY)["pl"]


@pytest.fixture
def edition(leaflet):
    return LeafletEdition.objects.get(page=leaflet)


@pytest.fixture
def phone():
    """A phone set to Ukrainian."""
    return Client(headers={"accept-language": "uk,pl;q=0.5"})
