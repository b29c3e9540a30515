"""The marks at the edges of a sheet: small codes that say which sheet, which page, which spot.

Every mark says everything, so that a page is known even when a thumb covers five of the six.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import qrcode
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

from attendance.sheets.layout import MARK_PLACES

BEGINNING = "KROKS1"
"""What a mark of ours begins with; the figure counts the kinds of marks."""
MODULES = 25
_MARK = re.compile(rf"{BEGINNING}([A-Z2-7]{{26}})([0-9A-F])([0-5])")
MOST_PAGES = 15


@dataclass(frozen=True)
class Mark:
    """What a mark says: the sheet, the page (from 1) and its spot (an index of ``MARK_PLACES``)."""

    sheet: UUID
    page: int
    spot: int

    @property
    def text(self) -> str:
        sheet = base64.b32encode(self.sheet.bytes).decode().rstrip("=")
        return f"{BEGINNING}{sheet}{self.page:X}{self.spot}"


def mark_in(text: str) -> Mark | None:
    """The mark that a code holds, or none when it is not one of ours."""
    found = _MARK.fullmatch(text)
    if found is None:
        return None
    try:
        sheet = UUID(bytes=base64.b32decode(found[1] + "======"))
    except (binascii.Error, ValueError):
        return None
    page = int(found[2], 16)
    return Mark(sheet, page, int(found[3])) if page else None


def marks_of_page(sheet: UUID, page: int) -> list[str]:
    """The six drawings of a page, as SVG without a quiet zone: the paper around them is empty."""
    return [_drawn(Mark(sheet, page, spot).text) for spot in range(len(MARK_PLACES))]


def _drawn(text: str) -> str:
    code: qrcode.QRCode[Any] = qrcode.QRCode(
        version=2, error_correction=ERROR_CORRECT_M, box_size=10, border=0
    )
    code.add_data(text, optimize=0)
    code.make(fit=False)
    return code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode")
