"""Every kind of public page, in three languages: valid, accessible, in one language, and light to fetch."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.journeys import html_checker
from tests.journeys.house import IN_THE_HOUSE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.house import House
    from tests.journeys.visitor import Visitor

pytestmark = IN_THE_HOUSE
LANGUAGES = ["pl", "uk", "en"]
FIRST_VISIT = 60_000  # bytes over the wire, pictures apart
PARTS = re.compile(r'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2|svg))"')
OWN_IMPORTS = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
BESIDES = ["/{}/search/?q=polski", "/{}/search/?q=qqqqqq", "/{}/account/sign-in/"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_accessible_and_speaks_one_language(
    language: str, house: House, comes: Callable[..., Visitor]
) -> None:
    guest = comes(language=language)

    for address in addresses(house, language):
        guest.opens(address).looks().looks_on_a_desktop()


@pytest.mark.skipif(not html_checker.is_here(), reason="needs Java and the HTML checker")
def test_it_is_valid_html(house: House) -> None:
    pages = {
        address: fetched(house, address).decode()
        for language in LANGUAGES
        for address in addresses(house, language)
    }

    assert len(pages) > 60
    assert html_checker.faults(pages) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_first_visit_is_light(language: str, house: House) -> None:
    weights = {address: weight(house, address) for address in addresses(house, language)}

    assert {address: bytes_ for address, bytes_ in weights.items() if bytes_ > FIRST_VISIT} == {}


def addresses(house: House, language: str) -> list[str]:
    """One page of every kind, its variants, and what stands beside the pages."""
    kinds = house.arrange("pages_of_every_kind", language=language)
    return [*kinds, *(address.format(language) for address in BESIDES)]


def fetched(house: House, address: str) -> bytes:
    """What a browser gets that comes for the first time."""
    return unzipped(*answered(house, address))


def unzipped(body: bytes, encoding: str) -> bytes:
    return gzip.decompress(body) if encoding == "gzip" else body


def answered(house: House, address: str) -> tuple[bytes, str]:
    asked = Request(house.address + address, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - our own house
    try:
        with urlopen(asked, timeout=30) as answer:  # noqa: S310
            return answer.read(), answer.headers.get("Content-Encoding", "")
    except HTTPError as refused:
        raise AssertionError(f"{refused.code} {address}") from refused


def weight(house: House, address: str) -> int:
    """Bytes over the wire for the page, its styles, its scripts and the typefaces it is written in."""
    body, encoding = answered(house, address)
    html = unzipped(body, encoding).decode()
    parts = set(PARTS.findall(html))
    return len(body) + sum(len(answered(house, part)[0]) for part in parts)
