"""Asking Wagtail's index for public pages, whichever database keeps it.

Wagtail's own search lets only the last word be a beginning, knows no alternatives of a word, and on
SQLite weighs a word in the title as one in the last paragraph. So the index is Wagtail's and the
question is ours: see ``docs/decisions/0013-search-in-wagtails-index.md``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import get_page_models
from wagtail.search.models import IndexEntry

from cms.search.fields import END_OF_TEXT, QUICK_EXIT
from cms.search.listing import listed_pages

if connection.vendor == "postgresql":
    from cms.search import postgresql as engine
else:
    from cms.search import sqlite as engine  # type: ignore[no-redef]

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cms.search.folding import Term


def pages_with(
    terms: Sequence[Term],
    *,
    every: bool = True,
    in_names: bool = False,
    language: str = "",
    limit: int,
) -> list[int]:
    """Ids of listed pages that hold the terms, the best first. One query."""
    pages = listed_pages()
    if language:
        pages = pages.filter(locale__language_code=language)
    found = engine.scored(terms, every=every, in_names=in_names).filter(
        page_id__in=pages.values("pk"), **{f"{engine.KIND_COLUMN}__in": _kinds()}
    )
    return list(found.order_by("-score", "page_id").values_list("page_id", flat=True)[:limit])


@dataclass(frozen=True)
class Indexed:
    """What a page says, in one line, and whether it offers a quick exit."""

    text: str = ""
    offers_quick_exit: bool = False


def read(page_ids: Iterable[int]) -> dict[int, Indexed]:
    """What the index knows of these pages. One query."""
    entries = IndexEntry.objects.filter(object_id__in=[str(pk) for pk in page_ids], content_type__in=_kinds())
    known = {}
    for page_id, kept in entries.values_list("object_id", engine.TEXT_COLUMN):
        text, _end, keys = (kept or "").partition(END_OF_TEXT)
        known[int(page_id)] = Indexed(text=text, offers_quick_exit=keys.startswith(QUICK_EXIT))
    return known


def _kinds() -> list[ContentType]:
    return list(ContentType.objects.get_for_models(*get_page_models()).values())
