"""A link that is shared shows a picture with the page's title, in its language."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from PIL import Image
from wagtail.models import Page

from tests.factories.courses import CourseFactory


def picture_of(client, address):
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    return soup.select_one('meta[property="og:image"]')["content"]


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_every_language_has_a_picture_of_its_own(language, site, client, settings):
    settings.SITE_ADDRESS = "https://krok.example.org"
    site.tell_of(CourseFactory(code="OPIEK"))
    part = "courses" if language == "en" else "kursy"

    address = picture_of(client, f"/{language}/{part}/opiek/")
    response = client.get(address.removeprefix("https://krok.example.org"))

    assert f"/{language}/" in address
    assert Image.open(BytesIO(response.content)).size == (1200, 630)
    assert "immutable" in response["Cache-Control"]


def test_a_new_title_has_a_new_picture_and_the_old_address_leads_to_it(site, client):
    page = site.tell_of(CourseFactory(code="OPIEK"))
    before = picture_of(client, "/pl/kursy/opiek/")
    page.title = "Opiekun po nowemu"
    page.save_revision().publish()

    response = client.get(before.partition("8000")[2])

    assert response.status_code == 302
    assert response["Location"] != before


@pytest.mark.parametrize("state", ["confidential", "unpublished"])
def test_what_may_not_be_found_has_no_picture(state, site, client):
    page = site.tell_of(CourseFactory(code="CZAS", confidential=state == "confidential"))
    if state == "unpublished":
        page.unpublish()
    assert Page.objects.filter(pk=page.pk).exists()

    address = reverse("cms:social_picture", args=[page.translation_key, "pl", "abc"])

    assert client.get(address).status_code == 404
