"""A stranger goes through every door of the public site, and learns of nothing confidential."""

from __future__ import annotations

import json
import re
from collections import deque
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import urlopen

import pytest
from pypdf import PdfReader

from tests.journeys.house import IN_THE_HOUSE

if TYPE_CHECKING:
    from tests.journeys.house import House

pytestmark = [IN_THE_HOUSE, pytest.mark.xdist_group("nothing confidential")]
LINKS = re.compile(r'(?:href|src|action)="([^"#]+)')
LOCATIONS = re.compile(r"<(?:loc|link|guid|id)[^>]*>(?:<!\[CDATA\[)?([^<\]]+)")
READABLE = ("text/", "application/xml", "application/rss+xml", "application/atom+xml", "application/json")
ELSEWHERE = re.compile(r"^/(?:admin|demo|leave|static|documents/\d+/edit)|/(?:my|desk|account|book)/|\?")
DOORS = ["/pl/", "/uk/", "/en/", "/sitemap.xml", "/robots.txt", "/api/v1/openapi.json"]
FEEDS = ("news.rss", "news.atom", "runs.rss", "runs.atom")
DOORS += [f"/{code}/{feed}" for code in ("pl", "uk", "en") for feed in FEEDS]
MOST = 900
"""Far more than the demonstration has: the crawl must come to an end."""


@pytest.fixture(scope="module")
def found(house: House) -> dict[str, str]:
    """Address to text of everything that links lead to."""
    return crawled(house, DOORS)


def test_the_whole_site_is_gone_through(found: dict[str, str]) -> None:
    assert 150 < len(found) < MOST
    assert any(address.endswith(".pdf") or ".pdf?" in address for address in found)


def test_nothing_confidential_is_said_anywhere(found: dict[str, str], house: House) -> None:
    words = house.arrange("confidential_words")

    told = {(word, address) for address, text in found.items() for word in words if word in text}

    assert len(words) > 6
    assert told == set()


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_search_and_its_suggestions_know_nothing_of_it(language: str, house: House) -> None:
    words = house.arrange("confidential_words")

    answers = {
        asked: text_of(house, f"/{language}/search/{page}?q={quote(asked)}") or ""
        for word in words
        for asked in {word, word[:6]}
        for page in ("", "suggestions/")
    }

    told = {
        (asked, word) for asked, text in answers.items() for word in words if word != asked and word in text
    }
    assert told == set()


def crawled(house: House, doors: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    ahead, seen = deque(doors), set(doors)
    while ahead and len(found) < MOST:
        address = ahead.popleft()
        text = text_of(house, address)
        if text is None:
            continue
        found[address] = text
        for link in [*LINKS.findall(text), *LOCATIONS.findall(text)]:
            whole = urlsplit(urljoin(house.address + address, unescape(link).strip()))
            inside = whole.netloc == urlsplit(house.address).netloc
            if inside and whole.path not in seen and not ELSEWHERE.search(whole.path):
                seen.add(whole.path)
                ahead.append(whole.path)
    return found


def text_of(house: House, address: str) -> str | None:
    """What a stranger reads there: of a PDF its words; nothing of pictures and films."""
    try:
        with urlopen(house.address + address, timeout=30) as answer:  # noqa: S310 - our own house
            kind, body = answer.headers["Content-Type"], answer.read()
    except HTTPError:
        return None
    if kind.startswith("application/pdf"):
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages)
    if not kind.startswith(READABLE):
        return None
    text = body.decode(errors="replace")
    if "json" in kind:
        return json.dumps(json.loads(text), ensure_ascii=False)
    return unescape(text)
