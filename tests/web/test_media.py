"""Pictures and videos that editors uploaded reach readers, and nothing else of the folder does.

A video can be wound to its middle on a phone; a document that may be private is never given by guessing
its name; a file that is not what it says is never run.
"""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage

FILM = bytes(range(256)) * 1024
ADDRESS = "/media/media/film.mp4"
ENDLESS = "9" * 5000


@pytest.fixture(autouse=True)
def film():
    default_storage.save("media/film.mp4", ContentFile(FILM))
    yield
    default_storage.delete("media/film.mp4")


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_video_is_given_whole_and_says_that_it_can_be_wound(client):
    response = client.get(ADDRESS)

    assert (response.status_code, response["Content-Type"], body(response)) == (200, "video/mp4", FILM)
    assert response["Accept-Ranges"] == "bytes"
    assert int(response["Content-Length"]) == len(FILM)


@pytest.mark.parametrize(
    ("asked", "span"),
    [
        ("bytes=0-1", (0, 1)),
        ("bytes=70000-", (70_000, len(FILM) - 1)),
        ("bytes=-500", (len(FILM) - 500, len(FILM) - 1)),
        ("bytes=100-99999999", (100, len(FILM) - 1)),
    ],
)
def test_a_reader_who_winds_gets_that_part(client, asked, span):
    first, last = span

    response = client.get(ADDRESS, headers={"range": asked})

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(FILM)}"
    assert body(response) == FILM[first : last + 1]
    assert int(response["Content-Length"]) == last - first + 1


@pytest.mark.parametrize("asked", [f"0-{ENDLESS}", f"-{ENDLESS}", f"{ENDLESS}-"], ids=["to", "last", "from"])
def test_numbers_without_end_ask_for_the_whole(client, asked):
    response = client.get(ADDRESS, headers={"range": f"bytes={asked}"})

    assert (response.status_code, body(response)) == (200, FILM)


def test_a_name_that_no_disk_takes_is_not_there(client, db, monkeypatch, tmp_path):
    monkeypatch.setattr("lms.web.media.default_storage", FileSystemStorage(tmp_path))

    assert client.get("/media/images/%00.png").status_code == 404


@pytest.mark.parametrize("asked", [f"bytes={len(FILM)}-", "bytes=9-3", "bytes=-", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused_in_the_words_of_the_standard(client, asked):
    response = client.get(ADDRESS, headers={"range": asked})

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(FILM)}")


@pytest.mark.parametrize("asked", ["bytes=0-1,5-9", "lines=1-2", "bytes=a-b"])
def test_what_is_asked_in_a_way_we_do_not_know_is_answered_with_the_whole(client, asked):
    assert client.get(ADDRESS, headers={"range": asked}).status_code == 200


def test_a_part_of_a_film_that_has_changed_meanwhile_is_not_mixed_into_the_old_one(client):
    response = client.get(ADDRESS, headers={"range": "bytes=0-1", "if-range": '"another"'})

    assert response.status_code == 200


def test_a_browser_that_has_the_file_is_told_so(client):
    etag = client.get(ADDRESS)["ETag"]

    response = client.get(ADDRESS, headers={"if-none-match": etag})

    assert (response.status_code, body(response)) == (304, b"")


def test_a_file_is_kept_long_and_taken_for_nothing_but_what_it_is(client):
    response = client.get(ADDRESS)

    assert response["Cache-Control"] == "public, max-age=2592000"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "script-src" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert not response.cookies


@pytest.mark.parametrize(
    "path",
    [
        "documents/private.pdf",
        "original_images/large.png",
        "images/drawing.svg",
        "images/page.html",
        "images/../documents/private.png",
        "images/../../krok.sqlite3",
        "private.png",
        "images/",
    ],
)
def test_nothing_else_is_given_by_guessing_its_name(client, db, path):
    default_storage.save("documents/private.pdf", ContentFile(b"%PDF"))
    default_storage.save("documents/private.png", ContentFile(b"secret"))
    default_storage.save("images/drawing.svg", ContentFile(b"<svg/>"))

    assert client.get(f"/media/{path}").status_code == 404


def test_nothing_can_be_written(client):
    assert client.post(ADDRESS).status_code == 405
