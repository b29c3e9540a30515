"""The public holidays of Poland, by law, from the ``holidays`` package: 24 December since 2025."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import holidays
from django.utils.translation import get_language

if TYPE_CHECKING:
    from datetime import date

SPOKEN = {"pl": "pl", "uk": "uk", "en": "en_US"}


@lru_cache(maxsize=64)
def _of_year(year: int, language: str) -> dict[date, str]:
    named = holidays.country_holidays("PL", years=year, language=SPOKEN.get(language, "en_US"))
    return {day: _tidy(name) for day, name in named.items()}


def _tidy(name: str) -> str:
    """With our apostrophe, and fit to stand in brackets: "Boże Narodzenie, drugi dzień"."""
    return re.sub(r" \((.+)\)$", r", \1", re.sub("['\u02bc]", "’", name))


def is_holiday(day: date) -> bool:
    return day in _of_year(day.year, "pl")


def name_of(day: date) -> str:
    """What the holiday is called in the reader's language; nothing on a day that is none."""
    return _of_year(day.year, (get_language() or "en")[:2]).get(day, "")
