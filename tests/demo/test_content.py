"""The demonstration speaks three languages, each its own, and leaves nothing out in any of them."""

import re
import tomllib
from pathlib import Path

import pytest

from lms.demo.told import CONTENT

LANGUAGES = {"pl", "uk", "en"}
FILES = sorted(CONTENT.rglob("*.toml"))
TWO_ALPHABETS_IN_A_WORD = re.compile(r"[A-Za-zÀ-ž][А-яЄ-їҐґ]|[А-яЄ-їҐґ][A-Za-zÀ-ž]")


def texts(told):
    """Every text that is told in some language, as a dict by language."""
    if isinstance(told, dict):
        if told.keys() & LANGUAGES and not told.keys() - LANGUAGES:
            yield told
        else:
            for part in told.values():
                yield from texts(part)
    elif isinstance(told, list):
        for part in told:
            yield from texts(part)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(Path(file).relative_to(CONTENT)))
def test_every_text_stands_in_all_three_languages(file):
    for text in texts(tomllib.loads(file.read_text())):
        assert text.keys() == LANGUAGES, text
        assert len({bool(words) for words in text.values()}) == 1, text


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(Path(file).relative_to(CONTENT)))
def test_no_word_mixes_two_alphabets(file):
    assert TWO_ALPHABETS_IN_A_WORD.findall(file.read_text()) == []
