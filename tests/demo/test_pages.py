"""The demonstration opens with a public site in three languages, which an editor can go on with."""

import pytest
from django.db import transaction
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import Translation

from cms.models import HouseFacts
from courses.models import Course, CoursePage
from lms.demo.pages import load_pages

LANGUAGES = ("pl", "uk", "en")


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker):
    """The whole site, planted once for all these stories and taken away with them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_pages()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(planted, db):
    pass


def test_the_site_is_whole_in_three_languages_and_stays_as_it_is(loaded, client):
    pages = Page.objects.count()
    told = CoursePage.objects.get(slug="opiekun-tymczasowy")
    told.lead = "Poprawione ręką redaktorki."
    told.save_revision().publish()

    load_pages()

    assert Page.objects.count() == pages
    assert CoursePage.objects.get(pk=told.pk).lead == "Poprawione ręką redaktorki."
    assert Course.objects.count() == 15
    assert HouseFacts.objects.count() == 1
    for language in LANGUAGES:
        locale = Locale.objects.get(language_code=language)
        assert CoursePage.objects.live().filter(locale=locale).count() == 15
        assert client.get(f"/{language}/").status_code == 200
    assert Site.objects.get().root_page.slug == "pl"


def test_every_page_and_its_translations_open(loaded, client):
    addresses = [page.url_path for page in Page.objects.filter(depth__gte=2)]

    assert {address for address in addresses if client.get(address).status_code != 200} == set()


def test_the_translations_are_joined_and_complete_for_the_editor(loaded):
    polish = CoursePage.objects.filter(locale__language_code="pl").first()
    translations = Translation.objects.filter(source__object_id=polish.translation_key)

    assert {page.locale.language_code for page in polish.get_translations(inclusive=True)} == set(LANGUAGES)
    assert [translation.get_progress() for translation in translations] == [
        (strings, strings) for strings, _translated in (one.get_progress() for one in translations)
    ]
    assert all(one.course == polish.course for one in polish.get_translations().specific())


def test_no_polish_sentence_is_left_in_another_language(loaded):
    polish = set(CoursePage.objects.filter(locale__language_code="pl").values_list("lead", flat=True))
    others = CoursePage.objects.exclude(locale__language_code="pl").values_list("lead", flat=True)

    assert polish & set(others) == set()
