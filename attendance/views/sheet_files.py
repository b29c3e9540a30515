"""Files of lists, as Desk and the back office give them: never to be guessed at, cached or run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpResponse
from django.utils import timezone

from attendance.sheets.paper import sheet_pdf
from attendance.sheets.printing import draw
from attendance.sheets.reading.opening import KINDS as PICTURE_KINDS
from attendance.sheets.tables import KINDS, table_of

if TYPE_CHECKING:
    from attendance.models import Sheet, SheetPicture

POLICY = "default-src 'none'; img-src 'self'; sandbox"
_TYPES = dict(PICTURE_KINDS.values())


def pdf_response(content: bytes, *, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    # Shown by the browser, since a list is looked at and printed.
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def paper_response(statement: dict[str, Any]) -> HttpResponse:
    """A paper that is not kept."""
    return pdf_response(sheet_pdf(statement, made_at=timezone.now()), name=name_of(statement))


def table_response(statement: dict[str, Any], *, kind: str) -> HttpResponse:
    response = HttpResponse(table_of(statement, kind=kind), content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name_of(statement)}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def kept_response(sheet: Sheet) -> HttpResponse:
    """A sheet, byte for byte as it was kept."""
    with draw(sheet).pdf.open("rb") as file:
        return pdf_response(file.read(), name=name_of(sheet.statement))


def picture_response(picture: SheetPicture) -> FileResponse:
    """What was handed in, as it was: to be saved, not to be shown, since it comes from outside."""
    kind = str(picture.file.name).rpartition(".")[2]
    response = FileResponse(
        picture.file.open("rb"),
        as_attachment=True,
        filename=f"{picture.session.run.code}-{timezone.localdate(picture.session.starts_at)}.{kind}",
        content_type=_TYPES.get(kind, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response


def name_of(statement: dict[str, Any]) -> str:
    """ "OPIEK-2026-3-2026-11-24": the code of the run, and the day where there is one."""
    day = str(statement.get("starts_at", ""))[:10]
    return f"{statement['run']}-{day}" if day else str(statement["run"])
