"""A page moves, and everybody who kept its old address still arrives."""

import pytest

from cms.models import EventPage, InformationPage, NewsIndexPage
from tests.factories.courses import CourseFactory
from tests.factories.pages import plant_site

EASY = [{"type": "section", "value": {"heading": "Krótko", "text": "<p>Możesz przyjść.</p>"}}]


@pytest.fixture
def site(db):
    return plant_site()


@pytest.fixture
def house_rules(site):
    """A page with one below it, in three languages."""
    (page, *_others) = site.add_information(title="Zasady", slug="zasady")
    site.add(InformationPage, under=page, title="Plac zabaw", slug="plac", easy_read=EASY)
    return page


@pytest.fixture
def moves(django_capture_on_commit_callbacks):
    """Give a page another slug, as an editor does, or another parent."""

    def go(page, *, slug="", under=None):
        with django_capture_on_commit_callbacks(execute=True):
            if slug:
                page.slug = slug
                page.save_revision().publish()
            if under:
                page.refresh_from_db()
                page.move(type(under).objects.get(pk=under.pk), pos="last-child")
        page.refresh_from_db()

    return go


def led_to(client, address):
    response = client.get(address)
    assert response.status_code == 301, f"{address}: {response.status_code}"
    return response["Location"]


def test_a_new_slug_is_followed_with_all_below_it(client, house_rules, moves):
    moves(house_rules, slug="regulamin")

    assert led_to(client, "/pl/zasady/") == "/pl/regulamin/"
    assert led_to(client, "/pl/zasady/plac/") == "/pl/regulamin/plac/"
    assert client.get("/pl/regulamin/plac/").status_code == 200


@pytest.mark.parametrize(("language", "old"), [("uk", "/uk/zasady/plac/"), ("en", "/en/zasady/plac/")])
def test_it_is_followed_in_the_other_languages_by_themselves(client, house_rules, moves, language, old):
    translation = house_rules.get_translations().get(locale__language_code=language)

    moves(translation, slug="rules")

    assert led_to(client, old) == f"/{language}/rules/plac/"
    assert client.get("/pl/zasady/plac/").status_code == 200


def test_another_parent_is_followed_with_all_below(client, site, house_rules, moves):
    (about, *_others) = site.add_information(title="O nas", slug="o-nas")

    moves(house_rules, under=about)

    assert led_to(client, "/pl/zasady/") == "/pl/o-nas/zasady/"
    assert led_to(client, "/pl/zasady/plac/") == "/pl/o-nas/zasady/plac/"


def test_a_course_page_is_followed_in_each_language_and_with_the_catalogue_above_it(client, site, moves):
    page = site.tell_of(CourseFactory(code="OPIEK"))
    english = page.get_translations().get(locale__language_code="en")

    moves(page, slug="opiekun")
    moves(english, slug="guardian")
    moves(site.catalogues["pl"], slug="zajecia")

    assert led_to(client, "/pl/kursy/opiek/") == "/pl/zajecia/opiekun/"
    assert led_to(client, "/pl/kursy/opiekun/") == "/pl/zajecia/opiekun/"
    assert led_to(client, "/en/courses/opiek/") == "/en/courses/guardian/"


def test_twice_moved_is_one_step(client, house_rules, moves):
    moves(house_rules, slug="regulamin")
    moves(house_rules, slug="umowa")

    assert led_to(client, "/pl/zasady/plac/") == "/pl/umowa/plac/"
    assert led_to(client, "/pl/regulamin/") == "/pl/umowa/"


def test_moved_back_it_is_simply_there_and_no_browser_was_told_to_remember_otherwise(
    client, house_rules, moves
):
    moves(house_rules, slug="regulamin")
    remembered = client.get("/pl/zasady/")["Cache-Control"]
    moves(house_rules, slug="zasady")

    assert remembered == "no-cache"
    assert client.get("/pl/zasady/").status_code == 200
    assert led_to(client, "/pl/regulamin/") == "/pl/zasady/"


def test_what_was_asked_for_behind_the_address_is_kept(client, site, moves):
    moves(site.catalogues["pl"], slug="zajecia")

    assert led_to(client, "/pl/kursy/?who=guardians&q=s%C4%85d") == "/pl/zajecia/?who=guardians&q=s%C4%85d"


def test_other_forms_of_a_page_are_followed_too(client, site, house_rules, moves):
    (index, *_others) = site.add(NewsIndexPage, title="Aktualności")
    site.add(
        EventPage,
        under=index,
        title="Piknik",
        lead="Dla wszystkich.",
        starts_at="2026-12-01T10:00Z",
        ends_at="2026-12-01T12:00Z",
    )
    moves(house_rules, slug="regulamin")
    moves(index, slug="nowiny")

    assert led_to(client, "/pl/zasady/plac/etr/") == "/pl/regulamin/plac/etr/"
    assert led_to(client, "/pl/aktualnosci/piknik/calendar/") == "/pl/nowiny/piknik/calendar/"


def test_the_last_slash_may_be_missing(client, house_rules, moves):
    moves(house_rules, slug="regulamin")

    response = client.get("/pl/zasady", follow=True)

    assert response.redirect_chain[-1] == ("/pl/regulamin/", 301)


def test_an_unpublished_page_leads_nowhere(client, house_rules, moves):
    moves(house_rules, slug="regulamin")
    house_rules.unpublish()

    assert client.get("/pl/zasady/").status_code == 404


def test_a_new_page_at_an_old_address_is_that_page(client, site, house_rules, moves):
    moves(house_rules, slug="regulamin")
    site.add_information(title="Inne zasady", slug="zasady", languages=("pl",))

    assert client.get("/pl/zasady/").status_code == 200


def test_nothing_but_reading_is_led_on(client, house_rules, moves):
    moves(house_rules, slug="regulamin")

    assert client.post("/pl/zasady/").status_code in {404, 405}
