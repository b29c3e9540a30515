import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import Activity, ActivityIndexPage, ActivityPage, NewsIndexPage
from tests.factories.pages import plant_site


@pytest.fixture
def site(db):
    return plant_site()


@pytest.fixture
def read():
    """What a stranger reads at an address, nothing remembered."""

    def page(address, **query):
        cache.clear()
        response = Client().get(address, query)
        assert response.status_code == 200, address
        return BeautifulSoup(response.content, "html.parser")

    return page


@pytest.fixture
def cost():
    """The queries of a page of which nothing is remembered but what all pages share."""

    def of(address):
        cache.clear()
        Client().get(address)
        cache.delete("public:version")
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(address).status_code == 200
        return len(asked)

    return of


@pytest.fixture
def activities(site):
    return site.add(ActivityIndexPage, title="Jak pomagamy", lead="Dziewięć sposobów.")[0]


@pytest.fixture
def tell_activity(site, activities):
    def told(number, title, **fields):
        activity = Activity.objects.create(number=number, name=title, icon="child")
        fields = {"lead": "Jesteśmy obok. I długo zostajemy.", **fields}
        return site.add(ActivityPage, under=activities, title=title, activity=activity, **fields)[0]

    return told


@pytest.fixture
def news_index(site):
    return site.add(NewsIndexPage, title="Aktualności")[0]
