"""Oksana at home in My Krok."""

import pytest


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def at_home(client, oksana):
    client.force_login(oksana.user)
    return client
