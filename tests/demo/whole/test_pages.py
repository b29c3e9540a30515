"""The demonstration opens with a public site in three languages, which an editor can go on with."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, PageLogEntry, Site, get_page_models
from wagtail_localize.models import StringSegment, Translation
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.models import (
    Activity,
    ContactPage,
    EventPage,
    HomePage,
    HouseFacts,
    InformationPage,
    LeafletEdition,
    LeafletPage,
    Office,
    Paper,
    Picture,
    PublicPage,
    Video,
)
from courses.models import Course, CoursePage
from lms.demo.pages import load_pages
from lms.demo.pages.news import keep_events_ahead
from lms.demo.planting import make_room
from lms.demo.seed.people import seed_people
from lms.people.models import InformationClause
from sessions.models import Room
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.xdist_group("demonstration")

LANGUAGES = ("pl", "uk", "en")
SAME_NAMES = {"Krok", "Barbara", "Renata"}
CYRILLIC = re.compile(r"[А-яЄ-їҐґ]")
POLISH = re.compile(r"[ąćęłńśźżĄĆĘŁŃŚŹŻ]")
NAMES = re.compile(
    r"Wrocław\w*|Strzegomsk\w+|Namysłowsk\w+|Solidarności|piętro|Miejski Ośrodek Pomocy Społecznej"
    r"|dzień dobry"
)
"""What is written as in Polish in every language: addresses, the centre's own name, a first lesson."""


def public_pages():
    return Page.objects.filter(depth__gte=2).specific().select_related("locale")


def in_language(code):
    return public_pages().filter(locale__language_code=code)


def strings(page):
    """Every text of a page that a translator has before them, with its path."""
    return [
        (segment.path, segment.string.data)
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    ]


def test_the_site_is_whole_in_three_languages_and_stays_as_it_is(client):
    counted = {
        model: model.objects.count()
        for model in (
            Page,
            Activity,
            Office,
            Picture,
            Paper,
            Video,
            InformationClause,
            PageLogEntry,
            Translation,
        )
    }
    told = CoursePage.objects.get(slug="opiekun-tymczasowy")
    told.lead = "Poprawione ręką redaktorki."
    told.save_revision().publish()
    counted[PageLogEntry] = PageLogEntry.objects.count()

    load_pages()

    assert {model: model.objects.count() for model in counted} == counted
    assert CoursePage.objects.get(pk=told.pk).lead == "Poprawione ręką redaktorki."
    assert Course.objects.count() == 17
    assert HouseFacts.objects.count() == 1
    for language in LANGUAGES:
        locale = Locale.objects.get(language_code=language)
        assert CoursePage.objects.live().filter(locale=locale).count() == 17
        assert client.get(f"/{language}/").status_code == 200
    assert Site.objects.get().root_page.slug == "pl"


def test_every_kind_of_page_is_there_in_every_language():
    kinds = {
        kind
        for kind in get_page_models()
        if issubclass(kind, PublicPage)
        and not kind._meta.abstract
        and kind._meta.app_label in {"cms", "courses"}
    }

    for kind in kinds:
        told_in = set(kind.objects.live().values_list("locale__language_code", flat=True))
        assert told_in == set(LANGUAGES), kind


def test_every_page_opens_and_no_link_inside_the_house_leads_nowhere(client):
    """Files are left out: in tests they lie in memory, and are gone for the next test."""
    asked = {}
    broken = set()
    for page in Page.objects.filter(depth__gte=2):
        response = client.get(page.url_path)
        asked[page.url_path] = response.status_code
        for address in set(re.findall(r'(?:href|src)="(/[^"/][^"]*)"', response.content.decode())):
            path = urlsplit(address.replace("&amp;", "&")).path
            if path not in asked and not path.startswith(("/static/", "/media/", "/admin/", "/documents/")):
                asked[path] = client.get(path).status_code
            if asked.get(path, 200) == 404:
                broken.add((page.url_path, path))

    assert {
        page.url_path for page in Page.objects.filter(depth__gte=2) if asked[page.url_path] != 200
    } == set()
    assert len(asked) > 150
    assert broken == set()


def test_every_page_would_be_accepted_from_an_editor():
    refused = {}
    for page in public_pages():
        try:
            page.full_clean()
            for field in page._meta.get_fields():
                if isinstance(field, StreamField):
                    field.stream_block.clean(field.value_from_object(page))
        except ValidationError as error:
            refused[page.url_path] = error

    assert refused == {}


def test_the_translations_are_joined_and_complete_for_the_editor():
    for page in in_language("pl"):
        translations = Translation.objects.filter(source__object_id=page.translation_key)
        languages = {one.locale.language_code for one in page.get_translations(inclusive=True)}

        assert languages == set(LANGUAGES), page.url_path
        assert translations.count() == 2
        assert StringSegment.objects.filter(source__object_id=page.translation_key).count() == len(
            strings(page)
        )
        for total, translated in (one.get_progress() for one in translations):
            assert total == translated, page.url_path


