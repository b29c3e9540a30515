"""How long a lesson takes, counted from what is in it: a proposal, which an editor may overrule."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from wagtail.rich_text import get_text_for_indexing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wagtail.blocks import StreamValue

WORDS_A_MINUTE = 130
"""Slower than a practised reader: many read on a phone, tired, or in their second language."""
SECONDS_A_QUESTION = 30


def minutes_to_read(body: StreamValue) -> int:
    """Whole minutes for reading, listening, watching and answering; never less than one."""
    seconds = 0.0
    for part in body:
        words = sum(len(text.split()) for text in _texts(part.block.get_prep_value(part.value)))
        seconds += words * 60 / WORDS_A_MINUTE
        if part.block_type == "check":
            seconds += SECONDS_A_QUESTION
        media = part.value.get("video") or part.value.get("audio")
        seconds += getattr(media, "duration", 0) or 0
    return max(1, ceil(seconds / 60))


def _texts(value: Any) -> Iterator[str]:
    """Every text within a block as the database keeps it, without its marks and identifiers."""
    match value:
        case str():
            yield get_text_for_indexing(value)
        case dict():
            for name, inner in value.items():
                if name not in {"id", "type"}:
                    yield from _texts(inner)
        case list() | tuple():
            for inner in value:
                yield from _texts(inner)
