"""How much ink is in a box and beside it, and what that seems to mean.

Paper is as white as the light on it: ink is what is darker than the paper right around it, so that neither a
shadow nor a lamp makes a tick. In doubt nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PIL import Image, ImageChops, ImageFilter

from attendance.sheets.layout import BOX_SIZE, Rectangle
from attendance.sheets.reading.straighten import PER_MILLIMETRE as SCALE

STROKE = 2.2
"""Millimetres: what is thinner is a stroke of a pen, what is wider a shadow or a stain."""
FRAME = 0.95
"""What of a box's edge is left out on each side: its printed line, and a blur around it."""
ASTRAY = 1.8
"""How far a box may lie from its place on a page that is bent a little."""
INK = 0.26
"""The part of the way from paper to print at which a point counts as ink; a pencil reaches a third."""
BOX_EMPTY, BOX_TICKED = 0.012, 0.05
"""Parts of the box that are ink: up to the first it is empty, from the second it is ticked."""
BOX_FILLED = 0.9
SIGN_EMPTY, SIGNED = 0.0016, 0.007
LEAST_CONTRAST = 38
"""Fewer greys between paper and print than this: too dark or too blurred to say anything."""


class Mark(StrEnum):
    EMPTY = "empty"
    TICKED = "ticked"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Measured:
    """What was seen in a row."""

    box: Mark
    signature: Mark
    ink: float
    signature_ink: float

    @property
    def seems(self) -> Mark:
        """Ticked or empty only where box and signature do not contradict each other."""
        if self.box == Mark.TICKED:
            return Mark.TICKED
        if self.box == Mark.EMPTY and self.signature == Mark.EMPTY:
            return Mark.EMPTY
        return Mark.UNSURE


def measure(page: Image.Image, *, box: Rectangle, signature: Rectangle) -> Measured:
    """Look at one row of a page that lies flat. All areas are in millimetres."""
    around = Rectangle(box.left - 4, box.top - 2.4, box.width + 8, box.height + 4.8)
    cell = _cut(page, around).filter(ImageFilter.MedianFilter(3))
    left, top, fits = _frame_in(cell, near=(box.left - around.left, box.top - around.top))
    light = _light(cell)
    print_depth = _depth_of_frame(cell, light, left, top)
    if not fits or print_depth < LEAST_CONTRAST:
        return Measured(Mark.UNSURE, Mark.UNSURE, 0, 0)
    inside = _inside(left, top)
    share = _share_of_ink(cell.crop(inside), light.crop(inside), print_depth)
    if _is_filled(cell, inside):
        box_mark = Mark.UNSURE
    else:
        box_mark = _judged(share, empty=BOX_EMPTY, full=BOX_TICKED, most=BOX_FILLED)
    field = Rectangle(signature.left + 1.5, signature.top + 1.6, signature.width - 3, signature.height - 3.2)
    written = _cut(page, field).filter(ImageFilter.MedianFilter(3))
    signed = _share_of_ink(written, _light(written), print_depth)
    return Measured(box_mark, _judged(signed, empty=SIGN_EMPTY, full=SIGNED), share, signed)


def _judged(share: float, *, empty: float, full: float, most: float = 1.0) -> Mark:
    if share <= empty:
        return Mark.EMPTY
    return Mark.TICKED if full <= share <= most else Mark.UNSURE


def _cut(page: Image.Image, area: Rectangle) -> Image.Image:
    left, top = round(area.left * SCALE), round(area.top * SCALE)
    return page.crop((left, top, left + round(area.width * SCALE), top + round(area.height * SCALE)))


def _light(picture: Image.Image) -> Image.Image:
    """The paper under the ink: what is darker and thinner than ``STROKE`` is taken away (a closing)."""
    times = round(STROKE * SCALE / 2 / 2)
    light = picture
    for _ in range(times):
        light = light.filter(ImageFilter.MaxFilter(5))
    for _ in range(times):
        light = light.filter(ImageFilter.MinFilter(5))
    return light.filter(ImageFilter.GaussianBlur(SCALE / 2))


def _share_of_ink(picture: Image.Image, light: Image.Image, depth: float) -> float:
    darker = ImageChops.subtract(light, picture).histogram()
    enough = round(INK * depth)
    return sum(darker[enough:]) / max(1, sum(darker))


def _inside(left: int, top: int) -> tuple[int, int, int, int]:
    edge, side = round(FRAME * SCALE), round(BOX_SIZE * SCALE)
    return left + edge, top + edge, left + side - edge, top + side - edge


def _is_filled(cell: Image.Image, inside: tuple[int, int, int, int]) -> bool:
    """Whether the whole box is dark, as when somebody blackens it to take a tick back."""
    within = sorted(cell.crop(inside).tobytes())
    outside = sorted(cell.crop((0, 0, round(2.5 * SCALE), cell.height)).tobytes())
    return within[len(within) * 85 // 100] < 0.62 * outside[len(outside) * 3 // 4]


def _frame_in(cell: Image.Image, *, near: tuple[float, float]) -> tuple[int, int, bool]:
    """Where the box really lies in the cell (its upper left corner), and whether it is there at all."""
    side, reach = round(BOX_SIZE * SCALE), round(ASTRAY * SCALE)
    across = list(cell.resize((cell.width, 1), Image.Resampling.BOX).tobytes())
    down = list(cell.resize((1, cell.height), Image.Resampling.BOX).tobytes())
    left, left_fits = _line_pair(across, near=round(near[0] * SCALE), side=side, reach=reach)
    top, top_fits = _line_pair(down, near=round(near[1] * SCALE), side=side, reach=reach)
    return left, top, left_fits and top_fits


def _line_pair(profile: list[int], *, near: int, side: int, reach: int) -> tuple[int, bool]:
    """The place near ``near`` where two dark lines lie ``side`` apart."""

    def darkness(at: int) -> float:
        """Of the darker of both lines' poorer one, against what lies beside."""
        depths = []
        for line in (at, at + side):
            if not 3 <= line < len(profile) - 3:
                return 0.0
            on = min(profile[line - 1 : line + 2])
            beside = (
                max(max(profile[line - 9 : line - 2], default=0), 0),
                max(profile[line + 3 : line + 10], default=0),
            )
            depths.append(min(beside) - on)
        return min(depths)

    best = max(range(near - reach, near + reach + 1), key=lambda at: (darkness(at), -abs(at - near)))
    return best, darkness(best) > 8


def _depth_of_frame(cell: Image.Image, light: Image.Image, left: int, top: int) -> float:
    """How much darker print is than paper here, from the box's own line."""
    side = round(BOX_SIZE * SCALE)
    deep = ImageChops.subtract(light, cell.filter(ImageFilter.MinFilter(3))).tobytes()
    frame = [
        point
        for step in range(4, side - 4, 2)
        for point in (
            (left, top + step),
            (left + side, top + step),
            (left + step, top),
            (left + step, top + side),
        )
    ]
    depths = sorted(
        deep[y * cell.width + x] for x, y in frame if 0 <= x < cell.width and 0 <= y < cell.height
    )
    return float(depths[len(depths) // 2]) if depths else 0.0
