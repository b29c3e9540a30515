"""A leaflet's code, scanned years after it was printed, leads to something that helps."""

import pytest
from django.test import Client

from cms.models import LeafletCount, LeafletPage
from tests.factories.courses import CourseFactory


@pytest.fixture
def target(leaflets):
    """What the leaflet leads to, in three languages."""
    return {page.locale.language_code: page for page in leaflets.site.add_information()}


@pytest.fixture
def code(leaflets, target):
    return leaflets.publish(leads_to=target["pl"])["pl"].code


def goal(client, code, **query):
    return client.get(f"/l/{code}", query).get("Location")


def test_the_language_printed_on_the_paper_comes_first(phone, code):
    assert goal(phone, code, lang="en") == "/en/kontakt/"


def test_else_the_language_of_the_phone(phone, client, code):
    assert goal(phone, code) == "/uk/kontakt/"
    assert goal(Client(headers={"accept-language": "ru,en;q=0.8"}), code) == "/en/kontakt/"


def test_else_polish(code):
    assert goal(Client(headers={"accept-language": "ru"}), code) == "/pl/kontakt/"


def test_a_target_without_that_language_is_shown_in_one_it_has(phone, code, target):
    target["uk"].unpublish()

    assert goal(phone, code) == "/pl/kontakt/"


def test_the_answer_is_not_kept_by_anybody(phone, code):
    response = phone.get(f"/l/{code}")

    assert response.status_code == 302
    assert response["Cache-Control"] == "no-store"


def test_a_code_typed_from_paper_is_forgiven_its_small_letters(phone, code):
    assert goal(phone, code.lower()) == "/uk/kontakt/"
    assert phone.get(f"/L/{code}/")["Location"] == "/uk/kontakt/"


def test_a_scan_is_counted_in_the_language_that_was_shown(phone, code):
    goal(phone, code)
    goal(phone, code, lang="en")
    phone.head(f"/l/{code}")

    counts = LeafletCount.objects.values_list("language", "taken", "times")
    assert sorted(counts) == [("en", "code", 1), ("uk", "code", 1)]


def test_a_scan_leaves_nothing_in_the_browser(phone, code):
    assert not phone.get(f"/l/{code}").cookies


def test_without_a_target_it_is_the_leaflet_itself(phone, leaflets):
    page = leaflets.publish()["uk"]

    assert goal(phone, page.code) == page.url


def test_an_unpublished_target_gives_way_to_the_leaflet(phone, code, target):
    for page in target.values():
        page.unpublish()

    assert goal(phone, code) == "/uk/ulotki/opiekun/"


def test_a_removed_target_gives_way_to_the_leaflet(phone, code, target):
    for page in target.values():
        page.delete()

    assert goal(phone, code) == "/uk/ulotki/opiekun/"


def test_the_target_is_reached_when_the_leaflet_itself_is_taken_down(phone, code):
    for page in LeafletPage.objects.filter(code=code):
        page.unpublish()

    assert goal(phone, code) == "/uk/kontakt/"


def test_a_confidential_target_is_not_given_away(phone, leaflets):
    quiet = leaflets.site.tell_of(CourseFactory(confidential=True, title="Czas dla siebie"))
    page = leaflets.publish(leads_to=quiet)["uk"]

    assert goal(phone, page.code) == page.url
    assert "Czas dla siebie" not in phone.get(page.url).content.decode()


def test_a_target_behind_a_door_is_not_given_away(phone, code, target):
    for page in target.values():
        page.view_restrictions.create(restriction_type="login")

    assert goal(phone, code) == "/uk/ulotki/opiekun/"


def test_a_moved_target_is_found_again(phone, code, target):
    target["uk"].slug = "nowy-kontakt"
    target["uk"].save_revision().publish()

    assert goal(phone, code) == "/uk/nowy-kontakt/"


def test_when_everything_is_gone_the_reader_is_told_kindly_in_their_language(phone, code, target):
    goal(phone, code)
    for page in [*target.values(), *LeafletPage.objects.filter(code=code)]:
        page.delete()

    response = phone.get(f"/l/{code}")

    assert response.status_code == 410
    assert response["Content-Language"] == "uk"
    assert 'lang="uk"' in response.content.decode()


def test_a_code_that_never_was_is_unknown(phone, leaflets):
    response = phone.get("/l/ZZZZZZ")

    assert response.status_code == 404
    assert "/uk/ulotki/" in response.content.decode()
