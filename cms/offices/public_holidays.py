"""The public holidays of Poland, by law, from the ``holidays`` package: 24 December since 2025."""

from __future__ import annotations

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
    return {day: name.replace("'", "’").replace("\u02bc", "’") for day, name in named.items()}


def is_holiday(day: date) -> bool:
    return day in _of_year(day.year, "pl")


def name_of(day: date) -> str:
    """What the holiday is called in the reader's language; nothing on a day that is none."""
    return _of_year(day.year, (get_language() or "en")[:2]).get(day, "")
