"""What was uploaded, as pages of grey points. Content decides what a file is; its name says nothing."""

from __future__ import annotations

import io
import subprocess
import sys
import warnings
from pathlib import Path

from PIL import Image, ImageOps
from pillow_heif import HeifImagePlugin  # noqa: F401 - lets Pillow open what telephones of one maker take

from attendance.sheets.reading.refusals import NotOpened, Trouble

LARGEST = 15 * 1024 * 1024
MOST_POINTS = 64_000_000
"""More than any telephone takes at its best, less than what fills the memory."""
LONGEST_SIDE = 3600
"""A page of A4 at twelve points a millimetre; more only takes time."""
MOST_PAGES = 15
PDF_SECONDS = 40
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF")
KINDS = {
    "JPEG": ("jpg", "image/jpeg"),
    "MPO": ("jpg", "image/jpeg"),
    "PNG": ("png", "image/png"),
    "WEBP": ("webp", "image/webp"),
    "HEIF": ("heic", "image/heic"),
    "AVIF": ("avif", "image/avif"),
    "TIFF": ("tif", "image/tiff"),
    "PDF": ("pdf", "application/pdf"),
}
_PDF_PAGES = Path(__file__).with_name("pdf_pages.py")


def pages_in(content: bytes) -> tuple[str, list[Image.Image]]:
    """The kind of a file (a key of ``KINDS``) and its pages, upright and grey. Raises NotOpened."""
    if not content:
        raise NotOpened(Trouble.EMPTY)
    if len(content) > LARGEST:
        raise NotOpened(Trouble.TOO_LARGE)
    if b"%PDF-" in content[:1024]:
        return "PDF", _pages_of_pdf(content)
    picture = _opened(content)
    pages = [_grey(picture)]
    return str(picture.format), pages


def _opened(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise NotOpened(Trouble.TOO_MANY_POINTS) from error
    except Exception as error:  # libraries in C raise what they like
        raise NotOpened(Trouble.NO_PICTURE) from error
    if picture.width * picture.height > MOST_POINTS:
        raise NotOpened(Trouble.TOO_MANY_POINTS)
    return picture


def _grey(picture: Image.Image) -> Image.Image:
    """Upright as it was held, grey, and not larger than needed."""
    try:
        picture.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
        # In place and made smaller first: four copies of all points in colour would fill the memory.
        ImageOps.exif_transpose(picture, in_place=True)
        flat = picture
        if flat.mode in {"RGBA", "LA", "PA"} or "transparency" in flat.info:
            clear = flat if flat.mode == "RGBA" else flat.convert("RGBA")
            if (times := max(clear.size) // LONGEST_SIDE) > 1:
                clear = clear.reduce(times)
            flat = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
        grey = flat.convert("L")
    except NotOpened:
        raise
    except Exception as error:  # damaged files raise SyntaxError, OSError, EOFError, ValueError, struct.error
        raise NotOpened(Trouble.DAMAGED) from error
    if max(grey.size) > LONGEST_SIDE:
        grey.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.BOX)
    return grey


def _pages_of_pdf(content: bytes) -> list[Image.Image]:
    """Drawn by another process with little memory and time: what a PDF can do stays in there."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and nothing of the file in its arguments
            [sys.executable, "-I", str(_PDF_PAGES), str(MOST_PAGES), str(LONGEST_SIDE)],
            input=content,
            capture_output=True,
            timeout=PDF_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotOpened(Trouble.TOO_SLOW) from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise NotOpened(Trouble(said) if said in Trouble.values else Trouble.DAMAGED)
    return _pages_from(io.BytesIO(done.stdout))


def _pages_from(stream: io.BytesIO) -> list[Image.Image]:
    """Each page comes as "width height\\n" and its points."""
    pages = []
    while line := stream.readline():
        width, height = (int(figure) for figure in line.split())
        pages.append(Image.frombytes("L", (width, height), stream.read(width * height)))
    return pages
