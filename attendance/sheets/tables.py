"""The same lists as tables: XLSX for people, CSV for machines. Nothing in them is ever a formula."""

from __future__ import annotations

import re
from typing import Any

import tablib
from django.utils.translation import gettext as _
from django.utils.translation import override

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
_STARTS_A_FORMULA = re.compile(r"[=+\-@\t\r\n]")
MOST_SIGNS_IN_TITLE = 31


def table_of(statement: dict[str, Any], *, kind: str) -> bytes:
    """A statement as a file of a ``kind`` of ``KINDS``. Minutes are numbers, all else is text."""
    with override(statement["language"]):
        rows = _run_table(statement) if statement["kind"] == "run" else _session_table(statement)
        if kind == "csv":
            # Excel knows by the mark at the beginning that the letters are UTF-8.
            return b"\xef\xbb\xbf" + str(rows.export("csv")).encode()
        book = tablib.Databook([rows, _facts_table(statement)])
        content = book.export("xlsx")
        assert isinstance(content, bytes)  # noqa: S101 - what tablib gives for a format of bytes
        return content


def as_text(value: object) -> object:
    """A cell as it may stand in a table: what a spreadsheet would take for a formula is marked as text."""
    if isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if _STARTS_A_FORMULA.match(text) else text


def _session_table(statement: dict[str, Any]) -> tablib.Dataset:
    words = statement["words"]
    headers = [
        _("Edition"),
        _("Date"),
        words["number"],
        words["name"],
        _("Status"),
        words["came"],
        words["left"],
        _("How noted"),
        _("Units"),
        _("Minutes"),
        _("of them theory"),
        _("of them practice"),
        _("Hours of %(minutes)s minutes") % {"minutes": statement["minutes_in_hour"]},
    ]
    rows = [
        [
            statement["run"],
            statement["starts_at"][:10],
            row["number"],
            row["name"],
            row["status_label"],
            row["came"],
            row["left"],
            row["how"],
            row["units"],
            row["minutes"],
            row["minutes"] - row["practice_minutes"],
            row["practice_minutes"],
            round(row["minutes"] / statement["minutes_in_hour"], 2),
        ]
        for row in statement["rows"]
    ]
    return _dataset(words["title"], headers, rows)


def _run_table(statement: dict[str, Any]) -> tablib.Dataset:
    """One line a person; two columns a meeting, its sign and its minutes."""
    words = statement["words"]
    headers = [words["number"], words["name"]]
    for meeting in statement["meetings"]:
        day = meeting["starts_at"][:10]
        headers += [f"{day} {meeting['hours']}", f"{day} {meeting['hours']}, {_('minutes')}"]
    headers += [
        _("Minutes"),
        _("of them theory"),
        _("of them practice"),
        _("Hours of %(minutes)s minutes") % {"minutes": statement["minutes_in_hour"]},
    ]
    rows = []
    for row in statement["rows"]:
        cells = [
            part for cell in row["cells"] for part in (cell["sign"], cell["minutes"] if cell["sign"] else "")
        ]
        rows.append(
            [
                row["number"],
                row["name"],
                *cells,
                row["minutes"],
                row["minutes"] - row["practice_minutes"],
                row["practice_minutes"],
                round(row["minutes"] / statement["minutes_in_hour"], 2),
            ]
        )
    return _dataset(words["title"], headers, rows)


def _facts_table(statement: dict[str, Any]) -> tablib.Dataset:
    """The head of the paper, on a sheet of its own."""
    rows = [[fact["label"], fact["value"]] for fact in statement["facts"]]
    if aliases := statement["words"]["aliases"]:
        rows.append([statement["words"]["name"], aliases])
    return _dataset(_("About"), [_("Course"), statement["title"]], rows)


def _dataset(title: str, headers: list[Any], rows: list[list[Any]]) -> tablib.Dataset:
    return tablib.Dataset(
        *([as_text(cell) for cell in row] for row in rows),
        headers=[as_text(header) for header in headers],
        title=title[:MOST_SIGNS_IN_TITLE],
    )
