"""Photographs of passes as they come to a door: cracked glass, a tilted hand, a dark hallway, a cheap camera.

Drawn with Pillow alone, the same on every machine: each picture has its own seed.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import cos, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageOps

from attendance.codes.passes import address_of
from lms.web.pdf import render_pictures
from lms.web.qr import qr_png, qr_svg

STRENGTHS = (1, 2, 3, 4)
PHOTO = (900, 1200)
TABLE, PHONE, GLASS = (112, 104, 96), (24, 26, 30), (250, 248, 244)

Distort = Callable[[Image.Image, Random, int], Image.Image]


@dataclass(frozen=True)
class Photograph:
    """One picture, what it should say, and what was done to it."""

    name: str
    address: str
    picture: Image.Image


def photographs() -> Iterator[Photograph]:
    """Every way in which a picture goes wrong, mildly to badly, of a phone and of paper."""
    for medium, shot_of in {"screen": on_screen, "paper": on_paper}.items():
        for kind, distort in (KINDS | ONLY[medium]).items():
            for strength in STRENGTHS:
                name = f"{medium}-{kind}-{strength}"
                chance = Random(name)  # noqa: S311 - the same picture every time is the point
                address = address_of(base64.b32encode(chance.randbytes(16)).decode().rstrip("="))
                picture = distort(shot_of(address), chance, strength)
                yield Photograph(name, address, picture)


# --- what is photographed ---------------------------------------------------------------------------------


def on_screen(address: str) -> Image.Image:
    """A phone on a table, the pass in the middle of its screen."""
    photo = Image.new("RGB", PHOTO, TABLE)
    draw = ImageDraw.Draw(photo)
    draw.rounded_rectangle((150, 60, 750, 1140), 60, fill=PHONE)
    draw.rectangle((175, 130, 725, 1070), fill=GLASS)
    code = Image.open(io.BytesIO(qr_png(address, module=10, sturdy=True))).convert("RGB").resize((500, 500))
    photo.paste(code, (200, 260))
    draw.rectangle((240, 800, 660, 830), fill=(60, 70, 74))
    draw.rectangle((320, 860, 580, 880), fill=(140, 150, 152))
    return photo


def on_paper(address: str) -> Image.Image:
    """The printed card, held before the camera."""
    data = {
        "language": "pl",
        "name": "Oksana Shevchenko",
        "qr": str(qr_svg(address, sturdy=True)),
        "code": "ABCD EFGH",
        "words": {"title": "Krok", "how": "–", "code": "–", "lost": "–", "drawing": "QR"},
    }
    page = Image.open(io.BytesIO(render_pictures("pass", data, ppi=170)[0])).convert("RGB")
    card = page.crop((90, 90, 780, 1010))
    photo = Image.new("RGB", PHOTO, TABLE)
    photo.paste(ImageOps.contain(card, (780, 1040)), (60, 80))
    return photo


# --- what goes wrong --------------------------------------------------------------------------------------


def cracked(photo: Image.Image, chance: Random, strength: int) -> Image.Image:
    """Cracks run from where the phone fell on; they scatter light, so they are bright with a dark rim."""
    glass = photo.copy()
    draw = ImageDraw.Draw(glass)
    start = chance.randint(280, 620), chance.randint(300, 700)
    for _crack in range(4 + 3 * strength):
        x, y = start
        angle = chance.uniform(0, 6.3)
        points = [(x, y)]
        for _bend in range(8):
            angle += chance.uniform(-0.5, 0.5)
            x, y = x + 75 * cos(angle), y + 75 * sin(angle)
            points.append((x, y))
        draw.line(points, fill=(60, 62, 66), width=4)
        draw.line(points, fill=(236, 238, 240), width=2)
    return _through_a_lens(glass)


def creased(photo: Image.Image, chance: Random, strength: int) -> Image.Image:
    """Folded in a pocket for a month: bright ridges where the toner is gone, shade along them."""
    wide, high = photo.size
    shade = Image.new("L", photo.size, 0)
    ridges = photo.copy()
    for fold in range(strength + 1):
        across = fold % 2
        at = chance.randint(250, 650 if across else 600)
        lean = chance.randint(-40, 40)
        line = ((0, at), (wide, at + lean)) if across else ((at, 0), (at + lean, high))
        ImageDraw.Draw(shade).line(line, fill=110, width=46)
        ImageDraw.Draw(ridges).line(line, fill=(235, 233, 230), width=2 + strength)
    shaded = Image.composite(Image.new("RGB", photo.size, (90, 88, 86)), ridges, _soft(shade, 14))
    return _through_a_lens(shaded)


def _soft(mask: Image.Image, radius: float) -> Image.Image:
    return mask.filter(ImageFilter.GaussianBlur(radius))


def _through_a_lens(photo: Image.Image) -> Image.Image:
    """No camera draws a line as sharp as a pen."""
    return _soft(photo, 0.8)


def tilted(photo: Image.Image, chance: Random, strength: int) -> Image.Image:
    """Held at an angle: parallel lines meet."""
    lean, turn = (chance.choice((-1, 1)) * 0.00013 * strength * chance.uniform(0.7, 1) for _axis in "xy")
    wide, high = photo.size
    middle = 1 + lean * wide / 2 + turn * high / 2
    shrink = 1.15
    shape = (shrink * middle, 0, -0.07 * wide, 0, shrink * middle, -0.07 * high, lean, turn)
    return photo.transform(
        photo.size, Image.Transform.PERSPECTIVE, shape, Image.Resampling.BICUBIC, fillcolor=TABLE
    )


def dim(photo: Image.Image, chance: Random, strength: int) -> Image.Image:
    """A screen turned down, in a hallway without light: dark, and grainy with it."""
    return noisy(ImageEnhance.Brightness(photo).enhance(0.5 / strength), chance, 0)


def blurred(photo: Image.Image, chance: Random, strength: int) -> Image.Image:
    return photo.filter(ImageFilter.GaussianBlur(1.3 * strength))


def shaken(photo: Image.Image, chance: Random, strength: int) -> Image.Image:
    """The hand moved while the picture was taken."""
    step, path = 1 + strength, [photo]
    path += [ImageChops.offset(photo, n * step, n * chance.choice((0, 1))) for n in (1, 2)]
    return Image.blend(Image.blend(path[0], path[1], 0.5), path[2], 1 / 3)


def noisy(photo: Image.Image, chance: Random, strength: int) -> Image.Image:
    wide, high = photo.size
    grain = Image.frombytes("L", (wide, high), chance.randbytes(wide * high)).convert("RGB")
    return Image.blend(photo, grain, 0.06 + 0.11 * strength)


def glaring(photo: Image.Image, chance: Random, strength: int) -> Image.Image:
    """A lamp mirrored in the glass: white in its middle, a veil around."""
    lamp = Image.new("L", photo.size, 0)
    x, y, size = chance.randint(250, 650), chance.randint(300, 700), 60 + 22 * strength
    ImageDraw.Draw(lamp).ellipse((x - size, y - size, x + size, y + size), fill=225)
    veil = lamp.filter(ImageFilter.GaussianBlur(size / 1.6))
    return Image.composite(Image.new("RGB", photo.size, "white"), photo, veil)


def small(photo: Image.Image, chance: Random, strength: int) -> Image.Image:
    """Far away: few pixels a module, in a large picture."""
    share = (0.42, 0.34, 0.28, 0.23)[strength - 1]
    far = photo.resize((round(PHOTO[0] * share), round(PHOTO[1] * share)), Image.Resampling.LANCZOS)
    around = Image.new("RGB", PHOTO, TABLE)
    around.paste(far, (chance.randint(20, 500), chance.randint(20, 700)))
    return around


def faint(photo: Image.Image, chance: Random, strength: int) -> Image.Image:
    """Toner at its end, or a screen in the sun."""
    return noisy(ImageEnhance.Contrast(photo).enhance(0.45 / strength), chance, 0)


def rotated(photo: Image.Image, chance: Random, strength: int) -> Image.Image:
    return photo.rotate(
        chance.uniform(20, 45) + 90 * (strength - 1), Image.Resampling.BICUBIC, fillcolor=TABLE
    )


def pressed(photo: Image.Image, chance: Random, strength: int) -> Image.Image:
    """Sent on by a messenger that saves every byte."""
    squeezed = io.BytesIO()
    photo.resize((450, 600)).save(squeezed, "JPEG", quality=40 - 8 * strength)
    return Image.open(squeezed).convert("RGB")


def all_at_once(photo: Image.Image, chance: Random, strength: int) -> Image.Image:
    """What a Tuesday in a basement is like."""
    photo = tilted(cracked(photo, chance, strength), chance, strength)
    photo = photo.rotate(chance.uniform(-20, 20), Image.Resampling.BICUBIC, fillcolor=TABLE)
    photo = ImageEnhance.Brightness(photo).enhance(0.55 - 0.08 * strength)
    return noisy(photo.filter(ImageFilter.GaussianBlur(0.5 * strength)), chance, 0)


KINDS: dict[str, Distort] = {
    "tilted": tilted,
    "dim": dim,
    "blurred": blurred,
    "shaken": shaken,
    "noisy": noisy,
    "glaring": glaring,
    "small": small,
    "faint": faint,
    "rotated": rotated,
    "pressed": pressed,
    "all at once": all_at_once,
}
ONLY: dict[str, dict[str, Distort]] = {"screen": {"cracked": cracked}, "paper": {"creased": creased}}
