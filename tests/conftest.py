"""The people of the stories, and the house they come to."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from pytest_django.plugin import blocking_manager_key

from lms.people.models import Role
from tests import foundation
from tests.factories.people import GuardianshipFactory, OrganisationFactory, PersonFactory

TESTS = Path(__file__).parent
ONCE = ("cms/blocks", "cms/duties", "cms/editing", "cms/leaflets", "cms/uploads", "demo", "docs")
"""Tests of words, markup, papers and files: no database changes them, so they run on SQLite only."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what runs once, and keep the tests of an ``xdist_group`` together.

    xdist 3.8 adds the group to ``_nodeid``, where pytest 9.2 no longer looks.
    """
    for item in items:
        if item.path.is_relative_to(TESTS) and item.path.relative_to(TESTS).as_posix().startswith(ONCE):
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
    return OrganisationFactory(code="MOPS", name="Miejski Ośrodek Pomocy Społecznej")


@pytest.fixture
def fundacja(db):
    """An NGO that must see nothing of the centre's, and the other way round."""
    return OrganisationFactory(code="FUNDA", name="Fundacja")


@pytest.fixture
def oksana(db):
    """A guardian from Ukraine who reads Ukrainian."""
    return PersonFactory(
        given_name="Oksana",
        family_name="Shevchenko",
        given_name_cyrillic="Оксана",
        family_name_cyrillic="Шевченко",
        email="oksana@example.org",
        language="uk",
        with_sign_in=True,
    )


@pytest.fixture
def danylo(oksana):
    """A child in Oksana's care."""
    child = PersonFactory(given_name="Danylo", family_name="Koval", child=True, language="uk")
    GuardianshipFactory(carer=oksana, child=child)
    return child


@pytest.fixture
def marta(db):
    """A Polish foster mother."""
    return PersonFactory(
        given_name="Marta",
        family_name="Kowalska",
        email="marta@example.org",
        language="pl",
        with_sign_in=True,
    )


def _with_role(role, organisation, **names):
    from lms.people.roles import grant

    person = PersonFactory(with_sign_in=True, **names)
    grant(role, to=person, at=organisation)
    return person


@pytest.fixture
def pan_adam(mops):
    """A coordinator of the centre."""
    return _with_role(
        Role.COORDINATOR,
        mops,
        given_name="Adam",
        family_name="Nowak",
        email="adam@example.org",
        language="pl",
    )


@pytest.fixture
def pani_beata(fundacja):
    """A coordinator of another organisation."""
    return _with_role(
        Role.COORDINATOR,
        fundacja,
        given_name="Beata",
        family_name="Zając",
        email="beata@example.org",
        language="pl",
    )


@pytest.fixture
def irena(mops):
    """A trainer."""
    return _with_role(
        Role.TRAINER, mops, given_name="Irena", family_name="Wójcik", email="irena@example.org", language="pl"
    )


@pytest.fixture
def ewa(mops):
    """An editor."""
    return _with_role(
        Role.EDITOR, mops, given_name="Ewa", family_name="Mazur", email="ewa@example.org", language="pl"
    )


@pytest.fixture
def anna(mops):
    """An administrator."""
    return _with_role(
        Role.ADMINISTRATOR,
        mops,
        given_name="Anna",
        family_name="Lis",
        email="anna@example.org",
        language="pl",
    )
