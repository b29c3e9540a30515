"""A question as the formats know it, before our models and after them: nothing here knows a database.

A reader gives ``ReadQuestion`` and says of everything else in the file why it could not be taken; a
writer takes ``ReadQuestion`` and says which of them its format cannot hold.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = ("single", "multiple", "true_false", "matching", "ordering", "number", "short_text", "gap")
WHOLE = Decimal(1)
NOTHING = Decimal(0)


@dataclass
class Choice:
    """One thing to choose, or one thing to put in order. ``share`` of the mark, from -1 to 1."""

    html: str
    share: Decimal = NOTHING
    feedback: str = ""


@dataclass
class Pair:
    """What stands on the left, and the words that belong to it."""

    left: str
    right: str


@dataclass
class Answer:
    """Words or a number that count. ``tolerance`` to both sides of a number."""

    text: str
    share: Decimal = WHOLE
    feedback: str = ""
    tolerance: Decimal = NOTHING


@dataclass
class Gap:
    """A place in the stem, written there as ``[[1]]``.

    ``kind``: "text" and "number" are typed, "choice" is chosen among answers and ``lures``. ``worth``: how
    much it counts beside the other gaps.
    """

    answers: list[Answer]
    lures: list[str] = field(default_factory=list)
    kind: str = "text"
    worth: Decimal = WHOLE
    is_case_sensitive: bool = False


@dataclass
class Remark:
    """Something the reader of the preview should know: of a question, or of the whole file."""

    line: int
    words: str


@dataclass
class Refusal(Remark):
    """What could not be taken: which line, which question or element, and why."""

    what: str = ""


@dataclass
class ReadQuestion:
    kind: str
    stem: str
    line: int = 0
    place: str = ""
    """The file inside an archive, where there are several."""
    name: str = ""
    identifier: str = ""
    """What the other house calls it; by it a translation finds its question."""
    topic: str = ""
    choices: list[Choice] = field(default_factory=list)
    is_true: bool = False
    pairs: list[Pair] = field(default_factory=list)
    lures: list[str] = field(default_factory=list)
    """Right-hand words that belong to nothing."""
    answers: list[Answer] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    is_case_sensitive: bool = False
    is_fixed: bool = False
    """Choices keep their order."""
    is_whole: bool = False
    """Only all of it together counts."""
    is_long: bool = False
    unit: str = ""
    right: str = ""
    wrong: str = ""
    about: str = ""
    """Said to everybody, whatever they answered."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    """By the name under which the words show them: ``<img src="picture:map.png">``."""
    remarks: list[Remark] = field(default_factory=list)


@dataclass
class Reading:
    """What came of a file."""

    questions: list[ReadQuestion] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    encoding: str = ""

    def refuse(self, line: int, words: str, what: str = "") -> None:
        self.refusals.append(Refusal(line, words, what))


@dataclass
class Written:
    """A file to be taken elsewhere, and what could not go into it."""

    content: bytes
    refusals: list[Refusal] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


class CannotHold(Exception):
    """The format has no place for this question, or for a part of it that matters."""


class Unreadable(Exception):
    """This question or element cannot be taken. The words say why, in the reader's language."""

    def __init__(self, words: str, line: int = 0) -> None:
        super().__init__(words)
        self.line = line


def total(shares: Iterable[Decimal]) -> Decimal:
    return sum(shares, NOTHING)
