"""Asking Wagtail's index on PostgreSQL: text vectors, with a weight for each column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, FloatField, IntegerField, Value
from django.db.models.functions import Cast
from wagtail.search.models import IndexEntry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from cms.search.folding import Term

TEXT_COLUMN = "body_text"
KIND_COLUMN = "content_type"
WEIGHTS = {"title": 10.0, "autocomplete": 4.0, "body": 1.0}
BY_LENGTH = Value(1)
"""A word weighs less in a long text: one of the normalisations of ``ts_rank``."""


def scored(terms: Sequence[Term], *, every: bool, in_names: bool) -> QuerySet[Any]:
    """Entries that hold the terms, with ``page_id`` and ``score``, the best with the highest."""
    words = [_alternatives(term) for term in terms]
    held = SearchQuery((" & " if every else " | ").join(words), search_type="raw", config="simple")
    any_of_them = SearchQuery(" | ".join(words), search_type="raw", config="simple")
    score: Any = Value(0.0, output_field=FloatField())
    for column, weight in WEIGHTS.items():
        rank = SearchRank(F(column), any_of_them, normalization=BY_LENGTH)
        score = score + rank * Value(weight, output_field=FloatField())
    entries: QuerySet[Any] = IndexEntry.objects.annotate(
        page_id=Cast("object_id", IntegerField()), score=score
    )
    return entries.filter(**{"title" if in_names else "body": held})


def _alternatives(term: Term) -> str:
    """A query reads nothing but letters and digits as words; a pattern has no others but its star."""
    quoted = (f"'{pattern[:-1]}':*" if pattern.endswith("*") else f"'{pattern}'" for pattern in term.patterns)
    return "(" + " | ".join(quoted) + ")"
