"""Quarters of the year, in which a manager plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

MONTHS = 3
LAST = 4


@dataclass(frozen=True, order=True)
class Quarter:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def last_day(self) -> date:
        return self.following.first_day - timedelta(days=1)

    @property
    def following(self) -> Quarter:
        return Quarter(self.year + 1, 1) if self.number == LAST else Quarter(self.year, self.number + 1)

    @property
    def code(self) -> str:
        """As in the address: 2026-4."""
        return f"{self.year}-{self.number}"

    @property
    def name(self) -> str:
        """As people say it: "4th quarter of 2026" is "IV kwartał 2026" in Polish."""
        words = (
            _("1st quarter of %(year)s"),
            _("2nd quarter of %(year)s"),
            _("3rd quarter of %(year)s"),
            _("4th quarter of %(year)s"),
        )
        return words[self.number - 1] % {"year": self.year}

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def coming(number: int, *, today: date) -> list[Quarter]:
    """This quarter and those after it."""
    quarters = [Quarter.of(today)]
    while len(quarters) < number:
        quarters.append(quarters[-1].following)
    return quarters
