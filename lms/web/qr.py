"""QR codes, drawn here and nowhere else: nothing is sent to a third party to draw it."""

from __future__ import annotations

import io
from typing import Any

import qrcode
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M
from qrcode.image.pil import PilImage
from qrcode.image.svg import SvgPathImage

QUIET_ZONE = 4  # modules, as ISO/IEC 18004 asks


def qr_png(text: str, *, module: int = 8, sturdy: bool = False) -> bytes:
    """Draw a QR as a black-on-white PNG, ``module`` pixels a module, quiet zone included.

    A ``sturdy`` one is finer, and read though nearly a third of it is cracked, creased or in glare.
    """
    picture = io.BytesIO()
    _code(text, module=module, sturdy=sturdy).make_image(image_factory=PilImage).save(picture, "PNG")
    return picture.getvalue()


def qr_svg(text: str, *, sturdy: bool = False) -> SafeString:
    """Draw a QR as an inline SVG that scales to its container."""
    drawing = (
        _code(text, module=10, sturdy=sturdy)
        .make_image(image_factory=SvgPathImage)
        .to_string(encoding="unicode")
    )
    return mark_safe(drawing)  # noqa: S308 - geometry only; the text is in the modules, not in the markup


def _code(text: str, *, module: int, sturdy: bool) -> qrcode.QRCode[Any]:
    code: qrcode.QRCode[Any] = qrcode.QRCode(
        error_correction=ERROR_CORRECT_H if sturdy else ERROR_CORRECT_M, box_size=module, border=QUIET_ZONE
    )
    # Runs of eight upper-case signs and digits go into the compact alphanumeric mode, the rest into bytes.
    code.add_data(text, optimize=8)
    code.make(fit=True)
    return code
