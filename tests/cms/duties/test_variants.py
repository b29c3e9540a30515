"""Beside a page stand its other forms: easy to read, in Polish sign language, for children."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client

from cms.models import Captions, InformationPage, Video
from tests.factories.courses import CourseFactory
from tests.factories.duties import plant_standards
from tests.factories.pages import SECTION

SIMPLE = [{"type": "section", "value": {"heading": "Pomagamy", "text": "<p>Pomoc jest za darmo.</p>"}}]


@pytest.fixture
def film(db):
    video = Video.objects.create(
        title="Kim jesteśmy", file="a.mp4", language="pjm", duration=60, transcript_pl="Dzień dobry."
    )
    Captions.objects.create(video=video, language="pl", file=ContentFile(b"WEBVTT\n", name="pl.vtt"))
    return video


@pytest.fixture
def told(site, film):
    """A page with both variants in Polish and Ukrainian; the English one has neither."""
    pages = site.add_information(easy_read=SIMPLE, sign_video=film)
    InformationPage.objects.filter(pk=pages[2].pk).update(easy_read="[]", sign_video=None)
    cache.clear()
    return pages[0]


def shown(address):
    response = Client().get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def switches(page):
    return {link["hreflang"]: link["href"] for link in page.select(".language-switch a")}


def alternates(page):
    found = {link["hreflang"]: link["href"] for link in page.select("link[rel=alternate][hreflang]")}
    return {code: url for code, url in found.items() if code != "x-default"}


def test_a_page_leads_to_the_forms_it_has(told):
    links = {
        link.get_text(strip=True): link["href"] for link in shown("/pl/kontakt/").select(".page-variants a")
    }

    assert set(links.values()) == {"/pl/kontakt/etr/", "/pl/kontakt/pjm/"}


def test_and_to_none_that_it_lacks(told):
    assert shown("/en/kontakt/").select(".page-variants a") == []


def test_the_easy_page_shows_the_easy_words_and_nothing_of_the_others(told):
    page = shown("/pl/kontakt/etr/").select_one("main")

    assert "Pomoc jest za darmo." in page.get_text()
    assert "Dla kogo" not in page.get_text()


def test_it_says_in_its_title_which_form_it_is_and_leads_back(told):
    page = shown("/pl/kontakt/etr/")

    chosen = page.select_one(".page-variants [aria-current=page]")
    assert chosen["href"] == "/pl/kontakt/etr/"
    assert chosen.get_text(strip=True).lower() in page.title.get_text()
    assert chosen.get_text(strip=True).lower() in page.h1.get_text()
    assert page.select_one(".page-variants a")["href"] == "/pl/kontakt/"
    assert page.select_one(".breadcrumbs a[href='/pl/kontakt/']")


def test_the_signed_page_shows_the_film_with_captions_and_transcript(told):
    page = shown("/pl/kontakt/pjm/").select_one("main")

    video = page.video
    assert (video["preload"], video.has_attr("controls")) == ("none", True)
    assert video.source["src"].endswith("a.mp4")
    assert (video.track["kind"], video.track["srclang"]) == ("captions", "pl")
    assert "Dzień dobry." in page.select_one("details").get_text()


@pytest.mark.parametrize(
    "address", ["/en/kontakt/etr/", "/en/kontakt/pjm/", "/pl/kontakt/children/", "/pl/nic/etr/", "/pl/etr/"]
)
def test_what_a_page_lacks_is_not_there(told, client, address):
    assert client.get(address).status_code == 404


def test_the_change_of_language_keeps_the_form_where_the_other_language_has_it(told):
    page = shown("/pl/kontakt/etr/")

    assert switches(page) == {"pl": "/pl/kontakt/etr/", "uk": "/uk/kontakt/etr/", "en": "/en/kontakt/"}


def test_search_engines_are_told_of_the_form_and_of_its_translations(told, settings):
    settings.SITE_ADDRESS = "https://krok.example.org"

    page = shown("/uk/kontakt/etr/")

    assert page.select_one("link[rel=canonical]")["href"] == "https://krok.example.org/uk/kontakt/etr/"
    assert alternates(page) == {
        "pl": "https://krok.example.org/pl/kontakt/etr/",
        "uk": "https://krok.example.org/uk/kontakt/etr/",
    }


@pytest.mark.parametrize("form", ["etr", "pjm"])
def test_the_second_stranger_costs_no_query(told, django_assert_num_queries, form):
    Client().get(f"/pl/kontakt/{form}/")

    with django_assert_num_queries(0):
        assert Client().get(f"/pl/kontakt/{form}/").status_code == 200


@pytest.mark.parametrize("form", ["", "etr/", "pjm/"])
def test_the_first_costs_at_most_eight(told, django_assert_max_num_queries, form):
    cache.clear()

    with django_assert_max_num_queries(8):
        Client().get(f"/pl/kontakt/{form}")


def test_what_an_editor_publishes_is_seen_at_once(told, django_capture_on_commit_callbacks):
    Client().get("/pl/kontakt/etr/")

    with django_capture_on_commit_callbacks(execute=True):
        told.easy_read = [{"type": "section", "value": {"heading": "Nowe", "text": "<p>Nowe słowa.</p>"}}]
        told.save_revision().publish()

    assert "Nowe słowa." in shown("/pl/kontakt/etr/").get_text()


def test_a_form_of_a_confidential_course_gives_nothing_away(site, client):
    site.tell_of(CourseFactory(confidential=True, code="CZAS", title="Czas dla siebie"), easy_read=SIMPLE)

    response = client.get("/pl/kursy/czas/etr/")

    page = BeautifulSoup(response.content, "html.parser")
    assert "Czas dla siebie" not in page.title.get_text()
    assert page.select_one("meta[name=robots]")["content"] == "noindex, nofollow"
    assert page.select("link[rel=canonical], link[rel=alternate][hreflang]") == []
    assert page.select_one("[data-leave-quickly]")
    assert response["Cache-Control"] == "no-store"


def test_no_page_takes_the_ending_of_a_form(site):
    (page, *_others) = site.add_information()
    page.slug = "etr"

    with pytest.raises(ValidationError):
        page.clean()


def test_standards_have_a_version_for_children(site):
    for_children = [
        {"type": "section", "value": {"heading": "Twoje prawa", "text": "<p>Nikt nie może Cię bić.</p>"}}
    ]
    plant_standards(site, for_children=for_children)

    links = [link["href"] for link in shown("/uk/standardy/").select(".page-variants a")]
    page = shown("/uk/standardy/children/")

    assert links == ["/uk/standardy/children/"]
    assert page.select_one("main h2").get_text() == "Twoje prawa"
    assert "Dla kogo" not in page.get_text()
    assert switches(page)["en"] == "/en/standardy/children/"


def test_standards_without_one_do_not_offer_it(site, client):
    plant_standards(site, body=SECTION)

    assert shown("/pl/standardy/").select(".page-variants a") == []
    assert client.get("/pl/standardy/children/").status_code == 404


@pytest.mark.parametrize("form", ["etr", "pjm"])
def test_an_editor_looks_at_each_form_before_publishing(told, rf, form):
    assert form in dict(told.preview_modes)

    response = told.make_preview_request(preview_mode=form)

    assert response.status_code == 200
    assert 'class="page-variants"' in response.rendered_content
