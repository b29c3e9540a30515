"""Where everything on a sheet to be signed lies, in millimetres. Printed from this and read back by it."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0

MARK_SIZE = 12.0
"""Side of a mark: 25 modules of almost half a millimetre, which a telephone at arm's length still sees."""
MARK_PLACES = (
    (8.0, 8.0),
    (190.0, 8.0),
    (8.0, 142.5),
    (190.0, 142.5),
    (8.0, 277.0),
    (190.0, 277.0),
)
"""Left upper corners of the six marks: two above, two half-way down where paper bends, two below."""

LEFT, RIGHT = 24.0, 186.0
NUMBER_WIDTH, NAME_WIDTH, BOX_WIDTH = 9.0, 61.0, 18.0
SIGNATURE_WIDTH = RIGHT - LEFT - NUMBER_WIDTH - NAME_WIDTH - BOX_WIDTH
ROW_HEIGHT = 10.5
HEADING_HEIGHT = 8.0
BOX_SIZE = 6.0

FIRST_TABLE_TOP, NEXT_TABLE_TOP = 88.0, 36.0
TABLE_BOTTOM = 264.0
MOST_BLANK_ROWS = 3


@dataclass(frozen=True)
class Rectangle:
    """A part of the page, in millimetres from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


def table_top(page: int) -> float:
    return FIRST_TABLE_TOP if page == 1 else NEXT_TABLE_TOP


def rows_on(page: int) -> int:
    return int((TABLE_BOTTOM - table_top(page) - HEADING_HEIGHT) // ROW_HEIGHT)


def pages_of(rows: int) -> list[range]:
    """Which rows (counted from nought) stand on which page. There is always one page."""
    pages: list[range] = []
    start = 0
    while start < rows or not pages:
        end = min(rows, start + rows_on(len(pages) + 1))
        pages.append(range(start, end))
        start = end
    return pages


def blank_rows_after(rows: int) -> int:
    """Empty rows for whoever comes without being on the list; no page is begun for the last of them."""
    last = pages_of(rows)[-1]
    left = rows_on(len(pages_of(rows))) - len(last)
    return min(MOST_BLANK_ROWS, left) or MOST_BLANK_ROWS


def _row_top(page: int, position: int) -> float:
    return table_top(page) + HEADING_HEIGHT + position * ROW_HEIGHT


def strip_area(page: int, position: int) -> Rectangle:
    """The row from its name on, with a little of what lies above and below, for people to look at."""
    left = LEFT + NUMBER_WIDTH
    return Rectangle(left, _row_top(page, position) - 1, RIGHT - left, ROW_HEIGHT + 2)


def box_area(page: int, position: int) -> Rectangle:
    """The box to be ticked: the middle of the line that is its frame."""
    cell = LEFT + NUMBER_WIDTH + NAME_WIDTH
    return Rectangle(
        cell + (BOX_WIDTH - BOX_SIZE) / 2,
        _row_top(page, position) + (ROW_HEIGHT - BOX_SIZE) / 2,
        BOX_SIZE,
        BOX_SIZE,
    )


def signature_area(page: int, position: int) -> Rectangle:
    return Rectangle(RIGHT - SIGNATURE_WIDTH, _row_top(page, position), SIGNATURE_WIDTH, ROW_HEIGHT)


def for_paper() -> dict[str, float]:
    """The same figures for the template."""
    return {
        "mark_size": MARK_SIZE,
        "left": LEFT,
        "right": RIGHT,
        "number_width": NUMBER_WIDTH,
        "name_width": NAME_WIDTH,
        "box_width": BOX_WIDTH,
        "signature_width": SIGNATURE_WIDTH,
        "row_height": ROW_HEIGHT,
        "heading_height": HEADING_HEIGHT,
        "box_size": BOX_SIZE,
        "first_table_top": FIRST_TABLE_TOP,
        "next_table_top": NEXT_TABLE_TOP,
        "table_bottom": TABLE_BOTTOM,
    }
