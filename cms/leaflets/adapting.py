"""The blocks of a page turned into those of a leaflet; what lives only on a screen is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from cms.blocks import LEAFLET_BLOCKS

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue

Told = tuple[str, dict[str, Any]]
PRINTED_AS_THEY_ARE = {name for name, _block in LEAFLET_BLOCKS}


def adapted(stream: StreamValue) -> list[dict[str, Any]]:
    """Raw blocks for the body of a leaflet, in the active language where words are added."""
    return [
        {"type": kind, "value": value}
        for raw in stream.get_prep_value()
        for kind, value in _adapted(raw["type"], raw["value"])
    ]


def _adapted(kind: str, value: Any) -> Iterator[Told]:
    if kind in PRINTED_AS_THEY_ARE:
        yield kind, value
    elif adapt := ADAPTED.get(kind):
        yield from adapt(value)


def _questions(value: dict[str, Any]) -> Iterator[Told]:
    yield _section(value["heading"], ((row["question"], row["answer"]) for row in _rows(value["questions"])))


def _accordion(value: dict[str, Any]) -> Iterator[Told]:
    told = ((row["title"], row["text"]) for row in _rows(value["parts"]))
    yield _section(value["heading"] or _("Good to know"), told)


def _promises(value: dict[str, Any]) -> Iterator[Told]:
    rows = ((row["title"], row["text"]) for row in _rows(value["promises"]))
    listed = format_html_join("", "<li><b>{}</b>: {}</li>", rows)
    heading = value["heading"] or _("You can count on this")
    yield "section", {"heading": heading, "text": format_html("<ul>{}</ul>", listed)}


def _reassurance(value: dict[str, Any]) -> Iterator[Told]:
    phone = format_html("<p><b>{}</b></p>", value["phone"]) if value.get("phone") else ""
    yield "callout", {"kind": "next", "title": value["title"], "text": value["text"] + phone}


def _contacts(value: dict[str, Any]) -> Iterator[Told]:
    yield from (("contact_card", row) for row in _rows(value["contacts"]))


def _story(value: dict[str, Any]) -> Iterator[Told]:
    yield "quotation", {"text": value["text"], "who": value["name"], "role": (value.get("about") or "")[:120]}


def _table(value: dict[str, Any]) -> Iterator[Told]:
    """A row a line: the first cell, then what stands in the others under which heading."""
    table = value["table"]
    heads = [column["heading"] for column in table["columns"]]
    lines = []
    for row in table["rows"]:
        first, *others = [str(cell or "") for cell in row["values"]]
        said = ", ".join(f"{head}: {cell}" for head, cell in zip(heads[1:], others, strict=False) if cell)
        lines.append((first, said))
    listed = format_html_join("", "<li><b>{}</b> {}</li>", lines)
    yield "section", {"heading": table["caption"], "text": format_html("<ul>{}</ul>", listed)}


ADAPTED: dict[str, Callable[[dict[str, Any]], Iterator[Told]]] = {
    "questions": _questions,
    "accordion": _accordion,
    "promises": _promises,
    "reassurance": _reassurance,
    "contact_cards": _contacts,
    "story": _story,
    "table": _table,
}


def _section(heading: str, told: Iterator[tuple[str, str]]) -> Told:
    text = "".join(format_html("<p><b>{}</b></p>", title) + html for title, html in told)
    return "section", {"heading": heading, "text": text}


def _rows(listed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The values of a list, which the database keeps as ``{"type": "item", "value": …}``."""
    return [row["value"] if row.get("type") == "item" else row for row in listed]
