"""A file from outside becomes rows of cells, or is refused with a reason. Nothing of it is ever run.

An XLSX is a ZIP of XML: before anything is unpacked its sizes are looked at, its parts are searched for
declarations that grow without end, and a program in it (a macro) is refused.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import IO, TYPE_CHECKING, Any

from openpyxl import load_workbook

from attendance.past.columns import EITHER, REQUIRED, Column, fold, heads
from cms.uploads.archives import DAMAGED

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 300
MOST_TAGS = 1_500_000
"""Twice what the largest file has that is read; a row of a million empty cells weighs nothing as a ZIP."""
MOST_ROWS = 5_000
MOST_LINES = 20_000
"""With the empty ones between."""
MOST_COLUMNS = 60
MOST_HEAD_LINE = 10
MOST_SIGNS = 500
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
"""The beginning of an XLS, and of an XLSX locked with a password."""
_MERGED = re.compile(rb'<mergeCell\s[^>]*ref="([A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?)"')


class FileRefused(Exception):
    """The file as a whole cannot be read. ``code`` says why, ``facts`` names what."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)


@dataclass(frozen=True)
class RawRow:
    """A row of the file with its number as a spreadsheet shows it."""

    number: int
    cells: dict[Column, Any]
    formulas: frozenset[Column] = field(default_factory=frozenset)


def read(file: IO[bytes], *, size: int) -> list[RawRow]:
    """The filled rows below the heads. Raises FileRefused."""
    if size > MOST_BYTES:
        raise FileRefused("too_big", megabytes=MOST_BYTES // 1024 // 1024)
    _assert_harmless(file)
    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # openpyxl raises whatever the broken part happens to break
        raise FileRefused("not_xlsx") from error
    try:
        return _read(book)
    except FileRefused:
        raise
    except Exception as error:
        raise FileRefused("not_xlsx") from error
    finally:
        book.close()


def _assert_harmless(file: IO[bytes]) -> None:
    file.seek(0)
    if file.read(4) == OLD_EXCEL:
        raise FileRefused("old_or_locked")
    file.seek(0)
    if not zipfile.is_zipfile(file):
        raise FileRefused("not_xlsx")
    try:
        with zipfile.ZipFile(file) as archive:
            _look_into(archive)
    except DAMAGED as error:
        raise FileRefused("not_xlsx") from error
    finally:
        file.seek(0)


def _look_into(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileRefused("bomb")
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/workbook") for name in names):
        raise FileRefused("not_xlsx")
    if any(name.casefold().endswith("vbaproject.bin") for name in names):
        raise FileRefused("macro")
    tags = 0
    for part in parts:
        # A part is never longer than it says: the archive is read no further.
        content = archive.read(part)
        tags += content.count(b"<")
        if tags > MOST_TAGS:
            raise FileRefused("bomb")
        if not part.filename.endswith((".xml", ".rels")):
            continue
        if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise FileRefused("not_xlsx")
        if part.filename == "[Content_Types].xml" and b"macroEnabled" in content:
            raise FileRefused("macro")
        if part.filename.startswith("xl/worksheets/") and (merged := _MERGED.search(content)):
            raise FileRefused("merged", cells=merged.group(1).decode())


def _read(book: Any) -> list[RawRow]:
    missing: list[Column] | None = None
    for sheet in book.worksheets[:10]:
        lines = _lines(sheet)
        found, lacking = _find_heads(lines)
        if found:
            return _filled(lines, found)
        if lacking is not None and (missing is None or len(lacking) < len(missing)):
            missing = lacking
    if missing is None:
        raise FileRefused("no_heads")
    raise FileRefused("missing_columns", columns=[column.value for column in missing])


def _lines(sheet: ReadOnlyWorksheet) -> Iterator[tuple[int, tuple[Any, ...]]]:
    sheet.reset_dimensions()
    yield from enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, max_row=MOST_LINES + 1), start=1)


def _find_heads(
    lines: Iterator[tuple[int, tuple[Any, ...]]],
) -> tuple[dict[int, Column] | None, list[Column] | None]:
    """The columns by their position; or what is missing of them in the line that is most like heads."""
    known, nearest = heads(), None
    for _number, cells in islice(lines, MOST_HEAD_LINE):
        found: dict[int, Column] = {}
        for position, cell in enumerate(cells):
            column = known.get(fold(cell.value)) if cell.value is not None else None
            if column and column not in found.values():
                found[position] = column
        if not found:
            continue
        lacking = [column for column in REQUIRED if column not in found.values()]
        if not lacking and not set(EITHER) & set(found.values()):
            lacking = list(EITHER)
        if not lacking:
            return found, None
        if nearest is None or len(lacking) < len(nearest):
            nearest = lacking
    return None, nearest


def _filled(lines: Iterator[tuple[int, tuple[Any, ...]]], found: dict[int, Column]) -> list[RawRow]:
    rows: list[RawRow] = []
    for number, cells in lines:
        if number > MOST_LINES:
            raise FileRefused("too_many_rows", most=MOST_ROWS)
        named = {found[position]: cell for position, cell in enumerate(cells) if position in found}
        values = {column: _plain(cell.value) for column, cell in named.items()}
        if not any(value not in (None, "") for value in values.values()):
            continue
        if len(rows) == MOST_ROWS:
            raise FileRefused("too_many_rows", most=MOST_ROWS)
        formulas = frozenset(
            column for column, cell in named.items() if getattr(cell, "data_type", "") in {"f", "e"}
        )
        rows.append(RawRow(number, values, formulas))
    if not rows:
        raise FileRefused("empty")
    return rows


def _plain(value: Any) -> Any:
    return value.strip()[:MOST_SIGNS] if isinstance(value, str) else value
