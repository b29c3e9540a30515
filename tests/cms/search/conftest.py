import pytest
from bs4 import BeautifulSoup

from tests.factories.pages import plant_site


@pytest.fixture
def site(db):
    """The public site: a home page and a catalogue in three languages."""
    return plant_site()


@pytest.fixture
def ask(client):
    """Ask the site's search for something; gives what it answers, as a reader would list it."""

    def search(text, *, language="pl", **more):
        response = client.get(f"/{language}/search/", {"q": text, **more})
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return search


@pytest.fixture
def found(ask):
    """The titles that a search finds, in their order."""

    def titles(text, *, language="pl", **more):
        return [link.text for link in ask(text, language=language, **more).select(".result__title a")]

    return titles
