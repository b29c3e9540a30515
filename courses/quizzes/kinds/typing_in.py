"""A number and a few words, typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from pydantic import Field

from courses.quizzes.kinds.kind import NOTHING, WHOLE, QuestionKind
from courses.quizzes.kinds.shapes import MOST_CHOICES, Key, NumberAnswer, Text, TextAnswer, Words
from courses.quizzes.kinds.typed import (
    MOST_TYPED,
    MOST_WRITTEN,
    is_number,
    number_answer,
    text_answer,
    tidied,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


class NumberWords(Words):
    unit: Text = ""


class Numbers(Key):
    answers: list[NumberAnswer] = Field(max_length=MOST_CHOICES)


class TextWords(Words):
    """``is_long``: room for several lines, for an answer in one's own words."""

    is_long: bool = False


class Texts(Key):
    """An answer of ``*`` takes whatever is written: the way to ask for somebody's own words."""

    answers: list[TextAnswer] = Field(max_length=MOST_CHOICES)
    is_case_sensitive: bool = False


def typed_faults(answers: list[TextAnswer] | list[NumberAnswer]) -> list[str]:
    faults = []
    if not any(answer.weight == WHOLE for answer in answers):
        faults.append(_("Give at least one answer that is right."))
    if len({answer.id for answer in answers}) < len(answers):
        faults.append(_("Two answers have the same id."))
    if any(not text for answer in answers if isinstance(answer, TextAnswer) for text in answer.texts):
        faults.append(_("An answer is empty."))
    return faults


def typed_text(response: dict[Any, Any], most: int) -> dict[str, Any] | None:
    """What was typed, without the signs no database takes; cut where nobody would write on."""
    text = response.get("text")
    if not isinstance(text, str):
        return None
    text = storable(text[:most]).strip()
    return {"text": text} if text else None


def storable(text: str) -> str:
    """PostgreSQL refuses the zero sign, and half of a pair has no bytes."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


class Number(QuestionKind[NumberWords, Numbers]):
    """``{"text": "3,5"}``: as typed, so that it comes back as it was."""

    words_shape = NumberWords
    key_shape = Numbers

    def find_faults(self, words: NumberWords, key: Numbers) -> list[str]:
        return typed_faults(key.answers)

    def read(self, posted: Mapping[str, list[str]], name: str, shown_order: list[str]) -> Any:
        return {"text": next(iter(posted.get(name, [])), "")}

    def keep_known(self, words: NumberWords, response: dict[Any, Any]) -> dict[str, Any] | None:
        return typed_text(response, MOST_TYPED)

    def no_numbers(self, words: NumberWords, key: Numbers, response: dict[str, Any], name: str) -> list[str]:
        return [] if is_number(response["text"], unit=words.unit) else [name]

    def weigh(self, words: NumberWords, key: Numbers, response: dict[str, Any]) -> Decimal:
        met = number_answer(response["text"], key.answers, unit=words.unit)
        return met.weight if met else NOTHING

    def answer(self, words: NumberWords, key: Numbers) -> dict[str, Any]:
        right = next(answer for answer in key.answers if answer.weight == WHOLE)
        return {"text": f"{right.value:f}"}

    def choices_of(self, key: Any, response: Any) -> list[str]:
        return [tidied(response["text"])]


class ShortText(QuestionKind[TextWords, Texts]):
    """``{"text": "gmina"}``"""

    words_shape = TextWords
    key_shape = Texts

    def find_faults(self, words: TextWords, key: Texts) -> list[str]:
        return typed_faults(key.answers)

    def read(self, posted: Mapping[str, list[str]], name: str, shown_order: list[str]) -> Any:
        return {"text": next(iter(posted.get(name, [])), "")}

    def keep_known(self, words: TextWords, response: dict[Any, Any]) -> dict[str, Any] | None:
        return typed_text(response, MOST_WRITTEN if words.is_long else MOST_TYPED)

    def weigh(self, words: TextWords, key: Texts, response: dict[str, Any]) -> Decimal:
        met = text_answer(response["text"], key.answers, is_case_sensitive=key.is_case_sensitive)
        return met.weight if met else NOTHING

    def answer(self, words: TextWords, key: Texts) -> dict[str, Any]:
        right = next(answer for answer in key.answers if answer.weight == WHOLE)
        return {"text": " / ".join(text.replace("\\*", "*") for text in right.texts)}

    def choices_of(self, key: Any, response: Any) -> list[str]:
        return [tidied(response["text"])]
