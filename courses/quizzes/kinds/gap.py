"""Filling gaps in a text: by typing words, typing a number or choosing from a list.

A gap stands in the stem as ``[[id]]``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.utils.translation import gettext as _
from pydantic import Field

from courses.quizzes.kinds.kind import NOTHING, WHOLE, QuestionKind, place, shuffled
from courses.quizzes.kinds.shapes import (
    MOST_CHOICES,
    Id,
    Key,
    NumberAnswer,
    Option,
    Shape,
    TextAnswer,
    Weight,
    Words,
)
from courses.quizzes.kinds.typed import MOST_TYPED, is_number, number_answer, text_answer, tidied
from courses.quizzes.kinds.typing_in import storable, typed_faults

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

GAP = re.compile(r"\[\[([A-Za-z0-9_-]{1,40})\]\]")


class GapWords(Words):
    """``choices``: by the id of a gap, what can be chosen there."""

    choices: dict[Id, list[Option]] = {}


class TextGap(Shape):
    kind: Literal["text"]
    answers: list[TextAnswer] = Field(min_length=1, max_length=MOST_CHOICES)
    is_case_sensitive: bool = False
    worth: Annotated[Decimal, Field(gt=0, le=100)] = WHOLE


class NumberGap(Shape):
    kind: Literal["number"]
    answers: list[NumberAnswer] = Field(min_length=1, max_length=MOST_CHOICES)
    worth: Annotated[Decimal, Field(gt=0, le=100)] = WHOLE


class ChoiceGap(Shape):
    kind: Literal["choice"]
    weights: dict[Id, Weight]
    worth: Annotated[Decimal, Field(gt=0, le=100)] = WHOLE


AnyGap = Annotated[TextGap | NumberGap | ChoiceGap, Field(discriminator="kind")]


class Gaps(Key):
    """By the id of a gap. ``worth``: how much one gap counts beside the others."""

    gaps: dict[Id, AnyGap] = Field(max_length=MOST_CHOICES)


class Gap(QuestionKind[GapWords, Gaps]):
    """``{"gaps": {id: what was typed, or the id of what was chosen}}``"""

    words_shape = GapWords
    key_shape = Gaps

    def find_faults(self, words: GapWords, key: Gaps) -> list[str]:
        named = GAP.findall(words.stem)
        faults = []
        if not named:
            faults.append(_("Mark at least one gap in the text: [[a]]."))
        if len(set(named)) < len(named):
            faults.append(_("A gap stands in the text twice."))
        if set(named) != set(key.gaps):
            faults.append(_("Say for each gap of the text what is right."))
        for name, gap in key.gaps.items():
            if isinstance(gap, ChoiceGap):
                faults += self._faults_of_choices(words.choices.get(name, []), gap)
            else:
                faults += typed_faults(gap.answers)
        return faults

    def _faults_of_choices(self, options: list[Option], gap: ChoiceGap) -> list[str]:
        ids = [option.id for option in options]
        if len(ids) < 2 or len(set(ids)) < len(ids) or set(gap.weights) - set(ids):
            return [_("Give at least two answers to choose from.")]
        return [] if WHOLE in gap.weights.values() else [_("Mark the answer that is right.")]

    def known_ids(self, words: GapWords) -> set[str]:
        options = {f"{gap}.{option.id}" for gap, all_of in words.choices.items() for option in all_of}
        return options | set(GAP.findall(words.stem))

    def arrange(self, words: GapWords, key: Gaps, *, is_shuffled: bool, chance: Random) -> list[str]:
        """Every choice as "gap.choice", always by chance: the right one is often written first."""
        return shuffled(
            [f"{gap}.{option.id}" for gap, all_of in words.choices.items() for option in all_of], chance
        )

    def read(self, posted: Mapping[str, list[str]], name: str, shown_order: list[str]) -> Any:
        """Gaps are named by their number in the text: "name.0" is the first."""
        found: dict[int, str] = {}
        for number in range(MOST_CHOICES):
            if texts := posted.get(f"{name}.{number}"):
                found[number] = texts[0]
        return {"places": found, "shown": shown_order} if found else None

    def keep_known(self, words: GapWords, response: dict[Any, Any]) -> dict[str, Any] | None:
        names = GAP.findall(words.stem)
        gaps = response.get("gaps")
        if isinstance(places := response.get("places"), dict):
            gaps = self._placed(words, names, places, response.get("shown") or [])
        if not isinstance(gaps, dict):
            return None
        kept = {}
        for name in names:
            text = gaps.get(name)
            if not isinstance(text, str):
                continue
            text = storable(text[:MOST_TYPED]).strip()
            options = words.choices.get(name)
            if text and (options is None or text in {option.id for option in options}):
                kept[name] = text
        return {"gaps": kept} if kept else None

    def _placed(
        self, words: GapWords, names: list[str], places: dict[Any, Any], shown: Any
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for number, name in enumerate(names):
            text = places.get(number)
            if name in words.choices and isinstance(text, str) and isinstance(shown, list):
                text = (place(text, shown) or "").removeprefix(f"{name}.")
            found[name] = text
        return found

    def no_numbers(self, words: GapWords, key: Gaps, response: dict[str, Any], name: str) -> list[str]:
        filled = response["gaps"]
        return [
            f"{name}.{number}"
            for number, gap in enumerate(GAP.findall(words.stem))
            if gap in filled and isinstance(key.gaps.get(gap), NumberGap) and not is_number(filled[gap])
        ]

    def weigh(self, words: GapWords, key: Gaps, response: dict[str, Any]) -> Decimal:
        earned = sum(
            (gap.worth * max(self.worth_of(gap, response["gaps"].get(name, "")), NOTHING))
            for name, gap in key.gaps.items()
        )
        return earned / sum((gap.worth for gap in key.gaps.values()), NOTHING)

    def worth_of(self, gap: TextGap | NumberGap | ChoiceGap, text: str) -> Decimal:
        if isinstance(gap, ChoiceGap):
            return gap.weights.get(text, NOTHING)
        if isinstance(gap, NumberGap):
            met: NumberAnswer | TextAnswer | None = number_answer(text, gap.answers)
        else:
            met = text_answer(text, gap.answers, is_case_sensitive=gap.is_case_sensitive) if text else None
        return met.weight if met else NOTHING

    def answer(self, words: GapWords, key: Gaps) -> dict[str, Any]:
        return {"gaps": {name: self._right(gap) for name, gap in key.gaps.items()}}

    def _right(self, gap: TextGap | NumberGap | ChoiceGap) -> str:
        if isinstance(gap, ChoiceGap):
            return next(name for name, weight in gap.weights.items() if weight == WHOLE)
        right = next(answer for answer in gap.answers if answer.weight == WHOLE)
        return f"{right.value:f}" if isinstance(right, NumberAnswer) else right.texts[0].replace("\\*", "*")

    def choices_of(self, key: Any, response: Any) -> list[str]:
        return [f"{name}: {tidied(text)}" for name, text in response["gaps"].items()]