def test_what_was_published_is_what_the_translator_would_publish():
    """The pages are written in bulk; the translator's button must find nothing to change."""
    for kind in (HomePage, LeafletPage, EventPage):
        page = kind.objects.filter(locale__language_code="pl").first()
        translation = Translation.objects.get(
            source__object_id=page.translation_key, target_locale__language_code="uk"
        )
        published = kind.objects.get(pk=page.get_translation(translation.target_locale).pk)

        made, _new = translation.source.create_or_update_translation(translation.target_locale, publish=False)

        assert strings(made.get_latest_revision_as_object()) == strings(published)


def test_a_paper_stands_on_a_page_in_its_own_language(client):
    for address, paper in (
        ("/uk/yak-my-dopomahaiemo/tymchasovi-opikuny/", "Аркуш на холодильник"),
        ("/en/how-we-help/temporary-guardians/", "A sheet for the fridge"),
    ):
        assert paper in client.get(address).content.decode()


def test_no_polish_is_left_in_other_languages():
    """Polish letters stand there in names only, Cyrillic ones on Ukrainian pages only."""
    polish = {text for page in in_language("pl") for _path, text in strings(page)}

    for language in ("uk", "en"):
        for page in in_language(language):
            for path, text in strings(page):
                words = NAMES.sub("", text)
                assert not POLISH.search(words), (page.url_path, path, text)
                assert language == "uk" or not CYRILLIC.search(words), (page.url_path, path, text)
                is_copied = text in polish and re.search(r"[A-Za-z]{4}", text)
                assert not is_copied or path == "slug" or text in SAME_NAMES, (page.url_path, path, text)


def test_a_page_that_may_have_to_be_hidden_gives_nothing_away(client):
    for page in public_pages().filter(slug__in=("spokojna-rozmowa", "spokiina-rozmova", "a-quiet-talk")):
        html = client.get(page.url_path).content.decode()

        assert page.is_sensitive
        for told in (page.title, page.slug, page.search_description):
            assert not re.search(r"przemoc|насильств|violence|krzywd|кривд|abuse", told, re.IGNORECASE)
        main = html[html.index("<main") : html.index("</main>")]
        assert "Strzegomsk" not in main
        for number in ("112", "800 120 002", "116 111"):
            assert number in main


def test_leaflets_are_numbered_from_one_and_lead_somewhere():
    assert LeafletPage.objects.count() == 3 * 7
    assert all(leaflet.leads_to and leaflet.easy_read for leaflet in LeafletPage.objects.all())
    assert set(LeafletEdition.objects.values_list("number", flat=True)) == {1}
    assert {leaflet.format for leaflet in LeafletPage.objects.all()} == set(LeafletPage.Format)


def test_offices_have_their_counters_and_courses_their_activities():
    assert {office.code: office.counters.count() for office in Office.objects.all()} == {
        "strzegomska": 4,
        "namyslowska": 1,
        "solidarnosci": 1,
    }
    assert not Course.objects.filter(activities=None).exists()
    assert set(Course.objects.exclude(candidate_stage="").values_list("code", flat=True)) == {"KAND", "WIECZ"}
    assert set(InformationClause.objects.values_list("purpose", flat=True)) == set(
        InformationClause.Purpose.values
    )


def test_events_stay_ahead_unless_an_editor_took_them_over():
    later = timezone.now() + timedelta(days=120)
    edited = EventPage.objects.get(slug="otwarte-drzwi")
    edited.save_revision(user=PersonFactory(with_sign_in=True).user).publish()

    with time_machine.travel(later):
        keep_events_ahead()
        ahead = EventPage.objects.filter(starts_at__gt=timezone.now())
        again = list(ahead.values_list("pk", "starts_at"))
        keep_events_ahead()

        assert {page.locale.language_code for page in ahead} == set(LANGUAGES)
        assert ahead.count() == 3 * 2
        assert not ahead.filter(pk=edited.pk).exists()
        assert list(ahead.values_list("pk", "starts_at")) == again


def test_an_older_page_in_the_place_of_a_newer_kind_gives_way_unless_it_was_edited():
    """A demonstration that was loaded before there were contact pages has plain ones in their places."""
    home, source = HomePage.objects.get(slug="pl"), Locale.objects.get(language_code="pl")
    untouched, edited = (
        home.add_child(instance=InformationPage(title=title, slug=slug, locale=source))
        for title, slug in (("Kontakt dawniej", "dawniej"), ("Kontakt jeszcze dawniej", "jeszcze-dawniej"))
    )
    edited.save_revision(user=PersonFactory(with_sign_in=True).user)

    make_room(home, kind=ContactPage, slug="dawniej")
    make_room(home, kind=ContactPage, slug="jeszcze-dawniej")

    assert not InformationPage.objects.filter(pk=untouched.pk).exists()
    assert InformationPage.objects.filter(pk=edited.pk).exists()


def test_rooms_of_the_centre_stand_in_its_offices():
    seed_people()

    offices = dict(Room.objects.filter(organisation__code="MOPS").values_list("name_pl", "office__code"))
    assert offices == {
        "Sala Lipa": "strzegomska",
        "Sala Dąb": "strzegomska",
        "Gabinet Wierzba": "strzegomska",
        "Sala Jarzębina": "namyslowska",
    }
