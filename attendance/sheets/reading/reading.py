"""From a picture to what its rows seem to say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from attendance.sheets.layout import box_area, pages_of, signature_area
from attendance.sheets.reading.codes import Sighting, pages_seen
from attendance.sheets.reading.ink import Mark, measure
from attendance.sheets.reading.straighten import Flat, lay_flat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image


@dataclass(frozen=True)
class RowRead:
    """A row of the sheet (counted from nought over all its pages) and what it seems to say."""

    row: int
    position: int
    seems: Mark
    signature: Mark
    ink: float


@dataclass
class PageRead:
    """A page that was found. Without ``picture`` it could not be laid flat, and has no rows."""

    sheet: UUID
    page: int
    picture: Image.Image | None = None
    rows: list[RowRead] = field(default_factory=list)


def find_pages(pictures: Sequence[Image.Image]) -> list[tuple[Sighting, Image.Image, Flat | None]]:
    """Every page of a list in these pictures; of a page seen twice, the one with more marks."""
    best: dict[tuple[UUID, int], tuple[Sighting, Image.Image, Flat | None]] = {}
    for picture in pictures:
        for sighting in pages_seen(picture):
            key, found = (sighting.sheet, sighting.page), (sighting, picture, lay_flat(sighting.pairs))
            held = best.get(key)
            if held is None or _goodness(found) > _goodness(held):
                best[key] = found
    return [best[key] for key in sorted(best, key=lambda key: (str(key[0]), key[1]))]


def _goodness(found: tuple[Sighting, Image.Image, Flat | None]) -> tuple[bool, int]:
    return found[2] is not None, len(found[0].spots)


def read_page(sighting: Sighting, picture: Image.Image, flat: Flat | None, *, rows: int) -> PageRead:
    """Read a page of a sheet that has ``rows`` rows in all, blank ones among them."""
    pages = pages_of(rows)
    if flat is None or sighting.page > len(pages):
        return PageRead(sighting.sheet, sighting.page)
    straight = flat.picture_of(picture)
    read = []
    for position, row in enumerate(pages[sighting.page - 1]):
        seen = measure(
            straight,
            box=box_area(sighting.page, position),
            signature=signature_area(sighting.page, position),
        )
        read.append(RowRead(row, position, seen.seems, seen.signature, round(seen.ink, 4)))
    return PageRead(sighting.sheet, sighting.page, straight, read)
