"""A file is refused beside its field, in the reader's language, and nothing else that was typed is lost."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection
from wagtail.users.models import UserProfile

from cms.models import Captions, Paper, Picture, Video
from tests.cms.uploads import files
from tests.cms.uploads.files import upload


@pytest.fixture
def ewa(ewa, site):
    """An editor who works in English today."""
    UserProfile.objects.update_or_create(user=ewa.user, defaults={"preferred_language": "en"})
    return ewa


@pytest.fixture
def office(client, ewa):
    client.force_login(ewa.user)
    return client


def at(name, *args):
    return reverse(name, args=args)


def form_of(response):
    """What is shown beside the file, and what stands in the other fields."""
    page = BeautifulSoup(response.content, "html.parser")
    errors = [error.get_text(" ", strip=True) for error in page.select(".error-message")]
    return " ".join(errors), {field["name"]: field.get("value") for field in page.select("input[name]")}


def common(**more):
    return {"title": "Piknik rodzinny", "collection": Collection.get_first_root_node().pk} | more


def test_a_picture_is_kept_without_what_it_told_of_its_maker(office):
    photo = upload("piknik.jpg", files.photo_with_a_place())

    office.post(at("wagtailimages:add"), common(file=photo, description_pl="Rodziny przy stole"))

    picture = Picture.objects.get()
    with picture.file.open() as kept, Image.open(kept) as image:
        assert not image.getexif()
    assert (picture.width, picture.height) == (40, 60)
    assert picture.description_pl == "Rodziny przy stole"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (files.SVG, "Drawings in SVG are not taken"),
        (files.bomb(), "too many points"),
        (b"tekst", "This is not a picture"),
        (files.picture()[:-300], "The picture is damaged"),
    ],
)
def test_a_bad_picture_is_refused_beside_its_field_and_what_was_typed_stays(office, content, words):
    answer = office.post(
        at("wagtailimages:add"), common(file=upload("a.jpg", content), description_uk="Родини за столом")
    )

    said, typed = form_of(answer)
    assert answer.status_code == 200
    assert words in said
    assert typed["title"] == "Piknik rodzinny"
    assert typed["description_uk"] == "Родини за столом"
    assert not Picture.objects.exists()


def test_many_at_once_are_told_in_the_same_words(office):
    def send(name, content):
        answer = office.post(
            at("wagtailimages:add_multiple"),
            {"files[]": upload(name, content), "title": name, "collection": common()["collection"]},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
        return json.loads(answer.content)

    good, bad = send("a.png", files.picture("PNG")), send("b.jpg", files.SVG)

    assert good["success"]
    assert not bad["success"]
    assert bad["error_message"].startswith("Drawings in SVG are not taken")
    assert Picture.objects.count() == 1


def test_so_are_documents(office):
    answer = office.post(
        at("wagtaildocs:add_multiple"),
        {"files[]": upload("a.pdf", b"nie"), "title": "a", "collection": common()["collection"]},
        headers={"x-requested-with": "XMLHttpRequest"},
    )

    told = json.loads(answer.content)
    assert not told["success"]
    assert told["error_message"].startswith("The name says PDF, but the file is none.")


def test_a_picture_chosen_while_writing_is_looked_at_as_well(office):
    answer = office.post(
        at("wagtailimages_chooser:create"),
        {
            "image-chooser-upload-title": "Piknik",
            "image-chooser-upload-collection": common()["collection"],
            "image-chooser-upload-file": upload("a.png", files.SVG),
        },
    )

    assert "Drawings in SVG are not taken" in json.loads(answer.content)["htmlFragment"]
    assert not Picture.objects.exists()


def test_a_document_says_its_kind_by_its_name_whatever_it_was_called(office):
    office.post(at("wagtaildocs:add"), common(file=upload("wniosek.pdf", files.docx()), language="uk"))

    paper = Paper.objects.get()
    assert paper.filename.endswith(".docx")
    assert paper.language == "uk"


def test_a_bad_document_is_refused_beside_its_field(office):
    answer = office.post(
        at("wagtaildocs:add"), common(file=upload("a.docx", files.docx(**{"../a": "x"})), language="uk")
    )

    said, typed = form_of(answer)
    assert "dangerous names" in said
    assert typed["title"] == "Piknik rodzinny"


def film(**more):
    fields = {"language": "pl", "duration": "60", "width": "640", "height": "360"}
    return common(**fields | {"file": upload("wizyta.mp4", files.mp4())} | more)


def test_a_film_is_kept_with_its_captions(office):
    office.post(
        at("wagtailmedia:add", "video"),
        film(captions_pl=upload("pl.vtt", files.CAPTIONS), captions_uk=upload("uk.vtt", files.CAPTIONS)),
    )

    assert sorted(Video.objects.get().captions.values_list("language", flat=True)) == ["pl", "uk"]


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"file": upload("a.mp4", b"nie" * 50)}, "Films are taken as MP4 or WebM"),
        ({"captions_uk": upload("a.vtt", "1\n00:00:01,000 --> 00:00:02,000\nTak.")}, "taken as WebVTT"),
        ({"thumbnail": upload("a.png", files.SVG)}, "Drawings in SVG are not taken"),
    ],
)
def test_a_bad_film_or_caption_is_refused_beside_its_field_once(office, bad, words):
    answer = office.post(at("wagtailmedia:add", "video"), film(**bad))

    said, typed = form_of(answer)
    assert said.count(words) == 1
    assert typed["title"] == "Piknik rodzinny"
    assert not Video.objects.exists()


def test_a_recording_is_taken_where_recordings_are_and_a_heavy_one_is_not(office):
    sound = upload("oddech.mp3", b"ID3\x04" + b"\0" * 40)
    office.post(at("wagtailmedia:add", "audio"), film(title="Oddech", file=sound, duration="60"))

    heavy = upload("oddech.wav", b"RIFF\0\0\0\0WAVE" * 4)
    refused = office.post(at("wagtailmedia:add", "audio"), film(title="Szum", file=heavy))

    assert [(one.title, one.type) for one in Video.objects.all()] == [("Oddech", "audio")]
    assert refused.status_code == 200


def test_what_a_film_says_is_written_down_in_each_language(office):
    office.post(at("wagtailmedia:add", "video"), film(transcript_pl="Dzień dobry.", transcript_en="Hello."))

    kept = Video.objects.get()
    assert (kept.transcript_pl, kept.transcript_uk, kept.transcript_en) == ("Dzień dobry.", "", "Hello.")


def test_captions_are_replaced_and_taken_away(office):
    office.post(at("wagtailmedia:add", "video"), film(captions_pl=upload("pl.vtt", files.CAPTIONS)))
    video = Video.objects.get()
    address = at("wagtailmedia:edit", video.pk)
    same = {name: value for name, value in film().items() if name != "file"}

    office.post(address, same | {"captions_pl": upload("nowe.vtt", files.CAPTIONS.replace("Dzień", "Dobry"))})
    with Captions.objects.get().file.open() as kept:
        assert "Dobry dobry." in kept.read().decode()

    office.post(address, same | {"captions_pl-clear": "on"})
    assert not Captions.objects.exists()


def test_the_pages_of_uploading_say_what_is_taken(office):
    for name, args, words in (
        ("wagtailimages:add", (), "JPG, PNG, WebP and AVIF are taken"),
        ("wagtaildocs:add", (), "PDF, DOCX, ODT"),
        ("wagtailmedia:add", ("video",), "MP4 and WebM are taken"),
    ):
        assert words in office.get(at(name, *args)).content.decode()
