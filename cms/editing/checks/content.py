"""The content of a page as its readers get it, in pieces that an editor recognises.

Blocks are rendered rather than read: what a check finds is then what a reader meets, whatever the block
is made of. A block that cannot be drawn yet, half typed as it is, is left out.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from django.db import models
from django.utils import translation
from django.utils.html import linebreaks
from django.utils.text import capfirst
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import Tag
    from wagtail.blocks import StreamValue

log = logging.getLogger(__name__)

EASY = "easy_read"
PROSE = ("p", "li", "dd", "td", "blockquote", "figcaption")


@dataclass(frozen=True)
class Piece:
    """A field, or a block of one."""

    field: str
    label: str
    html: str
    title: str = ""

    @property
    def where(self) -> str:
        return f"{self.label}: {self.title}" if self.title else self.label

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")

    def paragraphs(self) -> Iterator[str]:
        """Running text. A list item that holds paragraphs is told by those."""
        for tag in self.soup.find_all(PROSE):
            if not tag.find(PROSE):
                text = tag.get_text(" ", strip=True)
                if text:
                    yield text


@dataclass(frozen=True)
class Content:
    language: str
    pieces: tuple[Piece, ...]
    references: tuple[tuple[type[models.Model], str, str], ...] = field(default=())
    """What blocks and fields point to: model, primary key, and the label of the piece."""

    @property
    def main(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.field != EASY]

    @property
    def easy(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.field == EASY]

    def tags(self, *names: str) -> Iterator[tuple[Piece, Tag]]:
        for piece in self.pieces:
            for tag in piece.soup.find_all(names):
                yield piece, tag


def content_of(page: Page) -> Content:
    """Draw every text of the page in the page's language; the labels stay in the editor's."""
    language = page.locale.language_code
    pieces: list[Piece] = []
    references: list[tuple[type[models.Model], str, str]] = []
    for one in _own_fields(page):
        value = getattr(page, one.name)
        label = capfirst(str(one.verbose_name))
        if isinstance(one, StreamField):
            pieces += _pieces_of_stream(page, one.name, value, language)
            found = one.stream_block.extract_references(value)
            references += [(model, str(key), label) for model, key, *_path in found]
        elif isinstance(one, RichTextField) and value:
            with translation.override(language):
                pieces.append(Piece(one.name, label, expand_db_html(value)))
            references += [(model, str(key), label) for model, key, *_path in one.extract_references(value)]
        elif isinstance(one, models.TextField) and value:
            pieces.append(Piece(one.name, label, linebreaks(value, autoescape=True)))
        elif isinstance(one, models.ForeignKey) and getattr(page, one.attname):
            references.append((one.related_model, str(getattr(page, one.attname)), label))
    return Content(language, tuple(pieces), tuple(references))


def _own_fields(page: Page) -> list[models.Field[Any, Any]]:
    """What the type of page adds to a Wagtail page: its words, not its addresses."""
    inherited = {one.name for one in Page._meta.get_fields()}
    return [
        one
        for one in page._meta.concrete_fields
        if one.name not in inherited and not getattr(one.remote_field, "parent_link", False)
    ]


def _pieces_of_stream(page: Page, name: str, stream: StreamValue, language: str) -> Iterator[Piece]:
    for block in stream:
        try:
            with translation.override(language):
                html = str(block.render({"page": page, "in_checks": True}))
        except Exception:
            log.info("A %s of page %s cannot be drawn yet.", block.block_type, page.pk, exc_info=True)
            continue
        yield Piece(name, str(block.block.label), html, _title_of(html))


def _title_of(html: str) -> str:
    heading = BeautifulSoup(html, "html.parser").find(("h2", "h3", "h4"))
    return f"“{heading.get_text(' ', strip=True)}”" if heading else ""
