"""What a QTI item declares to be right, and what each answer counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from courses.bank.formats.shape import NOTHING, WHOLE, Answer

if TYPE_CHECKING:
    from courses.bank.formats.xml_tree import Element

NUMBERS = {"float", "integer"}


@dataclass
class Mapped:
    key: str
    value: Decimal
    is_case_sensitive: bool


@dataclass
class Declaration:
    """One response: what is right, and what each answer counts."""

    identifier: str
    cardinality: str
    base_type: str
    correct: list[str] = field(default_factory=list)
    mapped: list[Mapped] = field(default_factory=list)
    numbers: list[Answer] = field(default_factory=list)
    is_whole: bool = False
    """Only several answers together give points."""

    @property
    def is_number(self) -> bool:
        return self.base_type in NUMBERS

    @property
    def most(self) -> Decimal:
        """What the best single answer counts."""
        return max([each.value for each in self.mapped], default=WHOLE) or WHOLE

    @property
    def values(self) -> dict[str, Decimal]:
        """By answer, as it stands in the file; without a mapping the right ones count one."""
        if self.mapped:
            return {each.key: each.value for each in self.mapped}
        return dict.fromkeys(self.correct, WHOLE)


def decimal(text: str, otherwise: Decimal = NOTHING) -> Decimal:
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return otherwise
    return found if found.is_finite() and abs(found.adjusted()) < 30 else otherwise


def declarations(item: Element) -> dict[str, Declaration]:
    found = {}
    for element in item.children("responseDeclaration"):
        identifier = element.get("identifier")
        right = element.child("correctResponse")
        mapping = element.child("mapping")
        found[identifier] = Declaration(
            identifier,
            element.get("cardinality", "single"),
            element.get("baseType"),
            correct=[value.text.strip() for value in right.children("value")] if right else [],
            mapped=[
                Mapped(
                    entry.get("mapKey").strip(),
                    decimal(entry.get("mappedValue")),
                    entry.get("caseSensitive", "true") == "true",
                )
                for entry in (mapping.children("mapEntry") if mapping else [])
            ],
        )
    return found


def matches_whole(item: Element) -> bool:
    """Whether only the whole right answer counts."""
    rules = item.child("responseProcessing")
    if rules is None:
        return True
    if template := rules.get("template"):
        return "match_correct" in template
    return not any(True for _each in rules.all("mapResponse", "index", "sum"))


def short(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"
