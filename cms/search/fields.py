"""What Wagtail's index keeps of a public page, the same for every kind of page and on every database.

The index has three columns. ``title`` holds the title and what else the page is known by, ``autocomplete``
what it opens with, ``body`` everything. Beside the words as they are written, for the back office and for
excerpts, stand their keys, for readers (``cms.search.folding``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.search import index

from cms.search.folding import search_keys
from cms.search.texts import texts_of

if TYPE_CHECKING:
    from cms.models import PublicPage

END_OF_TEXT = "\n"
"""Stands in the index between what a page says and its keys; the text itself is one line."""
QUICK_EXIT = "\n"
"""Stands after it where the page is one that people may have to leave quickly."""


class NameKeys(index.SearchField):
    """The keys of the title, and of names, codes and phones that are its equals, beside the title."""

    def get_value(self, page: PublicPage) -> str:
        return search_keys(texts_of(page).name)


class OpeningKeys(index.AutocompleteField):
    def get_value(self, page: PublicPage) -> str:
        return search_keys(texts_of(page).opening)


class WholeText(index.SearchField):
    """All that the page says, and the keys of it."""

    def get_value(self, page: PublicPage) -> str:
        texts = texts_of(page)
        mark = QUICK_EXIT if page.offers_quick_exit else ""
        return texts.read_aloud + END_OF_TEXT + mark + search_keys(texts.everything)


SEARCH_FIELDS = [
    NameKeys("title", boost=10),
    OpeningKeys("search_facts"),
    WholeText("search_facts", boost=1),
]
