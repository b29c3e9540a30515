"""What a page says, taken apart by how much it weighs when somebody searches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.rich_text import get_text_for_indexing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cms.models import PublicPage

LEADS = frozenset({"lead", "headline", "entity"})
HEADINGS = frozenset({"heading", "title", "question", "summary", "caption"})
SENTENCE_ENDS = (".", "!", "?", ":", "…")


@dataclass(frozen=True)
class Text:
    """A piece of a page. What it opens with, its lead and headings, weighs more than the rest."""

    words: str
    is_opening: bool = False


@dataclass
class PageTexts:
    """The texts of one page in the order of reading, and what it is known by beside them."""

    title: str
    facts: list[str]
    notes: list[str]
    """What its editor tells search engines."""
    pieces: list[Text] = field(default_factory=list)

    @property
    def name(self) -> str:
        return " ".join([self.title, *self.facts])

    @property
    def opening(self) -> str:
        return " ".join([*self.notes, *(piece.words for piece in self.pieces if piece.is_opening)])

    @property
    def read_aloud(self) -> str:
        """All that a reader would read on the page, in one line, with a stop after each heading."""
        pieces = (" ".join(piece.words.split()) for piece in self.pieces)
        return " ".join(piece if piece.endswith(SENTENCE_ENDS) else f"{piece}." for piece in pieces if piece)

    @property
    def everything(self) -> str:
        return " ".join([self.name, *self.notes, *(piece.words for piece in self.pieces)])


def texts_of(page: PublicPage) -> PageTexts:
    return PageTexts(
        title=page.title,
        facts=[str(fact) for fact in page.search_facts() if fact],
        notes=[page.seo_title, page.search_description],
        pieces=[
            piece
            for column in sorted(page._meta.get_fields(), key=_reading_order)
            for piece in _pieces(column, page)
        ],
    )


def _reading_order(column: Any) -> tuple[bool, bool]:
    """The lead first, what says the same again in easier words last."""
    return (column.name == "easy_read", column.name not in LEADS)


def _pieces(column: Any, page: PublicPage) -> Iterator[Text]:
    if isinstance(column, StreamField):
        yield from _spoken(column.stream_block, getattr(page, column.name))
    elif isinstance(column, RichTextField):
        yield Text(get_text_for_indexing(getattr(page, column.name) or ""))
    elif _is_written(column):
        yield Text(str(getattr(page, column.name) or ""), is_opening=column.name in LEADS)


def _is_written(column: Any) -> bool:
    """Whether a field of our page types holds words of an editor, and not a choice or an address."""
    return (
        isinstance(column, (models.CharField, models.TextField))
        and not column.choices
        and not isinstance(column, models.URLField)
        and column.model._meta.app_label != "wagtailcore"
    )


def _spoken(block: Any, value: Any, *, name: str = "") -> Iterator[Text]:
    """The words in a block and in those inside it."""
    if not getattr(block, "search_index", True) or value in (None, ""):
        return
    if isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            yield from _spoken(child.block, child.value, name=child.block_type)
    elif isinstance(block, ImageBlock):
        yield Text("" if value.decorative else value.contextual_alt_text or "")
    elif isinstance(block, blocks.BaseStructBlock):
        for child_name, child_block in block.child_blocks.items():
            yield from _spoken(child_block, value.get(child_name), name=child_name)
    elif isinstance(block, blocks.ListBlock):
        for child in value:
            yield from _spoken(block.child_block, child, name=name)
    elif not isinstance(block, (blocks.ChoiceBlock, blocks.MultipleChoiceBlock)):
        for text in block.get_searchable_content(value):
            yield Text(text, is_opening=name in HEADINGS)
