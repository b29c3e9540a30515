"""A film for Chromium's make-believe camera: pictures of passes, held up one after another.

Start the browser with ``flags_for(film)``; it plays the film from the beginning when a page asks for the
camera, and again and again.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from PIL import Image

NOBODY = None
"""For as long as a picture would be held up, the table stays bare."""
SIZE = (640, 480)
TABLE = (116, 98, 84)  # a camera never sees pure white all around
FRAMES_EACH = 40  # at the 20 frames a second which Chromium plays: two seconds for each picture
FRAMES_BETWEEN = 10


def flags_for(film: Path) -> list[str]:
    """A browser whose only camera shows the film, and that does not ask before using it."""
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]


def film_of(pngs: Sequence[bytes | None], path: Path, *, frames_each: int = FRAMES_EACH) -> Path:
    """Write a motion JPEG in which every picture is held up for a while, with a bare table between."""
    bare = _jpeg(Image.new("RGB", SIZE, TABLE))
    with path.open("wb") as film:
        film.write(bare * FRAMES_BETWEEN)
        for png in pngs:
            film.write((_jpeg(_held_up(png)) if png else bare) * frames_each)
            film.write(bare * FRAMES_BETWEEN)
    return path


def _held_up(png: bytes) -> Image.Image:
    """The picture on a table, a little turned, as a hand holds it."""
    paper = Image.open(io.BytesIO(png)).convert("RGB")
    paper.thumbnail((SIZE[1] * 3 // 4, SIZE[1] * 3 // 4), Image.Resampling.LANCZOS)
    turned = paper.rotate(4, expand=True, fillcolor=TABLE, resample=Image.Resampling.BICUBIC)
    scene = Image.new("RGB", SIZE, TABLE)
    scene.paste(turned, ((SIZE[0] - turned.width) // 2, (SIZE[1] - turned.height) // 2))
    return scene


def _jpeg(picture: Image.Image) -> bytes:
    frame = io.BytesIO()
    picture.save(frame, "JPEG", quality=85)
    return frame.getvalue()
