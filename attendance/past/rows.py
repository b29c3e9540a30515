"""A row of the file: what it says, and what would become of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from attendance.models import Scan
from attendance.past import cells
from attendance.past.columns import Column, acts, excuses, fold

if TYPE_CHECKING:
    from attendance.past.reading import RawRow
    from lms.people.models import Person
    from sessions.models import Session


class Effect(StrEnum):
    NEW = "new"
    CHANGES = "changes"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True)
class Problem:
    """Why a row cannot be written: in which column, and what stands there. The words come later."""

    column: str
    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass
class Said:
    """What a row says, as far as it can be understood."""

    number: int
    run: str = ""
    day: date | None = None
    start: time | None = None
    name: str = ""
    birth: date | None = None
    email: str = ""
    act: str = ""
    came: time | None = None
    left: time | None = None
    excuse: str = ""
    problems: list[Problem] = field(default_factory=list)
    session: Session | None = None
    person: Person | None = None
    effect: Effect = Effect.WRONG
    becomes: dict[str, Any] = field(default_factory=dict)
    was: dict[str, Any] = field(default_factory=dict)
    has_place: bool = True
    standing: list[Scan] = field(default_factory=list)
    """What is to be undone, when the row says better."""

    def refuse(self, column: Column, code: str, **facts: Any) -> None:
        self.problems.append(Problem(column.value, code, facts))

    @property
    def is_understood(self) -> bool:
        return not self.problems

    def outcome(self) -> dict[str, Any]:
        """For the preview: no words of any language, so that every reader has their own."""
        return {
            "row": self.number,
            "run": self.session.run.code if self.session else self.run,
            "starts_at": self.session.starts_at.isoformat() if self.session else "",
            "ends_at": self.session.ends_at.isoformat() if self.session else "",
            "day": self.day.isoformat() if self.day else "",
            "name": self.person.display_name if self.person else self.name,
            "effect": self.effect.value if self.is_understood else Effect.WRONG.value,
            "becomes": self.becomes,
            "was": self.was,
            "has_place": self.has_place,
            "problems": [vars(problem) for problem in self.problems],
        }


@dataclass
class Vocabulary:
    """The words that may stand in the columns, in every language; made once a file."""

    acts: dict[str, str] = field(default_factory=acts)
    excuses: dict[str, str] = field(default_factory=excuses)


def understand(raw: RawRow, *, words: Vocabulary) -> Said:
    """Make days, hours and words of the cells; what cannot be understood is a problem of its column."""
    said = Said(number=raw.number)
    for column in sorted(raw.formulas):
        said.refuse(column, "formula")
    given = {column: value for column, value in raw.cells.items() if column not in raw.formulas}
    said.run = _words(given, Column.RUN)
    said.name = _words(given, Column.NAME)
    said.email = _words(given, Column.EMAIL)
    said.day = _day(given, Column.DAY, said)
    said.birth = _day(given, Column.BIRTH, said)
    said.start = _hour(given, Column.START, said)
    said.came = _hour(given, Column.CAME, said)
    said.left = _hour(given, Column.LEFT, said)
    said.act = _one_of(given, Column.ATTENDANCE, words.acts, said)
    said.excuse = _one_of(given, Column.EXCUSE, words.excuses, said)
    _assert_complete(said, raw)
    return said


def _assert_complete(said: Said, raw: RawRow) -> None:
    needed = {Column.RUN: said.run, Column.NAME: said.name}
    for column, value in needed.items():
        if not value and column not in raw.formulas:
            said.refuse(column, "empty")
    for column in (Column.DAY, Column.ATTENDANCE):
        if raw.cells.get(column) in (None, ""):
            said.refuse(column, "empty")
    if not said.birth and not said.email and not _troubled(said, Column.BIRTH, Column.EMAIL):
        said.refuse(Column.BIRTH, "birth_or_email")
    if said.act and said.act != Scan.Act.ENTER:
        for column, hour in ((Column.CAME, said.came), (Column.LEFT, said.left)):
            if hour:
                said.refuse(column, "away_has_no_hours")
    if said.excuse and said.act and said.act != Scan.Act.EXCUSE:
        said.refuse(Column.EXCUSE, "not_excused")


def _troubled(said: Said, *columns: Column) -> bool:
    return any(problem.column in columns for problem in said.problems)


def _words(given: dict[Column, Any], column: Column) -> str:
    value = given.get(column)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _day(given: dict[Column, Any], column: Column, said: Said) -> date | None:
    value = given.get(column)
    if value in (None, ""):
        return None
    try:
        return cells.day(value)
    except (cells.NotUnderstood, OverflowError):
        said.refuse(column, "not_a_day", value=str(value)[:60])
        return None


def _hour(given: dict[Column, Any], column: Column, said: Said) -> time | None:
    value = given.get(column)
    if value in (None, ""):
        return None
    try:
        return cells.hour(value)
    except cells.NotUnderstood:
        said.refuse(column, "not_an_hour", value=str(value)[:60])
        return None


def _one_of(given: dict[Column, Any], column: Column, known: dict[str, str], said: Said) -> str:
    value = given.get(column)
    if value in (None, ""):
        return ""
    found = known.get(fold(value), "")
    if not found:
        said.refuse(column, "unknown_word", value=str(value)[:60])
    return found
