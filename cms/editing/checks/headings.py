"""Headings are the table of contents of whoever listens to the page."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.editing.checks.remarks import Level, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.models import Page

    from cms.editing.checks.content import Content

OF_THE_PAGE = 1


def check_headings(page: Page, content: Content) -> Iterator[Remark]:
    """The title is the first level; each field of the page begins below it and skips no level."""
    found = content.tags("h1", "h2", "h3", "h4", "h5", "h6")
    for _field, group in groupby(found, key=lambda pair: pair[0].field):
        level = OF_THE_PAGE
        for piece, tag in group:
            words, own = tag.get_text(" ", strip=True), int(tag.name[1])
            if not words:
                yield Remark(
                    level=Level.IMPORTANT,
                    message=_("A heading is empty."),
                    where=piece.where,
                    help=_("Write it, or take it away."),
                )
            elif own > level + 1:
                yield Remark(
                    level=Level.IMPORTANT,
                    message=_("A heading skips a level."),
                    where=piece.where,
                    help=_("After a large heading comes the next smaller one, not the one after it."),
                    quotes=(words,),
                )
            level = own
