"""A film for Chromium's fake camera, made of pictures: MJPEG, which is JPEG after JPEG, at 30 a second."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

FRAME = (1280, 720)
WALL = (120, 116, 110)
FRAMES_A_SECOND = 30


def shoot(film: Path, pictures: Iterable[bytes | None], *, seconds_each: float = 2) -> Path:
    """Show each picture for a while, and the bare wall for none. The film starts again when it ends."""
    with film.open("wb") as reel:
        for picture in pictures:
            reel.write(_frame(picture) * round(FRAMES_A_SECOND * seconds_each))
    return film


def _frame(picture: bytes | None) -> bytes:
    frame = Image.new("RGB", FRAME, WALL)
    if picture is not None:
        shown = Image.open(BytesIO(picture)).convert("RGB")
        shown.thumbnail((FRAME[0] - 80, FRAME[1] - 80), Image.Resampling.LANCZOS)
        frame.paste(shown, ((FRAME[0] - shown.width) // 2, (FRAME[1] - shown.height) // 2))
    jpeg = BytesIO()
    frame.save(jpeg, "JPEG", quality=88, subsampling="4:2:0", progressive=False)
    return jpeg.getvalue()
