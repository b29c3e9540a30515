"""What stands in a cell: a day, an hour or a word, however a spreadsheet has kept it."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from openpyxl.utils.datetime import from_excel

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
FIRST_SERIAL, LAST_SERIAL = 1, 109_575
"""Days as a spreadsheet numbers them: 1 January 1900 until the end of 2199."""
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
_OUR_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?:\s?r\.?|\s?р\.?)?")
_HOUR = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?")


class NotUnderstood(Exception):
    """No day or hour can be made of this."""


def day(value: Any) -> date:
    """2026-11-24 or 24.11.2026, a date of the spreadsheet, or the number by which it counts days.

    11/12/2026 is refused: it is another day in another country.
    """
    if isinstance(value, bool):
        raise NotUnderstood
    if isinstance(value, datetime):
        found = value.date()
    elif isinstance(value, date):
        found = value
    elif isinstance(value, int | float):
        found = _of_serial(value)
    else:
        found = _of_words(str(value))
    if not EARLIEST <= found <= LATEST:
        raise NotUnderstood
    return found


def hour(value: Any) -> time:
    """17:00 or 17.00, an hour of the spreadsheet, or the part of a day by which it counts hours."""
    if isinstance(value, datetime):
        value = value.time()
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    match = _HOUR.fullmatch(str(value).strip()) if isinstance(value, str) else None
    if match is None:
        raise NotUnderstood
    return _made(time, int(match[1]), int(match[2]))


def _of_serial(value: float) -> date:
    if not FIRST_SERIAL <= value <= LAST_SERIAL or value != int(value):
        raise NotUnderstood
    found = from_excel(int(value))
    return found.date() if isinstance(found, datetime) else found


def _of_words(words: str) -> date:
    if match := _ISO_DAY.fullmatch(words.strip()):
        return _made(date, int(match[1]), int(match[2]), int(match[3]))
    if match := _OUR_DAY.fullmatch(words.strip()):
        return _made(date, int(match[3]), int(match[2]), int(match[1]))
    raise NotUnderstood


def _made(kind: Any, *parts: int) -> Any:
    try:
        return kind(*parts)
    except ValueError as error:
        raise NotUnderstood from error
