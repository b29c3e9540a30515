"""A spreadsheet becomes lines of cells. Nothing of it is run; what it changed by itself is said by line."""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries

from cms.uploads.archives import kind_of_archive
from courses.competences.importing.lines import MOST_COLUMNS, MOST_LINES, Line
from courses.competences.importing.problems import FileRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
MOST_MERGED = 2_000
MOST_TAGS = 500_000
"""Twice what a full table has. Ten million of them fit into 5 MB, and are read for a minute."""
PIECE = 256 * 1024
ERROR = re.compile(r"^#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)$")
Faults = dict[int, str]


def lines_of_book(content: bytes) -> list[Line]:
    """The first sheet. Archives that swell, macros and dangerous names are refused before it is opened."""
    try:
        kind = kind_of_archive(io.BytesIO(content))
    except ValidationError as error:
        raise FileRefused(" ".join(error.messages)) from error
    if kind != "xlsx":
        raise FileRefused(_("This is no table. Please save it as XLSX or as CSV."))
    _refuse_crowded(content)
    try:
        return list(_lines(content))
    except Exception as error:  # openpyxl raises whatever the broken part happens to break
        raise FileRefused(_("The table is damaged. Please save it as XLSX once more.")) from error


def _refuse_crowded(content: bytes) -> None:
    """Before openpyxl reads all texts of the book, those of other sheets too."""
    tags = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            with archive.open(name) as part:
                while piece := part.read(PIECE):
                    tags += piece.count(b"<")
    if tags > MOST_TAGS:
        raise FileRefused(_("The file would unpack to far more than a document holds. It is not taken."))


def _lines(content: bytes) -> Iterator[Line]:
    results, path = _rows(content, data_only=True)
    formulas, _path = _rows(content, data_only=False)
    merged = _merged(content, path)
    for number, (row, typed) in enumerate(zip(results, formulas, strict=True), 1):
        faults = dict(merged.get(number, {}))
        for place, (value, formula) in enumerate(zip(row, typed, strict=True)):
            if words := _fault(value, formula, f"{get_column_letter(place + 1)}{number}"):
                faults[place] = words
        yield Line(number, tuple(_cell(one) for one in row), faults)


def _rows(content: bytes, *, data_only: bool) -> tuple[list[tuple[object, ...]], str]:
    """The cells of the first sheet, and where in the archive it lies."""
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=data_only, keep_links=False)
    sheet = book.worksheets[0]
    rows = sheet.iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS, values_only=True)
    return list(rows), str(sheet._worksheet_path)


def _merged(content: bytes, path: str) -> dict[int, Faults]:
    """Merged cells by line: a spreadsheet keeps what they say in the first one only."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = MERGED.findall(archive.read(path))[:MOST_MERGED]
    faults: dict[int, Faults] = defaultdict(dict)
    for reference in found:
        left, top, right, _bottom = range_boundaries(reference.decode())
        told = _("The cells %(cells)s are merged. Please part them and fill in each.")
        words = told % {"cells": reference.decode()}
        faults[top] |= dict.fromkeys(range(left - 1, min(right, MOST_COLUMNS)), words)
    return faults


def _fault(value: object, formula: object, cell: str) -> str:
    if isinstance(value, date | time | timedelta):
        told = _("%(cell)s is a date. If it was a code, please make the column text and type it again.")
        return told % {"cell": cell}
    if value is None and isinstance(formula, str) and formula.startswith("="):
        return _("%(cell)s is a formula without a result. Please save the table with values.") % {
            "cell": cell
        }
    if isinstance(value, str) and ERROR.match(value):
        return _("%(cell)s is an error of the table: %(error)s.") % {"cell": cell, "error": value}
    return ""


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
