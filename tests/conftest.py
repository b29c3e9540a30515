"""The people of the stories, and the house they come to."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from tests import foundation, personas

TESTS = Path(__file__).parent
ONCE = ("backoffice", "cms", "demo", "docs", "web")
"""Tests of pages, words, papers, files: run on SQLite only; on PostgreSQL the stories of the browser pass."""
TWICE = ("cms/search",)
"""Among them, what each database does in its own way."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what runs once, and keep the tests of an ``xdist_group`` together.

    xdist 3.8 adds the group to ``_nodeid``, where pytest 9.2 no longer looks.
    """
    for item in items:
        if item.path.is_relative_to(TESTS):
            told = item.path.relative_to(TESTS).as_posix()
            if told.startswith(ONCE) and not told.startswith(TWICE):
                item.add_marker(pytest.mark.once)
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        group = item.get_closest_marker("xdist_group")
        if group and not item.nodeid.endswith(f"@{group.args[0]}"):
            item._id = type(item._id).parse(f"{item.nodeid}@{group.args[0]}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        foundation.keep()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item):
    """After a test that emptied the tables, put back what the migrations laid down."""
    result = yield
    marker = item.get_closest_marker("django_db")
    emptied = (marker and marker.kwargs.get("transaction")) or "transactional_db" in item.fixturenames
    if emptied:
        with item.config.stash[blocking_manager_key].unblock():
            foundation.bring_back()
    return result


@pytest.fixture(autouse=True)
def _nothing_remembered():
    """No test meets what another left in the cache, or the language its last page was asked for in."""
    cache.clear()
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def mops(db):
    return personas.mops()


@pytest.fixture
def fundacja(db):
    return personas.fundacja()


@pytest.fixture
def oksana(db):
    return personas.oksana()


@pytest.fixture
def danylo(oksana):
    return personas.danylo(oksana)


@pytest.fixture
def marta(db):
    return personas.marta()


@pytest.fixture
def pan_adam(mops):
    return personas.pan_adam(mops)


@pytest.fixture
def pani_beata(fundacja):
    return personas.pani_beata(fundacja)


@pytest.fixture
def irena(mops):
    return personas.irena(mops)


@pytest.fixture
def ewa(mops):
    return personas.ewa(mops)


@pytest.fixture
def anna(mops):
    return personas.anna(mops)
