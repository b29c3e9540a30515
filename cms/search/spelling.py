""" "Did you mean…": the nearest words among those in the titles of the site."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from django.core.cache import cache

from cms.remembering import KEPT_FOR, version
from cms.search.folding import fold, terms_of, words_of
from cms.search.listing import listed_pages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cms.search.folding import Term

SHORTEST = 4
NEAR = 0.7


def better_spelt(text: str, *, language: str) -> str:
    """What was asked with its unknown words exchanged for near ones; nothing if one has none near."""
    terms = [term for term in terms_of(text) if not term.word.isdigit()]
    if not terms:
        return ""
    known = _words_of_titles(language)
    words = [_nearest(term, known) for term in terms]
    better = " ".join(words)
    return better if all(words) and fold(better) != " ".join(term.word for term in terms) else ""


def _nearest(term: Term, known: Mapping[str, str]) -> str:
    if term.word in known:
        return known[term.word]
    if any(term.meets(word) for word in known):
        return term.word
    if len(term.word) < SHORTEST:
        return ""
    near = get_close_matches(term.word, known, n=1, cutoff=NEAR)
    return known[near[0]] if near else ""


def _words_of_titles(language: str) -> dict[str, str]:
    """Folded words as they are written in titles of this language. One query, then remembered."""
    key = f"public:words:{version()}:{language}"
    kept: dict[str, str] | None = cache.get(key)
    if kept is None:
        titles = listed_pages().filter(locale__language_code=language).values_list("title", flat=True)
        kept = {fold(word): word for title in titles for word in _written(title)}
        cache.set(key, kept, KEPT_FOR)
    return kept


def _written(title: str) -> list[str]:
    words = (word.strip('.,:;!?()"„”«»–') for word in title.lower().split())
    return [word for word in words if len(word) >= SHORTEST and words_of(word) == [fold(word)]]
