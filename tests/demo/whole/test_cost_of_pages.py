"""Every kind of public page is read in a few queries, and answered from memory in none."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.journeys.public_pages import pages_of_every_kind

pytestmark = pytest.mark.xdist_group("demonstration")

MOST = 8
NOT_REMEMBERED = {"fresh": "1"}


def queries_of(client, address, **asked):
    with CaptureQueriesContext(connection) as told:
        response = client.get(address, asked)
    assert response.status_code == 200, address
    return [query["sql"] for query in told]


def test_no_page_takes_more_than_eight_queries():
    client = Client()
    spent = {}
    for address in pages_of_every_kind("uk"):
        client.get(address)  # the frame and the site are remembered apart from the page
        spent[address] = queries_of(client, address, **NOT_REMEMBERED)

    assert {address: len(told) for address, told in spent.items() if len(told) > MOST} == {}


def test_a_page_seen_before_takes_none():
    client = Client()
    cache.clear()
    asked_for_again = {}
    for address in pages_of_every_kind("pl"):
        if "/interest/" in address:
            continue  # a form, drawn for each reader with a token of their own
        client.get(address)
        asked_for_again[address] = len(queries_of(client, address))

    assert {address: number for address, number in asked_for_again.items() if number} == {}
