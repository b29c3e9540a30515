"""The home page is laid of blocks, each a band across the page, and stays light however many there are."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.blocks import HOME_BLOCKS
from cms.models import Activity, ActivityIndexPage, ActivityPage, HomePage
from tests.factories.files import PictureFactory, VideoFactory
from tests.factories.sessions import RunFactory, SessionFactory

STEPS = {"heading": "Jak to działa", "steps": [{"title": f"Krok {n}", "text": "Razem."} for n in (1, 2)]}


@pytest.fixture
def home(site):
    def furnished(*body):
        page = HomePage.objects.get(pk=site.homes["pl"].pk)
        page.body = list(body)
        page.save()
        return BeautifulSoup(Client().get("/pl/", {"fresh": "1"}).content, "html.parser").main

    return furnished


def test_the_first_button_leads_to_the_courses_and_the_second_to_how_it_works(home):
    page = home(("steps", STEPS))

    goals = [link["href"] for link in page.select(".hero__actions a")]
    assert goals == ["/pl/kursy/", "#steps"]
    assert page.select_one("#steps h2").get_text() == "Jak to działa"


def test_two_blocks_of_a_kind_do_not_bear_the_same_name(home):
    page = home(("steps", STEPS), ("steps", STEPS))

    assert len(page.select(".path")) == 2
    assert len(page.select("#steps")) == 1


def test_a_block_with_nothing_to_show_takes_no_room(home):
    page = home(("upcoming_runs", {"heading": "Terminy", "number": 3}), ("news", {"heading": "Co nowego"}))

    assert page.select(".section") == []


def test_a_home_page_with_everything_costs_at_most_eight_queries(site, home, django_assert_max_num_queries):
    PictureFactory()
    VideoFactory()
    SessionFactory(run=RunFactory(course=site.tell_of().course))
    index = site.add(ActivityIndexPage, title="Jak pomagamy")[0]
    activity = Activity.objects.create(number=1, name="Opieka", icon="child")
    site.add(ActivityPage, under=index, title="Opieka", lead="Razem.", activity=activity)
    body = [(name, block.get_preview_value()) for name, block in HOME_BLOCKS]
    home(*body)

    with django_assert_max_num_queries(8):
        page = Client().get("/pl/", {"fresh": "1"})

    assert page.status_code == 200
    assert len(BeautifulSoup(page.content, "html.parser").select(".section")) >= len(body) - 4
