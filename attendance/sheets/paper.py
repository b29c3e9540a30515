"""From a statement to PDF, drawn by Typst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from attendance.models import Sheet
from attendance.sheets.layout import MARK_PLACES, for_paper, pages_of
from attendance.sheets.marks import marks_of_page
from lms.web.pdf import render_pdf, render_pictures
from lms.web.qr import qr_svg

if TYPE_CHECKING:
    from datetime import datetime

TEMPLATES = {"run": "sheet_run", "key": "sheet_key"}


def sheet_pdf(statement: dict[str, Any], *, made_at: datetime, sheet: UUID | None = None) -> bytes:
    """The paper. One to be signed needs the uuid of its ``sheet``, which its marks bear."""
    return render_pdf(template_of(statement), _drawn(statement, sheet), made_at=made_at)


def sheet_pictures(statement: dict[str, Any], *, sheet: UUID | None = None, ppi: int = 96) -> list[bytes]:
    """The same pages as PNG."""
    return render_pictures(template_of(statement), _drawn(statement, sheet), ppi=ppi)


def template_of(statement: dict[str, Any]) -> str:
    if found := TEMPLATES.get(statement["kind"]):
        return found
    return "sheet_to_sign" if statement["purpose"] == Sheet.Purpose.TO_SIGN else "sheet_record"


def address_of(sheet: UUID) -> str:
    """Where the QR of a sheet leads: its trainer to the place to hand a photograph in, a stranger nowhere."""
    return settings.SITE_ADDRESS + reverse("passes:sheet", args=[sheet])


def _drawn(statement: dict[str, Any], sheet: UUID | None) -> dict[str, Any]:
    if sheet is None or statement["purpose"] != Sheet.Purpose.TO_SIGN:
        return statement
    address = address_of(sheet)
    pages = pages_of(len(statement["rows"]) + statement["blank_rows"])
    return statement | {
        "layout": for_paper(),
        "qr": qr_svg(address),
        "address": address,
        "pages": [
            {
                "rows": [index for index in rows if index < len(statement["rows"])],
                "blank": sum(1 for index in rows if index >= len(statement["rows"])),
                "marks": [
                    {"left": left, "top": top, "drawing": drawing}
                    for (left, top), drawing in zip(MARK_PLACES, marks_of_page(sheet, number), strict=True)
                ],
            }
            for number, rows in enumerate(pages, start=1)
        ],
    }
