"""A page comes small over a slow line, and a film can still be played from its middle."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory

from lms.web.compression import CompressionMiddleware

PAGE = b"<p>Krok po kroku, nie w pojedynke.</p>" * 200


def sent(response, encoding="gzip"):
    request = RequestFactory().get("/", headers={"accept-encoding": encoding})
    return CompressionMiddleware(lambda _request: response)(request)


def test_a_page_is_compressed_for_whoever_can_read_it():
    small = sent(HttpResponse(PAGE))
    plain = sent(HttpResponse(PAGE), encoding="identity")

    assert gzip.decompress(small.content) == PAGE
    assert len(small.content) < len(PAGE) / 10
    assert plain.content == PAGE


def test_what_is_compressed_already_stays_so():
    packed = gzip.compress(PAGE)

    response = sent(HttpResponse(packed, headers={"Content-Encoding": "gzip"}))

    assert response.content == packed


@pytest.mark.parametrize("kind", ["application/pdf", "video/webm", "image/png"])
def test_papers_and_pictures_are_left_as_they_are(kind):
    assert sent(HttpResponse(PAGE, content_type=kind)).content == PAGE


def test_a_stream_keeps_its_length(tmp_path):
    film = tmp_path / "film.vtt"
    film.write_bytes(PAGE)

    response = sent(FileResponse(film.open("rb"), content_type="text/vtt"))

    assert "Content-Encoding" not in response
    assert b"".join(response.streaming_content) == PAGE
