"""The grid as a file: as it was asked for, one sheet to look at and one to count with."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from import_export.formats.base_formats import CSV, XLSX
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from tablib import Dataset

from courses.team.grid import Grid
from courses.team.scope import for_managers
from courses.team.wanted import GridFilters
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from lms.web.spreadsheets import as_text

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS = {"csv": CSV, "xlsx": XLSX}
SHEET_NAME = 31
"""The longest name of a sheet that a spreadsheet takes."""
NARROW, WIDE = 14, 44
"""The widths of columns, in letters."""


@require_safe
@for_managers
def export(request: HttpRequest, format: str) -> HttpResponse:  # noqa: A002 - the name in the address
    """What the grid shows, as XLSX (the grid, and the list) or CSV (the list). It is logged."""
    if format not in FORMATS:
        raise Http404
    filters = GridFilters(request.GET, user=request.user)
    grid = Grid(filters)
    audit.record(AuditEntry.Action.EXPORTED, f"team grid {format}: {len(grid.members)}", actor=request.user)  # type: ignore[arg-type]
    kind = FORMATS[format]()
    return HttpResponse(
        _xlsx(grid) if format == "xlsx" else list_of(grid).export("csv"),
        content_type=kind.get_content_type(),
        headers={
            "Content-Disposition": f'attachment; filename="team-{timezone.localdate():%Y-%m-%d}.{format}"',
            "Cache-Control": "private, no-store",
        },
    )


def _xlsx(grid: Grid) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    _lay_out(book, table_of(grid), still="C2")
    _lay_out(book, list_of(grid), still="B2")
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _lay_out(book: Workbook, table: Dataset, *, still: str) -> None:
    """A sheet that can be read as it opens: columns as wide as their words, heads and names that stay."""
    sheet = book.create_sheet(str(table.title))
    rows = [list(table.headers or []), *table]
    for row in rows:
        sheet.append(list(row))
    for head in sheet[1]:
        head.font, head.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for number, column in enumerate(zip(*rows, strict=True), start=1):
        width = max(len(str(cell)) for cell in column[1:] or column) + 2
        sheet.column_dimensions[get_column_letter(number)].width = min(max(width, NARROW), WIDE)
    sheet.freeze_panes = still


def table_of(grid: Grid) -> Dataset:
    """People down, competences across; each square in words."""
    heads = [_("Person"), _("Role"), *(str(competence) for competence in grid.columns)]
    table = Dataset(headers=_clean(heads), title=_("Grid")[:SHEET_NAME])
    for member in grid.members:
        squares = (
            f"{cell.word}, {cell.detail}".rstrip(", ") if cell else ""
            for _competence, cell in grid.cells_of(member)
        )
        table.append(_clean([member.person.full_name, member.roles, *squares]))
    return table


def list_of(grid: Grid) -> Dataset:
    """One row a square, with days that a spreadsheet can sort."""
    heads = [
        _("Person"),
        _("Team"),
        _("Role"),
        _("Competence"),
        _("Level required"),
        _("Level held"),
        _("Standing"),
        _("Until"),
    ]
    rows = Dataset(headers=heads, title=_("List")[:SHEET_NAME])
    for row in _rows(grid):
        rows.append(row)
    return rows


def _rows(grid: Grid) -> Iterator[list[object]]:
    for member in grid.members:
        teams = ", ".join(str(team) for team in member.teams)
        for competence, cell in grid.cells_of(member):
            if cell and grid.wanted.meets(cell):
                words = _clean([member.person.full_name, teams, member.roles, str(competence)])
                yield [*words, cell.level_required, cell.level_held, cell.word, cell.until or ""]


def _clean(words: list[str]) -> list[str]:
    """Nothing that somebody typed becomes a formula."""
    return [as_text(word) for word in words]
