"""What people type, read kindly: spaces, capitals, commas and apostrophes are nobody's mistake."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from courses.quizzes.kinds.shapes import NumberAnswer, TextAnswer

MOST_TYPED = 500
MOST_WRITTEN = 5_000
NUMBER = re.compile(r"[+-]?[0-9]{1,20}(?:[.,][0-9]{1,20})?(?:[eE][+-]?[0-9]{1,2})?")
GROUPED = re.compile(r"([+-]?[0-9]{1,3}(?:[.,][0-9]{3})+)(?:([.,])([0-9]{1,20}))?")
SAME = str.maketrans(dict.fromkeys("’ʼ`´‘", "'") | dict.fromkeys("‐‑‒–—−", "-") | {"\x00": ""})


def tidied(text: str, *, is_case_sensitive: bool = False) -> str:
    """The words without what does not matter: "  Gmina. " is "gmina"."""
    # Signs are made the same first: taken apart, a lone accent would become a space and a mark.
    plain = unicodedata.normalize("NFKC", text.translate(SAME))
    plain = " ".join(plain.split()).strip(" .!?")
    return plain if is_case_sensitive else plain.casefold()


def fits(typed: str, pattern: str, *, is_case_sensitive: bool = False) -> bool:
    """Whether what was typed is the pattern, in which ``*`` is anything and ``\\*`` an asterisk.

    Goes once through the text, so that no pattern is slow.
    """
    parts = [
        tidied(part.replace("\\*", "*"), is_case_sensitive=is_case_sensitive)
        for part in re.split(r"(?<!\\)\*", pattern)
    ]
    text = tidied(typed, is_case_sensitive=is_case_sensitive)
    if len(parts) == 1:
        return text == parts[0]
    first, *between, last = parts
    if not (text.startswith(first) and text.endswith(last)) or len(text) < len(first) + len(last):
        return False
    start, end = len(first), len(text) - len(last)
    for part in between:
        found = text.find(part, start, end)
        if found < 0:
            return False
        start = found + len(part)
    return True


def readings(text: str) -> list[Decimal]:
    """The numbers that may be meant. "1,000" is one in Wrocław and a thousand in London: both are read."""
    plain = unicodedata.normalize("NFKC", text[:MOST_TYPED].translate(SAME))
    plain = "".join(plain.split())
    found = []
    if NUMBER.fullmatch(plain):
        found.append(Decimal(plain.replace(",", ".")))
    if grouped := GROUPED.fullmatch(plain):
        whole, mark, rest = grouped.groups()
        signs = set(re.findall(r"[.,]", whole))
        if len(signs) == 1 and mark not in signs:
            found.append(Decimal(re.sub(r"[.,]", "", whole) + (f".{rest}" if rest else "")))
    return found


def text_answer(
    typed: str, answers: Iterable[TextAnswer], *, is_case_sensitive: bool = False
) -> TextAnswer | None:
    """The best of the expected answers that this is."""
    met = [
        answer
        for answer in answers
        if any(fits(typed, text, is_case_sensitive=is_case_sensitive) for text in answer.texts)
    ]
    return max(met, key=lambda answer: answer.weight, default=None)


def is_number(typed: str, *, unit: str = "") -> bool:
    """Whether any number can be read in it; the unit may be typed along."""
    return bool(readings(without_unit(typed, unit)))


def without_unit(typed: str, unit: str) -> str:
    plain, ending = tidied(typed), tidied(unit)
    return plain.removesuffix(ending) if ending and plain.endswith(ending) else typed


def number_answer(typed: str, answers: Iterable[NumberAnswer], *, unit: str = "") -> NumberAnswer | None:
    """The best of the expected numbers that this is; the unit may be typed along."""
    numbers = readings(without_unit(typed, unit))
    met = [
        answer
        for answer in answers
        if any(abs(number - answer.value) <= answer.tolerance for number in numbers)
    ]
    return max(met, key=lambda answer: answer.weight, default=None)
