"""From what a leaflet says to the units that Typst deals out to columns: small, in order, none too tall."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from cms.leaflets import pictures
from cms.leaflets.letters import set_well
from cms.leaflets.sentences import split_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cms.leaflets.printing import Printed
    from cms.leaflets.rich_text import Piece, Run

SHORT = 160
"""Signs of a list item that stays with its neighbour, so that no item stands alone in a column."""
LONGEST = 480
"""Signs of a paragraph that still fits well into the narrowest column; a longer one is printed as several."""

Unit = dict[str, Any]


class Layout:
    """``starts`` marks the first unit of each part: a new panel of a folded leaflet may begin there."""

    def __init__(self, *, easy: bool) -> None:
        self._easy = easy
        self._lists = count(1)
        self._inner_level = 2
        """Of the heading of a step or a card: PDF/UA forbids to skip a level, and a card may come first."""

    def units(self, blocks: list[Printed]) -> list[Unit]:
        units = []
        for block in blocks:
            told = list(getattr(self, f"_{block['kind']}")(block))
            if told:
                told[0] = told[0] | {"starts": True, "gap": "section" if "keep" in told[0] else "loose"}
            units += told
        return units

    def _section(self, block: Printed) -> Iterator[Unit]:
        yield from self._heading(block["heading"])
        yield from self._pieces(block["pieces"])

    def _steps(self, block: Printed) -> Iterator[Unit]:
        yield from self._heading(block["heading"])
        number = next(self._lists)
        for order, step in enumerate(block["steps"], start=1):
            yield {
                "kind": "step",
                "list": number,
                "number": order,
                "level": self._inner_level,
                "title": set_well(step["title"]),
                "pieces": self._inner(step["pieces"]),
                "gap": "step" if order > 1 else "normal",
            }

    def _callout(self, block: Printed) -> Iterator[Unit]:
        """A long one becomes several, the title on the first."""
        pieces, title = self._inner(block["pieces"]), block["title"]
        while pieces or title:
            part = _first_of(pieces, LONGEST * 2)
            yield {
                "kind": "callout",
                "style": block["style"],
                "title": set_well(title),
                "pieces": part,
                "gap": "loose",
            }
            pieces, title = pieces[len(part) :], ""

    def _contact(self, block: Printed) -> Iterator[Unit]:
        lines = [line | {"text": set_well(line["text"])} for line in block["lines"]]
        title = set_well(block["title"])
        yield {"kind": "contact", "level": self._inner_level, "title": title, "lines": lines, "gap": "loose"}

    def _quotation(self, block: Printed) -> Iterator[Unit]:
        text, who = set_well(block["text"]), set_well(block["who"])
        yield {"kind": "quotation", "text": text, "who": who, "gap": "loose"}

    def _picture(self, block: Printed) -> Iterator[Unit]:
        kept = block["kept"]
        yield {
            "kind": "picture",
            "drawing": pictures.drawing_of(kept),
            "proportion": kept["height"] / kept["width"],
            "alt": block["alt"],
            "caption": set_well(block["caption"]),
            "gap": "loose",
        }

    def _heading(self, text: str) -> Iterator[Unit]:
        if heading := set_well(text).strip():
            self._inner_level = 3
            yield {"kind": "heading", "text": heading, "keep": True, "gap": "section"}

    def _pieces(self, pieces: list[Piece]) -> Iterator[Unit]:
        for piece in pieces:
            if piece["kind"] == "list":
                yield from self._items(piece)
            else:
                for order, part in enumerate(self._parts(piece["runs"])):
                    gap = "tight" if order and self._easy else "normal"
                    yield {"kind": "paragraph", "runs": _set(part), "gap": gap}

    def _items(self, piece: Piece) -> Iterator[Unit]:
        number = next(self._lists)
        last = len(piece["items"])
        for order, item in enumerate(piece["items"], start=1):
            is_near_an_end = order in {1, last - 1} and order != last
            yield {
                "kind": "item",
                "keep": is_near_an_end and sum(len(run["text"]) for run in item) <= SHORT,
                "list": number,
                "ordered": piece["ordered"],
                "number": order,
                "runs": _set(item),
                "gap": "item" if order > 1 else "normal",
            }

    def _inner(self, pieces: list[Piece]) -> list[Piece]:
        """The pieces inside a frame or a step: as they are, but their paragraphs not too long."""
        inner: list[Piece] = []
        for piece in pieces:
            if piece["kind"] == "list":
                inner.append(piece | {"items": [_set(item) for item in piece["items"]]})
            else:
                inner += [{"kind": "paragraph", "runs": _set(part)} for part in self._parts(piece["runs"])]
        return inner

    def _parts(self, runs: list[Run]) -> list[list[Run]]:
        if self._easy:
            return split_runs(runs)
        if sum(len(run["text"]) for run in runs) <= LONGEST:
            return [runs]
        return split_runs(runs, longest=LONGEST)


def _set(runs: list[Run]) -> list[Run]:
    return [run | {"text": set_well(run["text"])} for run in runs]


def _first_of(pieces: list[Piece], longest: int) -> list[Piece]:
    """As many pieces as are not too long together, and one at least."""
    length = 0
    for number, piece in enumerate(pieces):
        rows = piece["items"] if piece["kind"] == "list" else [piece["runs"]]
        length += sum(len(run["text"]) for row in rows for run in row)
        if number and length > longest:
            return pieces[:number]
    return pieces
