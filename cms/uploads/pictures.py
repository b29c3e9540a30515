"""Pictures: opened, measured before they are unpacked, and rid of what they tell of their makers."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from cms.uploads.refusals import head_of, looks_like_svg, refuse, refuse_if_too_large, refuse_programs

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LARGEST = 15 * 1024 * 1024
MOST_PIXELS = 50_000_000
"""A photograph of a good camera. A file of a few kilobytes can unpack to thousands of millions."""
KINDS = {"JPEG": ("jpg", "jpeg"), "PNG": ("png",), "WEBP": ("webp",), "AVIF": ("avif",)}
EXTENSIONS = tuple(name for names in KINDS.values() for name in names)
KEPT = {"icc_profile", "transparency"}
"""What of a picture's extras is about its colours. Place, time, camera and comments are left behind."""
ORIENTATION = 0x0112
PHONE_PHOTOS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")


def clean_picture(file: UploadedFile) -> UploadedFile:
    """The same picture under a name that says what it is, without what it told of place and maker.

    Raises ValidationError, in the reader's language.
    """
    refuse_if_too_large(file, most=LARGEST)
    _refuse_by_head(head_of(file))
    content = file.read()
    picture = _open(content)
    _refuse_by_size(picture)
    try:
        picture.load()
        return _under_its_name(file.name or "", _kind(picture), _without_traces(picture, content))
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise refuse(
            _("The picture is damaged: it cannot be read to its end. Please save or send it once more."),
            "damaged",
        ) from error


def _refuse_by_head(head: bytes) -> None:
    refuse_programs(head)
    if looks_like_svg(head):
        raise refuse(
            _("Drawings in SVG are not taken, since they can hold programs. Please save it as PNG."), "svg"
        )
    if head[4:8] == b"ftyp" and head[8:12] in PHONE_PHOTOS:
        raise refuse(_("Photos in HEIC open on few devices. Please save it as JPG."), "heic")
    if head.startswith(b"GIF8"):
        raise refuse(
            _("GIF is not taken: what moves cannot be stopped. Please save it as PNG, or as a film."),
            "gif",
        )
    if head.startswith(b"%PDF"):
        raise refuse(_("This is a PDF, not a picture. Please put it under Documents."), "pdf")


def _open(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(BytesIO(content), formats=tuple(KINDS))
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise refuse(
            _("This is not a picture, whatever its name says. JPG, PNG, WebP and AVIF are taken."),
            "invalid_image",
        ) from error


def _refuse_by_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise _too_many_pixels()
    if picture.format != "MPO" and getattr(picture, "n_frames", 1) > 1:
        raise refuse(
            _("Moving pictures are not taken: readers cannot stop them. Please use a film instead."), "moving"
        )


def _too_many_pixels() -> Exception:
    return refuse(
        _("The picture has too many points. Please make it smaller: 6000 by 4000 is plenty."),
        "file_too_many_pixels",
    )


def _without_traces(picture: Image.Image, content: bytes) -> bytes:
    """Upright, and without EXIF, XMP, comments. JPG and PNG that stood upright lose nothing else."""
    kind = _kind(picture)
    is_turned = picture.getexif().get(ORIENTATION, 1) != 1
    if kind in {"WEBP", "AVIF"} and not picture.getexif() and "xmp" not in picture.info:
        return content
    kept = ImageOps.exif_transpose(picture) if is_turned else picture
    kept.info = {name: value for name, value in picture.info.items() if name in KEPT}
    out = BytesIO()
    if kind == "JPEG":
        kept.save(out, "JPEG", quality=92 if is_turned or picture.format != "JPEG" else "keep", comment=b"")
    elif kind == "PNG":
        kept.save(out, "PNG")
    else:
        kept.save(out, kind, quality=90, exif=b"", xmp=b"")
    return out.getvalue()


def _kind(picture: Image.Image) -> str:
    """Phones put several views into one JPEG; the first is the photograph."""
    return "JPEG" if picture.format == "MPO" else str(picture.format)


def _under_its_name(name: str, kind: str, content: bytes) -> UploadedFile:
    """A PNG that is called .jpg becomes a .png."""
    path = PurePath(name)
    right = path.suffix.lower().lstrip(".") in KINDS[kind]
    called = path.name if right else f"{path.stem or 'picture'}.{KINDS[kind][0]}"
    return SimpleUploadedFile(called, content, content_type=f"image/{kind.lower()}")
