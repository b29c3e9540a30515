"""Asking Wagtail's index on SQLite: FTS5, with a weight for each of its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, FloatField, IntegerField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from wagtail.search import models

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from cms.search.folding import Term

TEXT_COLUMN = "body"
KIND_COLUMN = "index_entry__content_type"
TABLE = "wagtailsearch_indexentry_fts"
OPENING_WEIGHT, BODY_WEIGHT, TITLE_WEIGHT = 4, 1, 10


def scored(terms: Sequence[Term], *, every: bool, in_names: bool) -> QuerySet[Any]:
    """Entries that hold the terms, with ``page_id`` and ``score``, the best with the highest."""
    columns = "{title} : " if in_names else ""
    asked = columns + "(" + (" AND " if every else " OR ").join(map(_alternatives, terms)) + ")"
    weights = f"{OPENING_WEIGHT}, {BODY_WEIGHT}, {TITLE_WEIGHT}"
    entries: QuerySet[Any] = models.SQLiteFTSIndexEntry.objects.annotate(
        page_id=Cast("index_entry__object_id", IntegerField()),
        score=RawSQL(f"-bm25({TABLE}, {weights})", [], output_field=FloatField()),  # noqa: S611 - our own figures
    )
    return entries.filter(RawSQL(f"{TABLE} MATCH %s", [asked], output_field=BooleanField()))  # noqa: S611


def _alternatives(term: Term) -> str:
    """FTS5 reads nothing but letters and digits as words; a pattern has no others but its star."""
    quoted = (f'"{pattern[:-1]}"*' if pattern.endswith("*") else f'"{pattern}"' for pattern in term.patterns)
    return "(" + " OR ".join(quoted) + ")"
