"""Lay a page flat: the map from millimetres of the page to points of the picture, and back to a picture.

A map of planes (homography) by least squares over the corners of all marks that were seen. Small enough a
sum for plain Python: eight unknowns.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from statistics import median

from PIL import Image

from attendance.sheets.layout import PAGE_HEIGHT, PAGE_WIDTH, Rectangle

Point = tuple[float, float]
Pairs = list[tuple[Point, Point]]

PER_MILLIMETRE = 7
"""Points of the flat picture: a box of six millimetres has forty-two."""
WORST_FAULT = 1.2
"""Millimetres by which a mark may lie beside where the map puts it; beyond that the page is bent or torn."""
OUTLIER = 3.0


@dataclass(frozen=True)
class Flat:
    """How a page lies in a picture."""

    coefficients: tuple[float, ...]
    fault: float
    """By how many millimetres the marks lie beside their places, as a median."""

    def seen_at(self, point: Point) -> Point:
        a, b, c, d, e, f, g, h = self.coefficients
        x, y = point
        depth = g * x + h * y + 1
        return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth

    def picture_of(self, picture: Image.Image, area: Rectangle | None = None) -> Image.Image:
        """The page, or a part of it, as if seen from straight above."""
        part = area or Rectangle(0, 0, PAGE_WIDTH, PAGE_HEIGHT)
        a, b, c, d, e, f, g, h = self.coefficients
        scale, left, top = 1 / PER_MILLIMETRE, part.left, part.top
        # Points of the flat picture are put for millimetres: x = left + scale * u, y = top + scale * v.
        depth = g * left + h * top + 1
        shifted = (
            a * scale,
            b * scale,
            a * left + b * top + c,
            d * scale,
            e * scale,
            d * left + e * top + f,
            g * scale,
            h * scale,
        )
        size = (round(part.width * PER_MILLIMETRE), round(part.height * PER_MILLIMETRE))
        return picture.transform(
            size,
            Image.Transform.PERSPECTIVE,
            tuple(figure / depth for figure in shifted),
            Image.Resampling.BICUBIC,
            fillcolor=255,
        )


def lay_flat(pairs: Pairs) -> Flat | None:
    """The map that fits the marks, or none when they contradict each other or say too little."""
    if len({page for page, _seen in pairs}) < 8:
        return None
    flat = _fitted(pairs)
    if flat is None:
        return None
    faults = [_fault(flat, pair) for pair in pairs]
    allowed = max(OUTLIER * median(faults), WORST_FAULT / 2)
    kept = [pair for pair, fault in zip(pairs, faults, strict=True) if fault <= allowed]
    if len(kept) < len(pairs) and len(kept) >= 8:
        flat = _fitted(kept)
    if flat is None:
        return None
    found = Flat(flat.coefficients, median(_fault(flat, pair) for pair in kept))
    return found if found.fault <= WORST_FAULT else None


def _fault(flat: Flat, pair: tuple[Point, Point]) -> float:
    """How far a mark lies from where the map puts it, in millimetres of the page around it."""
    page, seen = pair
    x, y = flat.seen_at(page)
    beside, below = flat.seen_at((page[0] + 1, page[1])), flat.seen_at((page[0], page[1] + 1))
    millimetre = max(hypot(beside[0] - x, beside[1] - y), hypot(below[0] - x, below[1] - y), 1e-9)
    return hypot(seen[0] - x, seen[1] - y) / millimetre


def _fitted(pairs: Pairs) -> Flat | None:
    """Least squares, with both planes brought to a size of about one first, so that no figure is lost."""
    from_page, to_picture = _centred([page for page, _ in pairs]), _centred([seen for _, seen in pairs])
    rows, wanted = [], []
    for page, seen in pairs:
        x, y = from_page.small(page)
        u, v = to_picture.small(seen)
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        wanted += [u, v]
    solved = _least_squares(rows, wanted)
    if solved is None:
        return None
    matrix = [solved[0:3], solved[3:6], [*solved[6:8], 1.0]]
    whole = _times(to_picture.back(), _times(matrix, from_page.there()))
    if abs(whole[2][2]) < 1e-12:
        return None
    flat = [figure / whole[2][2] for row in whole for figure in row]
    return Flat(tuple(flat[:8]), 0.0)


@dataclass(frozen=True)
class _Frame:
    x: float
    y: float
    size: float

    def small(self, point: Point) -> Point:
        return (point[0] - self.x) / self.size, (point[1] - self.y) / self.size

    def there(self) -> list[list[float]]:
        return [[1 / self.size, 0, -self.x / self.size], [0, 1 / self.size, -self.y / self.size], [0, 0, 1]]

    def back(self) -> list[list[float]]:
        return [[self.size, 0, self.x], [0, self.size, self.y], [0, 0, 1]]


def _centred(points: list[Point]) -> _Frame:
    x = sum(point[0] for point in points) / len(points)
    y = sum(point[1] for point in points) / len(points)
    size = sum(hypot(point[0] - x, point[1] - y) for point in points) / len(points)
    return _Frame(x, y, size or 1.0)


def _least_squares(rows: list[list[float]], wanted: list[float]) -> list[float] | None:
    """Solve the normal equations by elimination with pivots; none when they say too little."""
    size = len(rows[0])
    table = [
        [sum(row[i] * row[j] for row in rows) for j in range(size)]
        + [sum(row[i] * value for row, value in zip(rows, wanted, strict=True))]
        for i in range(size)
    ]
    for column in range(size):
        pivot = max(range(column, size), key=lambda row: abs(table[row][column]))
        if abs(table[pivot][column]) < 1e-10:
            return None
        table[column], table[pivot] = table[pivot], table[column]
        for row in range(size):
            if row != column:
                factor = table[row][column] / table[column][column]
                table[row] = [a - factor * b for a, b in zip(table[row], table[column], strict=True)]
    return [table[row][size] / table[row][row] for row in range(size)]


def _times(left: list[list[float]], right: list[list[float]]) -> list[list[float]]:
    return [[sum(left[i][k] * right[k][j] for k in range(3)) for j in range(3)] for i in range(3)]
