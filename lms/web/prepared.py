"""Queries that are asked many times a second: put into SQL once, and from then on only filled in.

What Django needs to turn the rules of a query into SQL is many times what the database needs to answer it.
A query written as a function tells its rules as ever; what differs from one time to the next are its
arguments, and each is named with the field that it is compared with::

    @prepared(secrets=many(CharField()), day=DateField())
    def valid_passes(*, secrets: Any, day: Any) -> QuerySet[Pass]:
        return Pass.objects.filter(secret__in=secrets, issued_on__lte=day)

    passes = valid_passes.ask(secrets=["…"], day=timezone.localdate())

An argument that is not named (whether consent is asked for) changes the SQL itself, which is then worked out
once for each of its values. Nothing that differs may be read in the function: not the day, not the hour.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, Model
from django.utils.translation import get_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.models import Field, QuerySet
    from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=Model)
MOST_KEPT = 32
"""As many forms of one query are remembered; long lists have lengths of all kinds."""


@dataclass(frozen=True)
class many:  # noqa: N801 - read as a word
    """A list of values, each compared with this field."""

    field: Field[Any, Any]


class Told(Expression):
    """The place of an argument in the SQL; of a list, that of one of its values."""

    def __init__(self, name: str, turn: int, output_field: Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.name, self.turn = name, turn

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, Any]:
        return "%s", (self,)

    def value(self, arguments: Mapping[str, list[Any]], connection: BaseDatabaseWrapper) -> Any:
        return self.output_field.get_db_prep_value(arguments[self.name][self.turn], connection)


@dataclass
class Asked(Generic[Row]):
    """What Django's readers of rows look at, with SQL that is ready."""

    made: QuerySet[Row]
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    arguments: Mapping[str, list[Any]] = field(default_factory=dict)

    @property
    def query(self) -> Asked[Row]:
        return self

    def __getattr__(self, name: str) -> Any:
        return getattr(self.made, name)

    def get_compiler(self, using: str) -> SQLCompiler:
        compiler = copy(self.compiler)
        connection = compiler.connection = connections[using]
        filled = [
            told.value(self.arguments, connection) if isinstance(told, Told) else told
            for told in self.parameters
        ]
        compiler.as_sql = lambda *_args, **_kwargs: (self.sql, tuple(filled))  # type: ignore[method-assign]
        return compiler


class Prepared(Generic[Row]):
    """A query that remembers its SQL."""

    def __init__(
        self, make: Callable[..., QuerySet[Row]], marks: Mapping[str, Field[Any, Any] | many]
    ) -> None:
        self.make, self.marks = make, marks
        self.kept: dict[Any, Asked[Row] | None] = {}

    def ask(self, **arguments: Any) -> list[Row]:
        """One query; none where a list it cannot do without is empty."""
        told = {
            name: _padded(arguments[name]) if isinstance(mark, many) else [arguments[name]]
            for name, mark in self.marks.items()
        }
        plain = {name: value for name, value in arguments.items() if name not in told}
        form = (get_language(), *map(len, told.values()), *plain.values())
        try:
            known = self.kept[form]
        except KeyError:
            known = self.kept[form] = self._worked_out(told, plain)
            # Read at once: other threads remember forms meanwhile.
            for oldest in list(self.kept)[:-MOST_KEPT]:
                self.kept.pop(oldest, None)
        if known is None:
            return []
        asked = Asked(known.made, known.compiler, known.sql, known.parameters, told)
        read: Any = known.made._iterable_class
        return list(read(asked))

    def _worked_out(self, told: Mapping[str, list[Any]], plain: Mapping[str, Any]) -> Asked[Row] | None:
        places: dict[str, Any] = {}
        for name, mark in self.marks.items():
            if isinstance(mark, many):
                places[name] = [Told(name, turn, mark.field) for turn in range(len(told[name]))]
            else:
                places[name] = Told(name, 0, mark)
        made = self.make(**places, **plain)
        compiler = made.query.get_compiler(made.db)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        return Asked(made, compiler, sql, parameters)


def prepared(
    **marks: Field[Any, Any] | many,
) -> Callable[[Callable[..., QuerySet[Row]]], Prepared[Row]]:
    return lambda make: Prepared(make, marks)


def _padded(values: Iterable[Any]) -> list[Any]:
    """Filled up with the last one to a power of two, so that lists of all lengths come in few forms."""
    told = list(values)
    missing = (1 << (len(told) - 1).bit_length()) - len(told) if told else 0
    return told + told[-1:] * missing
