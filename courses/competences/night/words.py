"""What all the statements of a night are told in: the day, the people, the dialect of the database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import connection

from courses.competences.dialects import Dialect, dialect_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.db.models import Model


class Statement(NamedTuple):
    sql: str
    parameters: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Night:
    """One day, and the ids of the people who are worked out: all of them if none are given."""

    day: date
    ids: Sequence[int] | None = None

    @cached_property
    def dialect(self) -> Dialect:
        return dialect_of(connection)

    @cached_property
    def today(self) -> str:
        return self.dialect.day.format(day=f"'{self.day.isoformat()}'")

    def only(self, person: str) -> str:
        if self.ids is None:
            return ""
        return f"AND {person} IN ({', '.join(str(int(one)) for one in self.ids)})"


def table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
