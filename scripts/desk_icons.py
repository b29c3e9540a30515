"""Draw the icons of the installed Desk from the stones of the mark: ``python scripts/desk_icons.py``."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parents[1] / "lms/web/static/krok/icons"
RIVER = "#0b5b66"
# As in favicon.svg, on a field of 64 by 64: centre, radii, colour.
STONES = (
    (19, 47, 12.5, 7, "#dfeeed"),
    (34.5, 31, 10.5, 6, "#9fcfd1"),
    (47, 17, 8.5, 5, "#f6a965"),
)
FIELD = 64
CORNER = 15
FINER = 4


def drawn(size: int, *, is_maskable: bool) -> Image.Image:
    """A system cuts a maskable icon to its own shape, so its stones keep to the inner four fifths."""
    scale = size * FINER / FIELD
    picture = Image.new("RGBA", (size * FINER, size * FINER), RIVER if is_maskable else (0, 0, 0, 0))
    pencil = ImageDraw.Draw(picture)
    if not is_maskable:
        edge = size * FINER - 1
        pencil.rounded_rectangle((0, 0, edge, edge), radius=CORNER * scale, fill=RIVER)
    shrunk = 0.74 if is_maskable else 1
    for x, y, across, down, colour in STONES:
        middle_x, middle_y = (FIELD / 2 + (value - FIELD / 2) * shrunk for value in (x, y))
        half_width, half_height = across * shrunk, down * shrunk
        box = (
            middle_x - half_width,
            middle_y - half_height,
            middle_x + half_width,
            middle_y + half_height,
        )
        pencil.ellipse([value * scale for value in box], fill=colour)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def main() -> None:
    for size in (192, 512):
        drawn(size, is_maskable=False).save(FOLDER / f"desk-{size}.png", optimize=True)
        drawn(size, is_maskable=True).convert("RGB").save(FOLDER / f"desk-maskable-{size}.png", optimize=True)


if __name__ == "__main__":
    main()
