"""What a QTI item's conditions say is right, where its declarations do not, and how far off a number may be.

Most tools declare the right answer; some only test for it: "if the response is B, add 1 to the score".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from courses.bank.formats.qti_scores import Declaration, Mapped, decimal, short
from courses.bank.formats.shape import NOTHING, WHOLE, Answer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from courses.bank.formats.xml_tree import Element

BRANCHES = ("responseIf", "responseElseIf")
EQUALITIES = {"match", "member", "stringMatch", "equal", "equalRounded", "contains"}
NUMERIC = {"float", "integer", ""}


def add_conditions(item: Element, found: dict[str, Declaration]) -> None:
    """Complete the declarations by what the conditions of the item give points for."""
    rules = item.child("responseProcessing")
    bare = {name for name, each in found.items() if not each.correct and not each.mapped}
    for branch in rules.all(*BRANCHES) if rules else ():
        share = _points(branch)
        if share <= 0:
            continue
        for condition in branch:
            if condition.name not in {"setOutcomeValue", "responseCondition"}:
                for test in _tests(condition):
                    _add_number(test, found, share)
                for answers in _ways(condition):
                    _add_answers(answers, found, bare, share)
    for each in found.values():
        if each.is_number and not each.numbers:
            best = each.most
            each.numbers = [
                Answer(format(decimal(key), "f"), value / best)
                for key, value in each.values.items()
                if value > 0
            ]


def _points(branch: Element) -> Decimal:
    """What the branch adds to a score. One that names no number, as some tools write it, counts whole."""
    told = [_added(outcome) for outcome in branch.children("setOutcomeValue")]
    points = [each for each in told if each is not None]
    return max(points) if points else NOTHING if told else WHOLE


def _added(outcome: Element) -> Decimal | None:
    """None where the outcome is not a number, such as which words are said."""
    if any(True for _each in outcome.all("subtract")):
        return -WHOLE
    values = [each for each in outcome.all("baseValue") if each.get("baseType") in NUMERIC]
    if not values:
        kept = any(True for _each in outcome.all("mapResponse", "correct"))
        return WHOLE if outcome.get("identifier") == "SCORE" or kept else None
    return decimal(values[0].text, WHOLE)


def _tests(condition: Element) -> Iterator[Element]:
    """The condition and all below it, save what must not be."""
    if condition.name != "not":
        yield condition
        for each in condition:
            yield from _tests(each)


def _ways(condition: Element) -> Iterator[list[Element]]:
    """Ways to fulfil a condition: each a list of what must be answered together."""
    if condition.name in EQUALITIES:
        yield [condition]
    elif condition.name == "or":
        for each in condition:
            yield from _ways(each)
    elif condition.name == "and":
        parts = [way for each in condition for way in list(_ways(each))[:1]]
        together = [test for way in parts for test in way]
        if together:
            yield together


def _add_answers(tests: list[Element], found: dict[str, Declaration], bare: set[str], share: Decimal) -> None:
    for test in tests:
        variable = next((each.get("identifier") for each in test.all("variable")), "")
        value = next((each.text.strip() for each in test.children("baseValue")), "")
        if variable not in bare or not value:
            continue
        declared = found[variable]
        if value not in {each.key for each in declared.mapped}:
            is_cased = test.get("caseSensitive", "true") == "true"
            declared.mapped.append(Mapped(value, share, is_cased))
        declared.is_whole = declared.is_whole or len(tests) > 1


def _add_number(test: Element, found: dict[str, Declaration], share: Decimal) -> None:
    variable = next((each.get("identifier") for each in test.all("variable")), "")
    declared = found.get(variable)
    if declared is None or not declared.is_number:
        return
    if test.name == "equal":
        value = next((each.text for each in test.children("baseValue")), "") or "".join(declared.correct[:1])
        low_high = [abs(decimal(part)) for part in test.get("tolerance").split()] or [NOTHING]
        middle = decimal(value)
        if test.get("toleranceMode") == "relative":
            low_high = [abs(middle) * off / 100 for off in low_high]
        low, high = middle - low_high[0], middle + low_high[-1]
    elif test.name == "and" and (bounds := _bounds(test)):
        low, high = bounds
    else:
        return
    middle = (low + high) / 2
    declared.numbers.append(Answer(short(middle), share, tolerance=decimal(short((high - low) / 2))))


def _bounds(test: Element) -> tuple[Decimal, Decimal] | None:
    low = next((decimal(each.text_of("baseValue")) for each in test if each.name in {"gte", "gt"}), None)
    high = next((decimal(each.text_of("baseValue")) for each in test if each.name in {"lte", "lt"}), None)
    return (low, high) if low is not None and high is not None and low <= high else None
