"""The piece of a page that shows why it was found, with the words that were asked for marked."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cms.search.folding import SOUND, search_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cms.search.folding import Term

LENGTH = 220
BEFORE = 60
CONSIDERED = 60
READ = 20_000
"""Characters of a text that are looked through; the rest of a very long page is found, but not quoted."""

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
Span = tuple[int, int]


def marked(text: str, terms: Sequence[Term]) -> SafeString:
    """The whole text, its asked words marked."""
    return _mark(text, _spans(text, terms))


def excerpt(text: str, terms: Sequence[Term]) -> SafeString:
    """Some two lines around the first place where most of the words stand, or else the beginning."""
    spans = _spans(text[:READ], terms)
    start = _best_start(text, spans)
    end = _end_of_word(text, start + LENGTH)
    inside = [(left - start, right - start) for left, right in spans if start <= left and right <= end]
    piece = _mark(text[start:end].rstrip(), inside)
    before, after = ("… " if start else ""), (" …" if end < len(text) else "")
    return mark_safe(f"{before}{piece}{after}")  # noqa: S308 - the piece is escaped


def _spans(text: str, terms: Sequence[Term]) -> list[Span]:
    """Where the words stand as they are written; where none does, where they sound the same."""
    words = [(found.span(), _keys(found.group().lower())) for found in _WORD.finditer(text)]
    numbers = [span for term in terms if term.word.isdigit() for span in _number(text, term.word)]
    written = [span for span, keys in words if _is_asked(keys[:1], terms)]
    heard = [] if written or numbers else [span for span, keys in words if _is_asked(keys[1:], terms)]
    return sorted({*written, *numbers, *heard})


def _is_asked(keys: Sequence[str], terms: Sequence[Term]) -> bool:
    return any(term.meets(key) for key in keys for term in terms)


@lru_cache(maxsize=20_000)
def _keys(word: str) -> tuple[str, ...]:
    """The fold of a word, and then its sounds."""
    keys = search_keys(word).split()
    return tuple(sorted(keys, key=lambda key: key.startswith(SOUND)))


def _number(text: str, digits: str) -> list[Span]:
    spread = r"[ \u00a0().-]{0,2}".join(digits)
    return [found.span() for found in re.finditer(rf"(?<!\d){spread}", text)] if len(digits) > 2 else []


def _best_start(text: str, spans: Sequence[Span]) -> int:
    if not spans or spans[0][0] < LENGTH // 2:
        return 0
    starts = [left for left, _right in spans[:CONSIDERED]]
    best = max(
        starts, key=lambda start: (sum(start <= other < start + LENGTH - BEFORE for other in starts), -start)
    )
    start = max(0, best - BEFORE)
    sentence = text.rfind(". ", start, best)
    return sentence + 2 if sentence >= 0 else _start_of_word(text, start)


def _start_of_word(text: str, position: int) -> int:
    space = text.find(" ", position) if position else -1
    return space + 1


def _end_of_word(text: str, position: int) -> int:
    if position >= len(text):
        return len(text)
    space = text.rfind(" ", 0, position)
    return space if space > 0 else position


def _mark(text: str, spans: Sequence[Span]) -> SafeString:
    parts, done = [], 0
    for left, right in spans:
        if left < done:
            continue
        parts += [escape(text[done:left]), "<mark>", escape(text[left:right]), "</mark>"]
        done = right
    return mark_safe("".join([*parts, escape(text[done:])]))  # noqa: S308 - every part is escaped
