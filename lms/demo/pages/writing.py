"""From the texts to the pieces of a page. The shape of a block says how each of its texts is written."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from django.utils.html import escape
from wagtail import blocks

from lms.demo.told import is_in_languages, said

if TYPE_CHECKING:
    from django.db.models import Model
    from wagtail.fields import StreamField

    from lms.demo.pages.known import Known

IDENTIFIERS = uuid.UUID("6b1f4f0e-7a53-4a57-9a8c-2f6c3c7f9d10")
STRONG = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[(.+?)\]\((.+?)\)")
TEXTS = (blocks.CharBlock, blocks.TextBlock)
BULLET, NUMBER = re.compile(r"- "), re.compile(r"\d+\. ")


def stream(field: StreamField, told: list[dict[str, Any]], *, key: str, code: str, known: Known) -> Any:
    """The blocks of a field in one language, as the database keeps them."""
    return _value(field.stream_block, told, key=f"{key}/{field.name}", code=code, known=known)


def _blocks(parts: list[tuple[str, blocks.Block, Any]], key: str, code: str, known: Known) -> list[Any]:
    """Each is known by the same identifier in every language: so a translator's string finds its place."""
    return [
        {
            "type": kind,
            "value": _value(block, part, key=f"{key}/{number}", code=code, known=known),
            "id": str(uuid.uuid5(IDENTIFIERS, f"{key}/{number}/{kind}")),
        }
        for number, (kind, block, part) in enumerate(parts)
    ]


def _value(block: blocks.Block, told: Any, *, key: str, code: str, known: Known) -> Any:
    match block:
        case blocks.StructBlock():
            return {
                name: _value(child, told.get(name, ""), key=f"{key}/{name}", code=code, known=known)
                for name, child in block.child_blocks.items()
                if name in told or isinstance(child, TEXTS)
            }
        case blocks.ListBlock():
            parts = told[code] if is_in_languages(told) else told
            return _blocks([("item", block.child_block, part) for part in parts], key, code, known)
        case blocks.StreamBlock():
            kinds = block.child_blocks
            return _blocks([(part["type"], kinds[part["type"]], part) for part in told], key, code, known)
        case blocks.RichTextBlock():
            return rich(said(told, code), known)
        case blocks.ChooserBlock():
            return _chosen(block.target_model, said(told, code), known)
        case _:
            return line(told, code)


def _chosen(model: type[Model] | str, key: Any, known: Known) -> Any:
    """What a key stands for, by the kind of thing that is chosen; a page unless it is another."""
    label = model if isinstance(model, str) else model._meta.label
    shelves: dict[str, dict[Any, Any]] = {
        "cms.Picture": known.pictures,
        "cms.Paper": known.papers,
        "cms.Video": known.videos,
    }
    return shelves.get(label, known.pages)[key].pk if key else None


def line(told: Any, code: str) -> Any:
    """A text of one line, however it is broken in the file; what is no text stays as it is."""
    text = said(told, code)
    return " ".join(text.split()) if isinstance(text, str) else text


def rich(text: str, known: Known) -> str:
    """Paragraphs apart by an empty line, ``- `` and ``1. `` lists, ``**strong**``, ``[words](page key)``."""
    parts = (part.strip() for part in text.split("\n\n"))
    return "".join(_paragraph([line.strip() for line in part.splitlines()], known) for part in parts if part)


def _paragraph(lines: list[str], known: Known) -> str:
    for mark, tag in ((BULLET, "ul"), (NUMBER, "ol")):
        if all(mark.match(line) for line in lines):
            items = (f"<li>{_inline(mark.sub('', line, count=1), known)}</li>" for line in lines)
            return f"<{tag}>{''.join(items)}</{tag}>"
    return f"<p>{_inline(' '.join(lines), known)}</p>"


def _inline(text: str, known: Known) -> str:
    def link(found: re.Match[str]) -> str:
        words, goal = found.groups()
        if "://" in goal:
            return f'<a href="{goal}">{words}</a>'
        return f'<a linktype="page" id="{known.pages[goal].pk}">{words}</a>'

    return LINK.sub(link, STRONG.sub(r"<b>\1</b>", escape(text)))
