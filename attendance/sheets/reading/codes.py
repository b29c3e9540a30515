"""Find the marks of a page in a picture: which sheet and page it is, and where its marks lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

import zxingcpp
from PIL import Image, ImageFilter, ImageOps

from attendance.sheets.layout import MARK_PLACES, MARK_SIZE
from attendance.sheets.marks import mark_in

ENOUGH = 4
"""With so many marks of the six a page lies flat well enough; with fewer we look a second time."""

QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
SMALL = 1800
"""A picture whose longer side has no more points than these is looked at enlarged as well."""

Point = tuple[float, float]


@dataclass
class Sighting:
    """A page of a sheet in a picture: where points of the page (in millimetres) lie in it."""

    sheet: UUID
    page: int
    spots: dict[int, list[Point]] = field(default_factory=dict)

    @property
    def pairs(self) -> list[tuple[Point, Point]]:
        """Points of the page, each with the point of the picture where it was seen."""
        found = []
        for spot, seen in self.spots.items():
            left, top = MARK_PLACES[spot]
            corners = [
                (left, top),
                (left + MARK_SIZE, top),
                (left + MARK_SIZE, top + MARK_SIZE),
                (left, top + MARK_SIZE),
            ]
            found += list(zip(corners, seen, strict=True))
        return found


def pages_seen(picture: Image.Image) -> list[Sighting]:
    """Every page of a sheet in the picture, most often one. Looks again at a better picture if need be."""
    seen: dict[tuple[UUID, int], Sighting] = {}
    for attempt, scale in _attempts(picture):
        for sheet, page, spot, corners in _marks(attempt):
            sighting = seen.setdefault((sheet, page), Sighting(sheet, page))
            sighting.spots.setdefault(spot, [(x / scale, y / scale) for x, y in corners])
        if seen and all(len(sighting.spots) >= ENOUGH for sighting in seen.values()):
            break
    return list(seen.values())


def _attempts(picture: Image.Image) -> Iterator[tuple[Image.Image, float]]:
    """The picture, then made clearer, then larger or smaller, each with its scale."""
    yield picture, 1.0
    yield ImageOps.autocontrast(picture, cutoff=1), 1.0
    yield picture.filter(ImageFilter.UnsharpMask(radius=3, percent=200, threshold=2)), 1.0
    scale = 2.5 if max(picture.size) <= SMALL else 0.5
    size = (round(picture.width * scale), round(picture.height * scale))
    yield picture.resize(size, Image.Resampling.LANCZOS), scale


def _marks(picture: Image.Image) -> Iterator[tuple[UUID, int, int, list[Point]]]:
    once: dict[tuple[UUID, int, int], list[list[Point]]] = defaultdict(list)
    for code in zxingcpp.read_barcodes(picture, formats=QR, try_invert=False):
        mark = mark_in(code.text)
        if mark is None:
            continue
        lies = code.position
        corners = [lies.top_left, lies.top_right, lies.bottom_right, lies.bottom_left]
        once[mark.sheet, mark.page, mark.spot].append([(corner.x, corner.y) for corner in corners])
    for (sheet, page, spot), places in once.items():
        # The same mark twice in one picture (two copies of a page) says nothing certain of where it lies.
        if len(places) == 1:
            yield sheet, page, spot, places[0]
