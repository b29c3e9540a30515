"""Sheets filled in by hand and photographed badly: drawn here, always the same for the same seed."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from attendance.sheets.layout import PAGE_HEIGHT, PAGE_WIDTH, box_area, signature_area

SCALE = 10
"""Points a millimetre of the clean page."""


def hand(seed: int) -> Random:
    """An unsteady hand, unsteady in the same way each time."""
    return Random(seed)  # noqa: S311 - nothing secret


@dataclass(frozen=True)
class Pen:
    name: str
    colour: tuple[int, int, int]
    width: float  # millimetres


PENS = (
    Pen("blue ball pen", (38, 58, 150), 0.5),
    Pen("black ball pen", (25, 25, 28), 0.45),
    Pen("black gel pen", (10, 10, 12), 0.7),
    Pen("green felt pen", (20, 95, 60), 1.0),
    Pen("red pen", (170, 30, 40), 0.55),
    Pen("pencil", (105, 105, 108), 0.55),
    Pen("marker", (15, 15, 20), 1.7),
)


def blank_page(png: bytes) -> Image.Image:
    page = Image.open(io.BytesIO(png)).convert("RGB")
    size = (round(PAGE_WIDTH * SCALE), round(PAGE_HEIGHT * SCALE))
    return page.resize(size, Image.Resampling.LANCZOS)


def tick(page: Image.Image, *, number: int, position: int, pen: Pen, shape: str, random: Random) -> None:
    """Put a cross, a tick or a stroke into the box of a row, as unsteady hands do."""
    box = box_area(number, position)
    reach = random.uniform(0.75, 1.35) * box.width / 2
    x, y = (
        box.left + box.width / 2 + random.uniform(-0.5, 0.5),
        box.top + box.height / 2 + random.uniform(-0.5, 0.5),
    )

    def at(dx: float, dy: float) -> tuple[float, float]:
        shake = 0.25
        return (
            x + dx * reach + random.uniform(-shake, shake),
            y + dy * reach + random.uniform(-shake, shake),
        )

    strokes = {
        "cross": [[at(-1, -1), at(0, 0.1), at(1, 1)], [at(1, -1), at(0, 0), at(-1, 1)]],
        "tick": [[at(-0.9, -0.1), at(-0.3, 0.7), at(1.2, -1.1)]],
        "stroke": [[at(-0.9, 0.9), at(0, 0), at(1, -0.9)]],
    }[shape]
    for stroke in strokes:
        _draw(page, stroke, pen)


def sign(page: Image.Image, *, number: int, position: int, pen: Pen, random: Random) -> None:
    """A signature: loops from left to right."""
    cell = signature_area(number, position)
    x, middle = cell.left + random.uniform(4, 12), cell.top + cell.height / 2
    length, height = random.uniform(22, 45), random.uniform(2.2, 4.2)
    points = []
    for step in range(60):
        turn = step * random.uniform(0.55, 0.8)
        points.append(
            (
                x + length * step / 60 + math.sin(turn) * 1.6,
                middle + math.cos(turn * 1.3) * height * (0.5 + 0.5 * math.sin(step / 9)),
            )
        )
    _draw(page, points, pen)


def blacken(page: Image.Image, *, number: int, position: int) -> None:
    """A tick taken back: the whole box is filled."""
    box = box_area(number, position)
    ImageDraw.Draw(page).rectangle(
        [box.left * SCALE, box.top * SCALE, (box.left + box.width) * SCALE, (box.top + box.height) * SCALE],
        fill=(30, 30, 40),
    )


def _draw(page: Image.Image, points: list[tuple[float, float]], pen: Pen) -> None:
    drawing = ImageDraw.Draw(page)
    width = max(1, round(pen.width * SCALE))
    scaled = [(x * SCALE, y * SCALE) for x, y in points]
    drawing.line(scaled, fill=pen.colour, width=width, joint="curve")
    for x, y in (scaled[0], scaled[-1]):
        drawing.ellipse([x - width / 2, y - width / 2, x + width / 2, y + width / 2], fill=pen.colour)


@dataclass(frozen=True)
class Shot:
    """How a photograph is taken. Angles in degrees, blur in points, noise and shadow as parts of one."""

    size: tuple[int, int] = (1800, 2400)
    turn: float = 0.0
    tilt: float = 0.0
    lean: float = 0.0
    fills: float = 0.9
    shadow: float = 0.0
    is_shadow_hard: bool = False
    light: float = 1.0
    blur: float = 0.0
    noise: int = 0
    quality: int = 85
    bend: float = 0.0


def photograph(page: Image.Image, shot: Shot, *, random: Random) -> bytes:
    """The page on a table, seen askew, as a JPEG."""
    width, height = shot.size
    taken = _laid_on_table(_bent(page, shot.bend), shot, random)
    if shot.blur:
        taken = taken.filter(ImageFilter.GaussianBlur(shot.blur))
    if shot.shadow:
        taken = ImageChops.multiply(taken, _shadow((width, height), shot, random))
    if shot.light != 1.0:
        taken = taken.point(lambda value: min(255, round(value * shot.light)))
    if shot.noise:
        taken = _with_noise(taken, shot.noise, random)
    out = io.BytesIO()
    taken.save(out, "JPEG", quality=shot.quality)
    return out.getvalue()


def _bent(page: Image.Image, bend: float) -> Image.Image:
    """A page that does not lie flat: its lines shift by up to ``bend`` millimetres in a wave."""
    if not bend:
        return page
    strips, count = [], 60
    step = page.height / count
    for number in range(count):
        top, bottom = number * step, (number + 1) * step
        shift, below = (math.sin(math.pi * part / count) * bend * SCALE for part in (number, number + 1))
        strips.append(
            (
                (0, round(top), page.width, round(bottom)),
                (-shift, top, -below, bottom, page.width - below, bottom, page.width - shift, top),
            )
        )
    return page.transform(
        page.size, Image.Transform.MESH, strips, Image.Resampling.BICUBIC, fillcolor="white"
    )


def _laid_on_table(page: Image.Image, shot: Shot, random: Random) -> Image.Image:
    width, height = shot.size
    table = Image.new("RGB", shot.size, random.choice([(120, 92, 66), (70, 74, 80), (198, 190, 178)]))
    turned = abs(math.sin(math.radians(shot.turn)))
    across = PAGE_WIDTH + (PAGE_HEIGHT - PAGE_WIDTH) * turned
    down = PAGE_HEIGHT + (PAGE_WIDTH - PAGE_HEIGHT) * turned
    grain = shot.fills * min(width / across, height / down)
    corners = []
    for x, y in ((0, 0), (0, PAGE_HEIGHT), (PAGE_WIDTH, PAGE_HEIGHT), (PAGE_WIDTH, 0)):
        dx, dy = (x - PAGE_WIDTH / 2) * grain, (y - PAGE_HEIGHT / 2) * grain
        angle = math.radians(shot.turn)
        dx, dy = dx * math.cos(angle) - dy * math.sin(angle), dx * math.sin(angle) + dy * math.cos(angle)
        # Seen from below and from the side: what is further away is smaller.
        away = (
            1
            + math.tan(math.radians(shot.tilt)) * -dy / height
            + math.tan(math.radians(shot.lean)) * dx / width
        )
        corners.append((width / 2 + dx / away, height / 2 + dy * math.cos(math.radians(shot.tilt)) / away))
    return _pasted(page, corners, onto=table)


def _pasted(page: Image.Image, corners: list[tuple[float, float]], *, onto: Image.Image) -> Image.Image:
    from attendance.sheets.reading.straighten import _fitted

    # Pillow asks for the way back: from a point of the photograph to one of the page.
    sides = [
        (0.0, 0.0),
        (0.0, float(page.height)),
        (float(page.width), float(page.height)),
        (float(page.width), 0.0),
    ]
    back = _fitted(list(zip(corners, sides, strict=True)))
    small = page if page.width <= 2 * onto.width else page.reduce(2)
    assert back is not None
    laid = small.transform(
        onto.size, Image.Transform.PERSPECTIVE, back.coefficients, Image.Resampling.BICUBIC
    )
    mask = Image.new("L", page.size, 255).transform(
        onto.size, Image.Transform.PERSPECTIVE, back.coefficients, Image.Resampling.BICUBIC
    )
    onto.paste(laid, mask=mask)
    return onto


def _shadow(size: tuple[int, int], shot: Shot, random: Random) -> Image.Image:
    """Light falls unevenly: as a slope across the picture, or as the hard edge of somebody's head."""
    dark = round(255 * (1 - shot.shadow))
    small = (90, 120)
    light = Image.new("L", small, 255)
    if shot.is_shadow_hard:
        start = random.randint(20, 60)
        ImageDraw.Draw(light).polygon([(start, 0), (90, 0), (90, 120), (start + 25, 120)], fill=dark)
        light = light.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(4))
    else:
        side = random.choice([0, 1])
        for x in range(90):
            for y in range(120):
                part = x / 90 if side else y / 120
                light.putpixel((x, y), round(255 - (255 - dark) * part))
        light = light.resize(size, Image.Resampling.BICUBIC)
    return Image.merge("RGB", (light, light, light))


def _with_noise(picture: Image.Image, strength: int, random: Random) -> Image.Image:
    tile = Image.frombytes("L", (256, 256), random.randbytes(256 * 256))
    tile = tile.point(lambda value: 128 + round((value - 128) * strength / 128))
    noise = Image.new("L", picture.size)
    for x in range(0, picture.width, 256):
        for y in range(0, picture.height, 256):
            noise.paste(tile, (x, y))
    return ImageChops.add(picture, Image.merge("RGB", (noise, noise, noise)), 1, -128)
