"""A file is what its content says. What is not taken is refused in words that say what to do instead."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from PIL import Image

from cms.uploads import archives, documents, films, pictures, sounds
from cms.uploads.captions import clean_captions
from tests.cms.uploads import files
from tests.cms.uploads.files import upload


@pytest.fixture(autouse=True)
def _an_editor_who_reads_english():
    with translation.override("en"):
        yield


def refusal(clean, name, content):
    with pytest.raises(ValidationError) as refused:
        clean(upload(name, content))
    assert refused.value.messages[0].endswith((".", "…"))
    return refused.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_picture_is_taken_and_looks_as_it_did(kind):
    content = files.picture(kind)

    clean = pictures.clean_picture(upload(f"plac.{kind.lower()}", content))

    with Image.open(clean) as after, Image.open(BytesIO(content)) as before:
        assert (after.format, after.size) == (kind, before.size)
    assert clean.name == f"plac.{kind.lower()}"


@pytest.mark.parametrize("turned", [True, False])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_no_longer_tells_where_and_by_whom_it_was_taken(kind, turned):
    content = files.photo_with_a_place(kind, turned=turned)
    assert b"Oksany" in content

    clean = pictures.clean_picture(upload(f"zdjecie.{kind.lower()}", content))

    assert b"Oksany" not in clean.read()
    clean.seek(0)
    with Image.open(clean) as after:
        assert not after.getexif()
        assert after.size == ((40, 60) if turned else (60, 40))


def test_a_picture_under_a_wrong_name_gets_the_right_one():
    clean = pictures.clean_picture(upload("plac.jpg", files.picture("PNG")))

    assert (clean.name, clean.content_type) == ("plac.png", "image/png")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("tekst.jpg", b"To nie jest zdjecie.", "invalid_image"),
        ("rysunek.svg", files.SVG, "svg"),
        ("rysunek.png", files.SVG, "svg"),
        ("zdjecie.png", files.PROGRAM, "program"),
        ("zdjecie.jpg", files.PAGE, "invalid_image"),
        ("zdjecie.jpg", b"\0\0\0\x18ftypheic" + b"\0" * 40, "heic"),
        ("bomba.png", files.bomb(), "file_too_many_pixels"),
        ("urwane.jpg", files.picture("JPEG")[:-400], "damaged"),
        ("urwane.png", files.picture("PNG")[:-400], "damaged"),
        ("ruch.gif", files.moving("GIF"), "gif"),
        ("ruch.webp", files.moving("WEBP"), "moving"),
        ("ulotka.jpg", files.pdf(), "pdf"),
    ],
)
def test_what_is_not_a_picture_is_refused(name, content, code):
    assert refusal(pictures.clean_picture, name, content) == code


@pytest.mark.parametrize(
    ("clean", "limits"),
    [(pictures.clean_picture, pictures), (documents.clean_document, documents), (films.clean_film, films)],
)
def test_a_file_that_is_too_large_or_empty_is_refused_before_it_is_read(clean, limits, monkeypatch):
    monkeypatch.setattr(limits, "LARGEST", 100)

    assert refusal(clean, "a.png", b"x" * 101) == "file_too_large"
    assert refusal(clean, "a.png", b"") == "empty"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("prawa.pdf", files.pdf()),
        ("wniosek.docx", files.docx()),
        ("wniosek.odt", files.odt()),
        ("lista.xlsx", files.xlsx()),
        ("lista.ods", files.odt("application/vnd.oasis.opendocument.spreadsheet")),
        ("list.rtf", rb"{\rtf1 Dzie\'f1 dobry.}"),
        ("notatka.txt", "Dzień dobry"),
        ("stara.txt", "Dzień dobry".encode("cp1250")),
        ("okna.txt", "Добрий день".encode("utf-16")),
        ("lista.csv", "imię;wiek\nOla;7\n"),
    ],
)
def test_a_document_is_taken_as_it_is(name, content):
    clean = documents.clean_document(upload(name, content))

    assert clean.name == name
    assert clean.read() == (content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize(
    ("name", "content", "right"),
    [("wniosek.pdf", files.docx(), "wniosek.docx"), ("prawa.docx", files.pdf(), "prawa.pdf")],
)
def test_a_document_under_a_wrong_name_gets_the_right_one(name, content, right):
    assert documents.clean_document(upload(name, content)).name == right


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("prawa.pdf", "To nie jest PDF.", "mislabelled"),
        ("prawa.pdf", files.pdf()[:200], "damaged"),
        ("wniosek.docx", "tekst", "mislabelled"),
        ("wniosek.pdf", files.PROGRAM, "program"),
        ("skrypt.txt", "#!/bin/sh\nrm -rf /", "program"),
        ("strona.txt", files.PAGE, "web_page"),
        ("rysunek.txt", files.SVG, "web_page"),
        ("dane.txt", b"abc\0\1\2", "mislabelled"),
        ("zdjecie.pdf", files.picture(), "picture"),
        ("film.mp4", files.mp4(), "invalid_extension"),
        ("stary.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old_office"),
        ("paczka.docx", files.archive({"a.txt": "a"}), "archive"),
        ("paczka.pdf", b"Rar!\x1a\x07\x00" + b"\0" * 50, "archive"),
        ("makra.docx", files.docx(**{"word/vbaProject.bin": "x"}), "macros"),
        ("ucieczka.docx", files.docx(**{"../../etc/passwd": "x"}), "path_traversal"),
        ("ucieczka.docx", files.docx(**{"C:\\Windows\\a.dll": "x"}), "path_traversal"),
        ("bomba.docx", files.docx(**{"word/media/a.bin": "0" * 3_000_000}), "archive_bomb"),
        ("urwany.docx", files.docx()[:-40], "damaged"),
        ("obcy.rtf", rb"{\rtf1{\object{\*\objdata 4d5a}}}", "embedded"),
    ],
)
def test_what_is_not_a_document_is_refused(name, content, code):
    assert refusal(documents.clean_document, name, content) == code


def test_a_document_with_a_broken_part_is_damaged():
    whole = bytearray(files.docx(**{"word/media/a.bin": bytes(range(256)) * 40}))
    whole[whole.index(b"word/media/a.bin") + 60] ^= 0xFF

    assert refusal(documents.clean_document, "a.docx", bytes(whole)) == "damaged"


def test_many_small_parts_are_a_bomb_as_well(monkeypatch):
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1000)

    assert refusal(documents.clean_document, "a.docx", files.docx(a="x" * 600, b="y" * 600)) == "archive_bomb"


@pytest.mark.parametrize(
    ("name", "content", "right"),
    [
        ("wizyta.mp4", files.mp4(), "wizyta.mp4"),
        ("wizyta.webm", files.webm(), "wizyta.webm"),
        ("wizyta.mp4", files.webm(), "wizyta.webm"),
    ],
)
def test_a_film_is_taken_under_the_name_of_what_it_is(name, content, right):
    assert films.clean_film(upload(name, content)).name == right


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("film.mov", files.mp4(b"qt  "), "invalid_film"),
        ("film.mp4", b"To nie film." * 10, "invalid_film"),
        ("film.mp4", files.mp4(cut=100), "damaged"),
        ("film.mp4", files.PROGRAM, "program"),
        ("film.mkv", b"\x1a\x45\xdf\xa3\x93\x42\x82\x88matroska" + b"\0" * 60, "invalid_film"),
    ],
)
def test_what_is_not_a_film_is_refused(name, content, code):
    assert refusal(films.clean_film, name, content) == code


@pytest.mark.parametrize(
    ("name", "content", "right"),
    [
        ("oddech.mp3", b"ID3\x04" + b"\0" * 40, "oddech.mp3"),
        ("oddech.wav", b"\xff\xfb\x90\x64" + b"\0" * 40, "oddech.mp3"),
        ("oddech.mp4", b"\0\0\0\x18ftypM4A " + b"\0" * 40, "oddech.m4a"),
        ("oddech", b"OggS" + b"\0" * 40, "oddech.ogg"),
    ],
)
def test_a_recording_is_taken_under_the_name_of_what_it_is(name, content, right):
    assert sounds.clean_sound(upload(name, content)).name == right


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"To nie nagranie." * 10, "invalid_sound"),
        (b"RIFF\0\0\0\0WAVE" * 4, "invalid_sound"),
        (files.PROGRAM, "program"),
        (b"", "empty"),
    ],
)
def test_what_is_not_a_recording_is_refused(content, code):
    assert refusal(sounds.clean_sound, "oddech.mp3", content) == code


@pytest.mark.parametrize(
    "text",
    [
        files.CAPTIONS,
        "\ufeff" + files.CAPTIONS,
        files.CAPTIONS.replace("\n", "\r\n"),
        "WEBVTT - Wizyta\nKind: captions\n\nNOTE uwaga\n\n01:00:01.000 --> 01:00:02.000\nTak.",
    ],
)
def test_captions_are_read_and_taken(text):
    assert clean_captions(upload("pl.vtt", text)).read() == text.encode()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1\n00:00:01,000 --> 00:00:02,000\nTak.", "begins with the word WEBVTT"),
        ("WEBVTT\n\n", "There are no captions"),
        ("WEBVTT\n\n00:01 --> 00:02\nTak.", "Line 3: the times should look like"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nTak.", "Line 3: the words end before they begin"),
        (
            "WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\nb\n00:01.000 --> 00:02.000\nB",
            "Line 7: these words begin before those above them",
        ),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\nTak.", "Line 3: no words follow the times"),
        ("Dzień".encode("cp1250"), "not in UTF-8"),
    ],
)
def test_a_slip_in_captions_is_named_with_its_line(text, words):
    with pytest.raises(ValidationError, match=words):
        clean_captions(upload("pl.vtt", text))
