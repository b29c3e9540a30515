"""Results that editors put first for some words. Matched as readers write: without marks and endings.

Editors keep them in the back office under Settings, "Promoted search results". What readers search for is
kept nowhere: Wagtail would count every phrase by day, and here a phrase can be a cry for help.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache
from wagtail.contrib.search_promotions.models import SearchPromotion

from cms.remembering import KEPT_FOR, version
from cms.search.folding import terms_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from cms.search.folding import Term

MOST = 3


@dataclass(frozen=True)
class Promotion:
    """A page in all its languages, or an address elsewhere, for whoever asks for these words."""

    words: tuple[str, ...]
    family: UUID | None
    page_id: int | None
    url: str
    title: str
    description: str


def promoted(terms: Sequence[Term]) -> list[Promotion]:
    """What stands first for what was asked: all its words, and no others. No query while remembered."""
    return [promotion for promotion in _promotions() if _asks_for(terms, promotion.words)][:MOST]


def _asks_for(terms: Sequence[Term], words: Sequence[str]) -> bool:
    return len(terms) == len(words) and all(any(term.meets(word) for term in terms) for word in words)


def _promotions() -> list[Promotion]:
    key = f"public:promotions:{version()}"
    kept: list[Promotion] | None = cache.get(key)
    if kept is None:
        kept = [_promotion(row) for row in SearchPromotion.objects.select_related("query", "page")]
        cache.set(key, kept, KEPT_FOR)
    return kept


def _promotion(row: SearchPromotion) -> Promotion:
    return Promotion(
        words=tuple(term.word for term in terms_of(row.query.query_string)),
        family=row.page.translation_key if row.page else None,
        page_id=row.page_id,
        url=row.external_link_url,
        title=row.external_link_text or "",
        description=row.description,
    )
