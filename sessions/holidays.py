"""Polish public holidays, by name: the days on which nobody expects a meeting.

They are those of the act of 18 January 1951 on days free of work; which days it names has changed over the
years, and the ``holidays`` package follows.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import holidays
from django.utils.translation import get_language

if TYPE_CHECKING:
    from datetime import date

NAMED_IN = {"pl": "pl", "uk": "uk", "en": "en_US"}


def holiday_on(day: date) -> str:
    """The name of the public holiday in the reader's language, or nothing on any other day."""
    return _holidays(day.year, NAMED_IN.get((get_language() or "pl")[:2], "pl")).get(day, "")


@lru_cache(maxsize=64)
def _holidays(year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays("PL", years=year, language=language))
