"""A file becomes lines of cells, or is refused. Nothing of it is ever run."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.competences.importing.books import lines_of_book
from courses.competences.importing.lines import MOST_COLUMNS, MOST_LINES, Line
from courses.competences.importing.problems import FileRefused

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES = 5 * 1024 * 1024
MARKS = (b"\xff\xfe", b"\xfe\xff")
OFFICE = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"
SEPARATOR_TOLD = re.compile(r"^sep=(.)$", re.IGNORECASE)
"""A first line by which Excel tells itself how to read the rest."""
SEPARATORS = (",", ";", "\t", "|")


def lines_of(content: bytes) -> list[Line]:
    """The filled lines, heads first. Raises FileRefused."""
    if not content.strip():
        raise FileRefused(_("The file is empty."))
    if len(content) > MOST_BYTES:
        raise FileRefused(_("The file is larger than 5 MB. Please take a smaller part of it."))
    if content.startswith(OFFICE):
        raise FileRefused(_("This is an old XLS, or locked with a password. Please save it as XLSX."))
    found = lines_of_book(content) if content.startswith(ZIP) else _of_text(_text(content))
    lines = [line for line in found if any(line.cells)]
    if not lines:
        raise FileRefused(_("The file is empty."))
    if len(lines) > MOST_LINES:
        raise FileRefused(_("The file has more than 3,000 lines. Please split it."), line=MOST_LINES)
    return lines


def _text(content: bytes) -> str:
    """UTF-8, with its mark or without. Any other alphabet is recognised and said, never guessed at."""
    if content.startswith(MARKS):
        raise FileRefused(_("The file is saved as UTF-16. Please save it as “CSV UTF-8”."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileRefused(
            _("Letters are not saved as UTF-8, but as %(guess)s. Please save the file as “CSV UTF-8”.")
            % {"guess": _guess(content)},
            line=line,
        ) from error
    if "\0" in text:
        raise FileRefused(
            _("This is not a text, whatever its name says."), line=text[: text.index("\0")].count("\n") + 1
        )
    return text


def _guess(content: bytes) -> str:
    """By which bytes are common: Cyrillic letters fill the upper half, Polish ones are few."""
    upper = sum(1 for byte in content if byte >= 0xC0)
    return "Windows-1251" if upper > len(content) // 4 else "Windows-1250 (ISO 8859-2)"


def _of_text(text: str) -> Iterable[Line]:
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    told = SEPARATOR_TOLD.match(lines[0]) if first else None
    separator = told[1] if told else max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    before = 0
    try:
        for cells in reader:
            if not (told and before == 0):
                yield Line(before + 1, tuple(cell.strip() for cell in cells[:MOST_COLUMNS]))
            before = reader.line_num
    except csv.Error as error:
        words = _("A quotation mark is opened and not closed, or stands inside a cell.")
        raise FileRefused(words, line=before + 1) from error
