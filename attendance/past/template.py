"""The file to fill in: a sheet with heads in the reader’s language, and one that explains it in all three."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from attendance.models import Attendance, Excuse
from attendance.past.columns import HEADS, PRESENT, Column
from attendance.past.reading import MOST_ROWS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {
    Column.DAY: "yyyy-mm-dd",
    Column.BIRTH: "yyyy-mm-dd",
    Column.START: "hh:mm",
    Column.CAME: "hh:mm",
    Column.LEFT: "hh:mm",
    Column.RUN: "@",
    Column.NAME: "@",
    Column.EMAIL: "@",
}
FILLED = PatternFill("solid", fgColor="E3EEF0")
BOLD = Font(bold=True)


def template_file() -> bytes:
    book = Workbook()
    sheet = book.active
    _heads(sheet)
    _explanation(book.create_sheet(_sheet_name(_("Explanation"))))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _heads(sheet: Worksheet) -> None:
    sheet.title = _sheet_name(_("Attendance"))
    for position, (column, head) in enumerate(HEADS.items(), start=1):
        cell = sheet.cell(row=1, column=position, value=str(head))
        cell.font, cell.fill = BOLD, FILLED
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = 28 if column in {Column.NAME, Column.EMAIL} else 16
        if column in FORMATS:
            for row in range(2, 202):
                sheet.cell(row=row, column=position).number_format = FORMATS[Column(column)]
    sheet.freeze_panes = "A2"
    words = [str(PRESENT), str(Attendance.Status.EXCUSED.label), str(Attendance.Status.ABSENT.label)]
    _offer(sheet, Column.ATTENDANCE, words)
    _offer(sheet, Column.EXCUSE, [str(kind.label) for kind in Excuse])


def _offer(sheet: Worksheet, column: Column, words: list[str]) -> None:
    """A list to choose from, where it is short enough and its words have no comma."""
    formula = '"' + ",".join(words) + '"'
    if len(formula) > 255 or any("," in word or '"' in word for word in words):
        return
    letter = get_column_letter(list(HEADS).index(column) + 1)
    choice = DataValidation(type="list", formula1=formula, allow_blank=True)
    choice.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
    sheet.add_data_validation(choice)


def _explanation(sheet: Worksheet) -> None:
    sheet.column_dimensions["A"].width = 30
    sheet.column_dimensions["B"].width = 90
    row = 1
    for language, name in settings.LANGUAGES:
        with translation.override(language):
            row = _in_this_language(sheet, row, name=str(name)) + 2


def _in_this_language(sheet: Worksheet, row: int, *, name: str) -> int:
    sheet.cell(row=row, column=1, value=capfirst(_(name))).font = Font(bold=True, size=14)
    sheet.cell(row=row, column=2, value=_("One row says of one person at one past meeting how it was."))
    for head, words in explanations():
        row += 1
        sheet.cell(row=row, column=1, value=head).font = BOLD
        cell = sheet.cell(row=row, column=2, value=words)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return row


def explanations() -> list[tuple[str, str]]:
    """What to write in each column, in the present language."""
    excuses = "; ".join(str(kind.label) for kind in Excuse)
    acts = "; ".join(
        (str(PRESENT), str(Attendance.Status.EXCUSED.label), str(Attendance.Status.ABSENT.label))
    )
    said = {
        Column.RUN: _("As on the page of the run, for instance OPIEK-2026-3."),
        Column.DAY: _("2026-11-24 or 24.11.2026."),
        Column.START: _("Only if the run had several meetings that day: 17:00."),
        Column.NAME: _("In any order and spelling: Shevchenko, Szewczenko or Шевченко."),
        Column.BIRTH: _("2001-05-30 or 30.05.2001. Either this or the e-mail is needed."),
        Column.EMAIL: _("The one we know. Either this or the date of birth is needed."),
        Column.ATTENDANCE: _("One of these: %(words)s.") % {"words": acts},
        Column.CAME: _("Only of those who came late: 17:20."),
        Column.LEFT: _("Only of those who left early: 18:30."),
        Column.EXCUSE: _("Only of those excused, if known: %(words)s. Never what somebody suffers from.")
        % {"words": excuses},
    }
    return [(str(HEADS[column]), words) for column, words in said.items()]


def _sheet_name(words: str) -> str:
    return "".join(sign for sign in words if sign not in "[]:*?/\\")[:31]
