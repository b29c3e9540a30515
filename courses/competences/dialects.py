"""The few words in which the databases differ when they count with days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

FOR_GOOD = "9999-12-31"


@dataclass(frozen=True)
class Dialect:
    """SQL of a day, and of the smaller and the larger of two. Every day given must be known."""

    day: str
    days_later: str
    days_earlier: str
    months_later: str
    smaller: str
    larger: str
    before: tuple[str, ...] = ()
    """Said first, within the transaction."""
    asked: tuple[str, ...] = ()
    """Said once it is noted what is asked of whom: neither plans well for a table it knows nothing of."""
    found: tuple[str, ...] = ()
    """Said once it is noted where they stand."""

    def later(self, day: str, *, days: str) -> str:
        return self.days_later.format(day=day, days=days)

    def earlier(self, day: str, *, days: str) -> str:
        return self.days_earlier.format(day=day, days=days)

    def months(self, day: str, *, months: str) -> str:
        return self.months_later.format(day=day, months=months)

    @property
    def for_good(self) -> str:
        return self.day.format(day=f"'{FOR_GOOD}'")


SQLITE = Dialect(
    day="{day}",
    days_later="date({day}, '+' || {days} || ' days')",
    days_earlier="date({day}, '-' || {days} || ' days')",
    # 31 January and a month would be 3 March: never later than the end of the month that is meant.
    months_later=(
        "min(date({day}, '+' || {months} || ' months'),"
        " date({day}, 'start of month', '+' || ({months} + 1) || ' months', '-1 day'))"
    ),
    smaller="min",
    larger="max",
    asked=("CREATE INDEX asked_of_whom ON asked_tonight (person_id, competence_id)",),
)
POSTGRESQL = Dialect(
    day="CAST({day} AS date)",
    days_later="({day} + {days})",
    days_earlier="({day} - {days})",
    months_later="CAST({day} + make_interval(months => {months}) AS date)",
    smaller="least",
    larger="greatest",
    # Compiling takes longer than it saves, and nobody is asked of twice often enough to remember them.
    before=("SET LOCAL work_mem = '64MB'", "SET LOCAL jit = off", "SET LOCAL enable_memoize = off"),
    asked=("ANALYZE asked_tonight",),
    found=("ANALYZE found_tonight",),
)


def dialect_of(connection: BaseDatabaseWrapper) -> Dialect:
    return POSTGRESQL if connection.vendor == "postgresql" else SQLITE
