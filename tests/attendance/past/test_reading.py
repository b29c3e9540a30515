"""A file from outside is read when it is harmless, and refused in clear words when it is not."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from attendance.past import cells
from attendance.past.columns import HEADS, Column, acts, fold
from attendance.past.reading import MOST_BYTES, MOST_ROWS, MOST_TAGS, FileRefused, read
from attendance.past.template import template_file
from attendance.past.words import explain_file
from tests.attendance.past.conftest import row, saved, workbook


def reading(content):
    return read(BytesIO(content), size=len(content))


def refusal(content):
    with pytest.raises(FileRefused) as refused:
        reading(content)
    assert explain_file(refused.value)
    return refused.value.code


def changed(content, *, add=None, drop=(), replace=()):
    """The same archive with parts added, left out, or words in them replaced."""
    kept = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as before,
        zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.infolist():
            if part.filename in drop:
                continue
            inside = before.read(part)
            for old, new in replace:
                inside = inside.replace(old, new)
            after.writestr(part.filename, inside)
        for name, inside in (add or {}).items():
            after.writestr(name, inside)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("said", "act"),
    [("Obecna", "enter"), (" była ", "enter"), ("відсутній", "absent"), ("usprawiedliwiony", "excuse")],
)
def test_an_old_list_may_say_it_its_own_way(said, act):
    assert acts()[fold(said)] == act


def test_rows_keep_the_numbers_that_a_spreadsheet_shows():
    book = Workbook()
    book.active.append(["Lista z marca"])
    book.active.append([str(head) for head in HEADS.values()])
    book.active.append([])
    book.active.append([row().get(column) for column in HEADS])

    [found] = reading(saved(book))

    assert found.number == 4
    assert found.cells[Column.NAME] == "Oksana Shevchenko"


@pytest.mark.parametrize("language", ["pl", "uk", "en"])
def test_the_template_of_every_language_is_read_back(language):
    with translation.override(language):
        book = load_workbook(BytesIO(template_file()))
    book.worksheets[0]["A2"] = "OPIEK-1"

    [found] = reading(saved(book))

    assert found.cells[Column.RUN] == "OPIEK-1"
    assert len(book.worksheets) == 2


def test_heads_may_stand_in_any_order_and_writing():
    heads = [f"  {str(head).upper()} : " for head in reversed(HEADS.values())]

    content = workbook(heads=heads)
    book = load_workbook(BytesIO(content))
    book.active.append([1] * len(heads))

    assert set(reading(saved(book))[0].cells) == set(HEADS)


def test_missing_columns_are_named():
    with pytest.raises(FileRefused) as refused:
        reading(workbook(heads=[str(HEADS[Column.RUN]), str(HEADS[Column.NAME])]))

    assert refused.value.code == "missing_columns"
    assert refused.value.facts["columns"] == ["day", "attendance"]
    assert str(HEADS[Column.DAY]) in explain_file(refused.value)


def test_by_date_of_birth_or_e_mail_one_column_is_enough():
    heads = [str(head) for column, head in HEADS.items() if column not in {Column.BIRTH, Column.EMAIL}]

    with pytest.raises(FileRefused) as refused:
        reading(workbook(heads=heads))

    assert refused.value.facts["columns"] == ["birth", "email"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_xlsx"),
        (b"imie;nazwisko\n", "not_xlsx"),
        (b"PK\x03\x04" + b"\x00" * 60, "not_xlsx"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "old_or_locked"),
        (b"x" * (MOST_BYTES + 1), "too_big"),
    ],
)
def test_what_is_no_workbook_is_refused(content, code):
    assert refusal(content) == code


def test_a_zip_of_something_else_is_refused():
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("../../etc/passwd", "x")

    assert refusal(kept.getvalue()) == "not_xlsx"


def test_a_workbook_with_a_program_in_it_is_refused():
    assert refusal(changed(workbook(row()), add={"xl/vbaProject.bin": b"Sub"})) == "macro"
    kind = (b"spreadsheetml.sheet.main+xml", b"spreadsheetml.sheet.macroEnabled.main+xml")
    assert refusal(changed(workbook(row()), replace=[kind])) == "macro"


def test_an_archive_that_unpacks_to_something_huge_is_refused():
    bomb = changed(workbook(row()), add={"xl/media/image1.png": b"\x00" * (61 * 1024 * 1024)})

    assert len(bomb) < MOST_BYTES
    assert refusal(bomb) == "bomb"


def test_a_row_of_millions_of_empty_cells_is_not_begun():
    cells = b'<sheetData><row r="1">' + b"<c/>" * MOST_TAGS + b"</row>"
    wide = changed(workbook(row()), replace=[(b"<sheetData>", cells)])

    assert len(wide) < 100_000
    assert refusal(wide) == "bomb"


def test_declarations_that_grow_without_end_are_refused():
    lol = (b"<workbook ", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook ')

    assert refusal(changed(workbook(row()), replace=[lol])) == "not_xlsx"


def test_a_workbook_that_lost_its_sheet_is_refused():
    assert refusal(changed(workbook(row()), drop=["xl/worksheets/sheet1.xml"])) == "no_heads"


def test_merged_cells_are_named():
    book = Workbook()
    book.active.merge_cells("A1:C1")

    with pytest.raises(FileRefused) as refused:
        reading(saved(book))

    assert refused.value.facts == {"cells": "A1:C1"}


def test_more_rows_than_anybody_looks_through_are_refused(monkeypatch):
    monkeypatch.setattr("attendance.past.reading.MOST_ROWS", 3)

    assert len(reading(workbook(*[row()] * 3))) == 3
    assert refusal(workbook(*[row()] * 4)) == "too_many_rows"


def test_a_row_at_the_very_end_of_the_sheet_is_not_waited_for():
    book = load_workbook(BytesIO(workbook(row())))
    book.active["A1048576"] = "OPIEK-1"

    assert refusal(saved(book)) == "too_many_rows"
    assert MOST_ROWS < 1_048_576


def test_a_file_without_rows_says_so():
    assert refusal(workbook()) == "empty"


def test_formulas_are_told_apart_from_what_they_show():
    [found] = reading(workbook(row(name='=CONCATENATE("Oksana")')))

    assert found.formulas == {Column.NAME}


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2026, 3, 2), date(2026, 3, 2)),
        (datetime.fromisoformat("2026-03-02"), date(2026, 3, 2)),
        (46083, date(2026, 3, 2)),
        (46083.0, date(2026, 3, 2)),
        ("2026-03-02", date(2026, 3, 2)),
        ("2.03.2026", date(2026, 3, 2)),
        ("02.03.2026 r.", date(2026, 3, 2)),
        ("02.03.2026 р.", date(2026, 3, 2)),
    ],
)
def test_a_day_is_understood_however_it_is_kept(value, day):
    assert cells.day(value) == day


@pytest.mark.parametrize(
    "value",
    [
        "03/02/2026",
        "31.02.2026",
        "2 marca",
        "26-03-02",
        0,
        -5,
        46083.5,
        10**12,
        True,
        "9999999-01-01",
        "1.1.1",
    ],
)
def test_what_may_be_another_day_elsewhere_is_no_day(value):
    with pytest.raises(cells.NotUnderstood):
        cells.day(value)


@pytest.mark.parametrize(
    ("value", "hour"),
    [
        (time(17, 5), time(17, 5)),
        (datetime.fromisoformat("1900-01-01T17:05"), time(17, 5)),
        (17.5 / 24, time(17, 30)),
        ("17:05", time(17, 5)),
        ("17.05", time(17, 5)),
        ("9:00:00", time(9, 0)),
    ],
)
def test_an_hour_is_understood_however_it_is_kept(value, hour):
    assert cells.hour(value) == hour


@pytest.mark.parametrize("value", ["25:00", "17", 17, "5 pm", 1.5, "", True])
def test_what_is_no_hour_is_refused(value):
    with pytest.raises(cells.NotUnderstood):
        cells.hour(value)
