"""In which letters an archive writes the names of its files. Old packers do not say.

Where a name bears no mark of UTF-8, ``zipfile`` reads it as an American PC of 1981 would have written it.
Some packers write as a Polish or Ukrainian DOS did, and many write UTF-8 without saying so.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zipfile import ZipInfo

SAYS_UTF8 = 0x800
READ_AS = "cp437"
GUESSES = (
    ("utf-8", re.compile(r"[^\x00-\x1f\x7f-\x9f\ufffd]*")),
    ("cp852", re.compile(r"[\x20-\x7eąćęłńóśźżĄĆĘŁŃÓŚŹŻ]*")),
    ("cp866", re.compile(r"[\x20-\x7eА-яЁёЄєЇїЎў№]*")),
)
"""Tried in this order: the first in which every name reads as words."""


def names_of(parts: Iterable[ZipInfo]) -> dict[str, ZipInfo]:
    """The parts by their names, as whoever packed them would read them. One name may stand for another."""
    parts = list(parts)
    unmarked = [part.filename for part in parts if _is_unmarked(part)]
    letters = next(
        (one for one, words in GUESSES if all(_reads(name, one, words) for name in unmarked)), READ_AS
    )
    return {
        same_name(_written(part.filename, letters) if _is_unmarked(part) else part.filename): part
        for part in parts
    }


def same_name(path: str) -> str:
    """A letter and its accent may be written as one sign or as two; macOS does the latter."""
    return unicodedata.normalize("NFC", path)


def _is_unmarked(part: ZipInfo) -> bool:
    return not part.flag_bits & SAYS_UTF8 and not part.filename.isascii()


def _written(name: str, letters: str) -> str:
    return name.encode(READ_AS).decode(letters)


def _reads(name: str, letters: str, words: re.Pattern[str]) -> bool:
    try:
        return bool(words.fullmatch(_written(name, letters)))
    except UnicodeError:
        return False
