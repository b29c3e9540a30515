"""A translator takes a page home as a PO file and brings it back; another page's file changes nothing."""

import polib
import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail_localize.models import StringTranslation

from cms.models import InformationPage
from tests.cms.translations.test_board import translated


@pytest.fixture
def translator(client, ewa):
    client.force_login(ewa.user)
    return client


@pytest.fixture
def translation(site):
    (page,) = site.add_information(title="Poczta", slug="poczta", languages=("pl",))
    page.save_revision().publish()
    return translated(InformationPage.objects.get(pk=page.pk), into="uk")


def bring(client, translation, content, *, name="poczta.po"):
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    response = client.post(reverse("upload_po", args=[translation.pk]), {"file": file})
    said = " ".join(str(message) for message in get_messages(response.wsgi_request))
    return response, said


def exported(client, translation):
    response = client.get(reverse("wagtail_localize:download_pofile", args=[translation.pk]))
    return polib.pofile(response.content.decode())


def test_a_page_goes_out_and_comes_back_translated(translator, translation):
    catalogue = exported(translator, translation)
    for entry in catalogue:
        entry.msgstr = "Пошта" if entry.msgid == "Poczta" else entry.msgstr

    response, said = bring(translator, translation, str(catalogue))

    assert response.status_code == 302
    assert said
    assert StringTranslation.objects.filter(data="Пошта").exists()


def test_the_file_of_another_page_names_it_and_changes_nothing(translator, translation, site):
    (other,) = site.add_information(title="Dojazd", slug="dojazd", languages=("pl",))
    other.save_revision().publish()
    foreign = exported(translator, translated(InformationPage.objects.get(pk=other.pk), into="uk"))
    for entry in foreign:
        entry.msgstr = "Зіпсовано"

    response, said = bring(translator, translation, str(foreign))

    assert response.status_code == 302
    assert "Dojazd" in said
    assert not StringTranslation.objects.filter(data="Зіпсовано").exists()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('msgid "a"\nmsgstr "b"\n', id="no header"),
        pytest.param("to nie jest PO", id="not a PO file"),
        pytest.param(b"\xff\xfe\x00binary", id="binary"),
        pytest.param("/etc/passwd", id="the name of a file"),
        pytest.param('msgid ""\nmsgstr "X-WagtailLocalize-TranslationID: zzz\\n"\n', id="odd header"),
        pytest.param("", id="empty"),
    ],
)
def test_what_is_no_po_file_of_ours_is_refused_in_words(content, translator, translation):
    response, said = bring(translator, translation, content)

    assert response.status_code == 302
    assert said
    assert not StringTranslation.objects.filter(data="b").exists()


def test_no_file_and_a_huge_file_are_refused_too(translator, translation):
    nothing = translator.post(reverse("upload_po", args=[translation.pk]))
    huge, said = bring(translator, translation, b"#" * 2_000_001)

    assert (nothing.status_code, huge.status_code) == (302, 302)
    assert said


def test_somebody_who_does_not_translate_cannot_bring_a_file(client, pan_adam, translation):
    client.force_login(pan_adam.user)

    response, _said = bring(client, translation, "")

    assert response.status_code in (302, 403)
    assert reverse("upload_po", args=[translation.pk]) not in response.headers.get("Location", "")
