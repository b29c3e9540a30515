"""Every address, every role, one's own and another's: who gets what. The table is in matrix.txt."""

from __future__ import annotations

from functools import reduce

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from lms.people.roles import forget_roles
from tests.permissions.addresses import named_addresses, wagtails_own
from tests.permissions.table import rows

SIGN_IN = ("/account/sign-in/", "/admin/login/")
PICTURES_AND_WORDS = {"wagtailadmin_sprite", "wagtailadmin_javascript_catalog"}
"""What Wagtail's own sign-in page needs to be drawn; it tells nothing."""


def answer(row, name, world) -> str:
    """What the visitor gets, in the words of the table."""
    cache.clear()
    client = Client()
    if visitor := world.visitors[name]:
        forget_roles(visitor.user)
        client.cookies[settings.SESSION_COOKIE_NAME] = world.keys[name]
    with translation.override("pl"):
        address = reverse(row.name, args=[_argument(world, word) for word in row.of])
    # Whatever a visitor changes is undone before the next one comes.
    with transaction.atomic():
        response = client.generic(row.method, address)
        transaction.set_rollback(True)
    if response.status_code == 302:
        return "in" if any(door in response["Location"] for door in SIGN_IN) else "go"
    return str(response.status_code)


def _argument(world, word):
    """``place.uuid`` is looked up in the world; ``CSV`` is itself, and ``HOME`` the home page."""
    if word == "HOME":
        return ""
    return word.lower() if word.isupper() else reduce(getattr, word.split("."), world)


@pytest.mark.once
@pytest.mark.usefixtures("blank_pages")
@pytest.mark.parametrize("row", rows(), ids=str)
def test_everybody_gets_what_the_table_says(row, world, db):
    found = {name: answer(row, name, world) for name in world.visitors}

    assert found == row.expected


def test_no_address_is_without_a_row():
    assert named_addresses() - {row.name for row in rows()} == set()


def test_no_row_is_left_of_an_address_that_is_gone():
    assert {row.name for row in rows()} - named_addresses() == set()


@pytest.mark.once
@pytest.mark.parametrize("who", ["stranger", "oksana", "irena"])
def test_nobody_without_a_role_for_it_opens_anything_of_the_back_office(who, world, db):
    visitor = world.visitors[who]
    opened = set()
    for name in sorted(wagtails_own()):
        try:
            address = reverse(name)
        except NoReverseMatch:  # needs arguments; those are behind the same door
            continue
        if not address.startswith("/admin/") or name in PICTURES_AND_WORDS:
            continue
        client = Client()
        if visitor:
            client.force_login(visitor.user)
        if client.get(address).status_code == 200:
            opened.add(name)

    assert opened == set()
