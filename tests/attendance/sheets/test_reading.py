"""A signed list is photographed as people photograph, and still read; in doubt nothing is claimed."""

from collections import Counter
from uuid import UUID

import pytest
from PIL import Image, ImageDraw

from attendance.sheets.layout import MARK_PLACES, MARK_SIZE, pages_of
from attendance.sheets.marks import Mark as PageMark
from attendance.sheets.marks import mark_in
from attendance.sheets.paper import sheet_pictures
from attendance.sheets.reading.ink import Mark
from attendance.sheets.reading.opening import pages_in
from attendance.sheets.reading.reading import find_pages, read_page
from tests.attendance.sheets.photographs import PENS, Shot, blacken, blank_page, hand, photograph, sign, tick

pytestmark = pytest.mark.once

SHEET = UUID("0d6f4f2e-6d2a-4a4c-9b53-6a2f6f0d9c11")
WORDS = "title kind number name page of logo aliases box signature how qr trainer keep"
STATEMENT = {
    "kind": "session",
    "purpose": "to_sign",
    "language": "pl",
    "title": "Grupa rodziców",
    "run": "RODZ-1",
    "date": "24 listopada 2026",
    "facts": [{"label": "Organizator", "value": "MOPS Wrocław"}] * 8,
    "logos": ["MOPS", "UNICEF"],
    "rows": [{"number": number, "name": f"Osoba {number}"} for number in range(1, 31)],
    "blank_rows": 3,
    "words": {word: word for word in WORDS.split()},
}
ROWS = 33
SHOTS = (
    Shot(),
    Shot(turn=3, tilt=10),
    Shot(turn=-8, lean=12),
    Shot(turn=90, shadow=0.4),
    Shot(turn=180, tilt=15, noise=15),
    Shot(turn=270, shadow=0.5, is_shadow_hard=True),
    Shot(turn=12, blur=1.5),
    Shot(size=(1200, 1600), turn=4, quality=70),
    Shot(light=0.55, noise=15),
    Shot(light=1.15, turn=40),
    Shot(tilt=22, lean=-10, shadow=0.5),
    Shot(bend=1.5, turn=2),
    Shot(bend=3, tilt=8),
    Shot(size=(1500, 2000), blur=1.2, noise=12, shadow=0.3),
    Shot(fills=0.7, turn=-20),
    Shot(blur=2.5, light=0.8),
    Shot(shadow=0.6, is_shadow_hard=True, turn=5, noise=10),
    Shot(turn=2, quality=35),
    Shot(tilt=18, turn=-5, blur=1, shadow=0.4, noise=8),
    Shot(size=(3000, 4000), turn=7, lean=6),
)
EXPECTED = {"both": Mark.TICKED, "tick": Mark.TICKED, "empty": Mark.EMPTY, "sign": Mark.UNSURE}


@pytest.fixture(scope="module")
def clean_pages():
    return [blank_page(page) for page in sheet_pictures(STATEMENT, sheet=SHEET, ppi=200)]


def filled(page, number, *, random):
    """A page on which every row is filled in some way, and what each row says."""
    filled_in, says = page.copy(), {}
    for position in range(len(pages_of(ROWS)[number - 1])):
        how = random.choice(["both", "both", "empty", "empty", "tick", "sign"])
        pen, shape = random.choice(PENS), random.choice(["cross", "tick", "stroke"])
        if how in {"both", "tick"}:
            tick(filled_in, number=number, position=position, pen=pen, shape=shape, random=random)
        if how in {"both", "sign"}:
            sign(filled_in, number=number, position=position, pen=pen, random=random)
        says[position] = how
    return filled_in, says


def read(content):
    _kind, pictures = pages_in(content)
    return [read_page(*found, rows=ROWS) for found in find_pages(pictures)]


def test_bad_photographs_are_matched_and_no_row_is_claimed_wrongly(clean_pages):
    matched, rows = 0, Counter()
    for seed, shot in enumerate(SHOTS):
        number, random = seed % 2 + 1, hand(seed)
        filled_in, says = filled(clean_pages[number - 1], number, random=random)
        pages = read(photograph(filled_in, shot, random=random))
        if [(found.sheet, found.page) for found in pages] != [(SHEET, number)] or not pages[0].rows:
            continue
        matched += 1
        for row in pages[0].rows:
            rows[_judged(row.seems, says[row.position])] += 1

    known = rows["right"] / rows.total()
    print(f"\n{matched} of {len(SHOTS)} photographs matched; rows: {dict(rows)}, {known:.1%} as they are")
    assert rows["wrong"] == 0
    assert matched >= 0.95 * len(SHOTS)
    assert known >= 0.93


def _judged(seems, how):
    if seems == EXPECTED[how]:
        return "right"
    return "unsure" if seems == Mark.UNSURE else "wrong"


def test_a_tick_that_was_taken_back_is_left_to_people(clean_pages):
    page = clean_pages[0].copy()
    blacken(page, number=1, position=4)

    pages = read(photograph(page, Shot(turn=2, shadow=0.3), random=hand(1)))

    assert pages[0].rows[4].seems == Mark.UNSURE
    assert {row.seems for row in pages[0].rows if row.position != 4} == {Mark.EMPTY}


def test_nothing_is_claimed_of_a_page_too_dark_to_see(clean_pages):
    random = hand(3)
    filled_in, says = filled(clean_pages[0], 1, random=random)

    pages = read(photograph(filled_in, Shot(light=0.08, noise=8, blur=2), random=random))

    rows = [row for page in pages for row in page.rows]
    assert "wrong" not in {_judged(row.seems, says[row.position]) for row in rows}


def test_both_pages_in_one_picture_are_both_read(clean_pages):
    first, second = (page.reduce(2) for page in clean_pages[:2])
    table = Image.new("RGB", (first.width * 2 + 100, first.height + 100), "grey")
    table.paste(first, (30, 50))
    table.paste(second, (first.width + 70, 50))

    pages = [read_page(*found, rows=ROWS) for found in find_pages([table.convert("L")])]

    assert [page.page for page in pages] == [1, 2]


def test_a_page_with_three_marks_covered_is_still_read(clean_pages):
    page = clean_pages[0].copy()
    tick(page, number=1, position=0, pen=PENS[0], shape="cross", random=hand(1))
    for left, top in MARK_PLACES[1:4]:
        corner = ((left - 1) * 10, (top - 1) * 10, (left + MARK_SIZE + 1) * 10, (top + MARK_SIZE + 1) * 10)
        ImageDraw.Draw(page).rectangle(corner, fill=(200, 150, 130))

    pages = read(photograph(page, Shot(turn=3, tilt=5), random=hand(1)))

    assert pages[0].rows[0].seems == Mark.TICKED
    assert {row.seems for row in pages[0].rows[1:]} == {Mark.EMPTY}


@pytest.mark.parametrize(
    "text",
    ["", "KROKS1", "https://example.org/", "KROKS1" + "A" * 26 + "00", "KROKS1" + "A" * 26 + "16", "kroks1"],
)
def test_a_code_of_somebody_else_is_no_mark(text):
    assert mark_in(text) is None


def test_a_mark_says_the_sheet_the_page_and_the_spot():
    assert mark_in(PageMark(SHEET, 15, 5).text) == PageMark(SHEET, 15, 5)
