"""Every change of what is printed makes a new version; old versions can be printed again, to the byte."""

from django.core.cache import cache

from cms.leaflets.editions import publish_edition
from cms.leaflets.paper import render
from cms.models import HouseFacts, LeafletEdition, LeafletPage, Office, Picture
from tests.factories.files import PictureFactory


def test_publishing_makes_the_first_version(leaflet):
    assert [edition.number for edition in leaflet.editions.all()] == [1]


def test_each_language_counts_its_own_versions(leaflet):
    leaflet.lead = "Inaczej."
    leaflet.save_revision().publish()

    numbers = LeafletEdition.objects.values_list("page__locale__language_code", "number")
    assert sorted(numbers) == [("en", 1), ("pl", 1), ("pl", 2), ("uk", 1)]


def test_publishing_the_same_words_again_makes_no_version(leaflet):
    leaflet.save_revision().publish()

    assert publish_edition(leaflet).number == 1


def test_what_is_not_printed_makes_no_version(leaflet):
    leaflet.search_description = "Dla wyszukiwarek"
    leaflet.save_revision().publish()

    assert leaflet.editions.count() == 1


def test_an_old_version_prints_the_same_bytes_after_a_new_one(leaflet, edition):
    first = render(leaflet, format="a4", edition=edition)
    leaflet.lead = "Zupełnie inny lead."
    leaflet.save_revision().publish()
    cache.clear()

    assert render(leaflet, format="a4", edition=LeafletEdition.objects.get(pk=edition.pk)) == first
    assert render(leaflet, format="a4") != first


def test_an_old_version_outlives_its_picture(leaflets):
    picture = PictureFactory()
    shown = {"picture": {"image": picture.pk, "alt_text": "Kamienie", "decorative": False}, "caption": ""}
    page = leaflets.publish(languages=("pl",), body=[{"type": "image", "value": shown}])["pl"]
    before = render(page, format="a5")

    Picture.objects.all().delete()
    cache.clear()

    assert render(page, format="a5") == before


def test_a_new_phone_of_the_house_makes_new_versions(leaflet, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        HouseFacts.objects.create(phone="71 111 11 11")

    assert leaflet.editions.count() == 2
    assert "71 111 11 11" in str(leaflet.editions.order_by("-number").first().content)


def test_an_office_that_moves_makes_new_versions_of_the_leaflets_that_name_it(
    leaflets, django_capture_on_commit_callbacks
):
    office = Office.objects.create(code="main", name="MOPS", street="ul. Strzegomska 6")
    card = {"type": "contact_card", "value": {"name": "Sekretariat", "languages": [], "office": "main"}}
    names_it = leaflets.publish(languages=("pl",), body=[card])["pl"]
    names_none = leaflets.publish(languages=("pl",), title="Inna", slug="inna")["pl"]

    office.street = "ul. Namysłowska 8"
    with django_capture_on_commit_callbacks(execute=True):
        office.save()

    assert names_it.editions.count() == 2
    assert names_none.editions.count() == 1


def test_a_draft_has_no_version_and_can_be_looked_at(leaflets):
    draft = LeafletPage(title="Szkic", slug="szkic", lead="Szkic.", live=False, locale=leaflets.index.locale)
    leaflets.index.add_child(instance=draft)

    assert draft.editions.count() == 0
    assert render(draft, format="a4").startswith(b"%PDF")
