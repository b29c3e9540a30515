"""The people of the stories, and the house they come to."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.template.base import Template
from django.utils import translation
from django.utils.safestring import SafeString
from pytest_django.plugin import blocking_manager_key
from wagtail.signal_handlers import disable_reference_index_auto_update

from tests import foundation, personas
from tests.chromium import chromium, playwright

__all__ = ["chromium", "playwright"]

TESTS = Path(__file__).parent
ONCE = (
    "attendance/codes",
    "attendance/desk",
    "attendance/door/test_door_cases",
    "attendance/past/test_pages",
    "attendance/past/test_reading",
    "attendance/records/test_my_record",
    "attendance/records/test_progress_pages",
    "backoffice",
    "cms",
    "courses/badges",
    "courses/bank",
    "courses/certificates/test_paper",
    "courses/certificates/test_templates",
    "courses/certificates/test_wording",
    "courses/competences/foreign",
    "courses/competences/test_importing",
    "courses/competences/test_pages",
    "courses/competences/test_rule",
    "courses/completion/test_practice_pages",
    "courses/completion/test_rule_pages",
    "courses/lessons/test_arranging",
    "courses/lessons/test_checking",
    "courses/lessons/test_lesson_page",
    "courses/lessons/test_my_learning",
    "courses/lessons/test_newcomers",
    "courses/lessons/test_starting",
    "courses/lessons/test_writing_lessons",
    "courses/packages",
    "courses/plans/test_plan_pages",
    "courses/quizzes/test_grading",
    "courses/quizzes/test_quiz_backoffice",
    "courses/quizzes/test_quiz_pages",
    "courses/quizzes/test_statistics",
    "courses/quizzes/test_unread_numbers",
    "courses/team",
    "courses/test_candidates_always",
    "courses/test_catalogue",
    "courses/test_course_page",
    "courses/test_eligibility",
    "courses/test_interest_form",
    "courses/test_share_field",
    "courses/test_titles_on_the_board",
    "demo",
    "docs",
    "messaging/test_channels",
    "messaging/test_letters",
    "people/test_names",
    "people/test_roles",
    "people/test_sign_in",
    "permissions",
    "sessions/appointments/backoffice",
    "sessions/appointments/test_booking_on_line",
    "sessions/appointments/test_by_link",
    "sessions/appointments/test_choosing_an_hour",
    "sessions/appointments/test_in_my_krok",
    "sessions/appointments/test_kinds_of_help",
    "sessions/board",
    "sessions/book",
    "sessions/calendar_page",
    "sessions/calendars",
    "sessions/my",
    "sessions/test_links",
    "sessions/test_needs",
    "sessions/test_patterns",
    "web",
)
"""Tests of pages, words, papers, files: run on SQLite only; on PostgreSQL the stories of the browser pass."""
INDEXED = ("cms/finding/test_not_found", "cms/search", "demo")
"""Tests of what Wagtail's indexes know: of words, and of what stands on which page."""
TWICE = ("cms/search/test_helping_on", "cms/search/test_search", "courses/packages/test_saving")
"""Among them, what each database does in its own way."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what runs once, put what needs a browser last, and keep the tests of an ``xdist_group`` together.

    xdist 3.8 adds the group to ``_nodeid``, where pytest 9.2 no longer looks.
    """
    for item in items:
        if item.path.is_relative_to(TESTS) and not item.get_closest_marker("browser"):
            told = item.path.relative_to(TESTS).as_posix()
            if told.startswith(ONCE) and not told.startswith(TWICE):
                item.add_marker(pytest.mark.once)
    yield
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        group = item.get_closest_marker("xdist_group")
        if group and not item.nodeid.endswith(f"@{group.args[0]}"):
            item._id = type(item._id).parse(f"{item.nodeid}@{group.args[0]}")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    foundation.start_from(os.environ.get("KROK_TEST_LAID", ""))


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


@pytest.fixture(autouse=True)
def _indexed(request):
    """What is saved is looked up word by word and link by link only for tests that search for it."""
    if request.path.relative_to(TESTS).as_posix().startswith(INDEXED):
        yield
        return
    search = settings.WAGTAILSEARCH_BACKENDS["default"]
    search["AUTO_UPDATE"] = False
    with disable_reference_index_auto_update():
        yield
    del search["AUTO_UPDATE"]


@pytest.fixture
def blank_pages(monkeypatch):
    """For tables of who gets in, asked thousands of times: what stands on the pages is told elsewhere."""
    monkeypatch.setattr(Template, "render", lambda *_page: SafeString(""))


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
