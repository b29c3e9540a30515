"""One answer of several, several of several, true or false."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext as _

from courses.quizzes.kinds.kind import NOTHING, WHOLE, QuestionKind, place, shuffled
from courses.quizzes.kinds.shapes import Choices, Id, Key, Weight, Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random


class Weights(Key):
    """What each choice is worth; one that is not named is worth nothing.

    ``is_fixed`` keeps the order as written: "None of these", a scale from never to always.
    """

    weights: dict[Id, Weight]
    is_fixed: bool = False


class ManyWeights(Weights):
    """Weights are shares of all the right ones together. ``is_whole``: only exactly those count."""

    is_whole: bool = False


class Truth(Key):
    right: bool


class _Choosing(QuestionKind[Choices, Weights]):
    words_shape = Choices
    key_shape = Weights

    def find_faults(self, words: Choices, key: Weights) -> list[str]:
        ids = [choice.id for choice in words.choices]
        faults = []
        if len(ids) < 2:
            faults.append(_("Give at least two answers to choose from."))
        if len(set(ids)) < len(ids):
            faults.append(_("Two answers have the same id."))
        if any(not choice.html.strip() for choice in words.choices):
            faults.append(_("An answer is empty."))
        if set(key.weights) - set(ids):
            faults.append(_("The key names an answer that is not there."))
        return faults

    def known_ids(self, words: Choices) -> set[str]:
        return {choice.id for choice in words.choices}

    def arrange(self, words: Choices, key: Weights, *, is_shuffled: bool, chance: Random) -> list[str]:
        ids = [choice.id for choice in words.choices]
        return shuffled(ids, chance) if is_shuffled and not key.is_fixed else ids


class Single(_Choosing):
    """``{"choice": id}``"""

    def find_faults(self, words: Choices, key: Weights) -> list[str]:
        faults = super().find_faults(words, key)
        if WHOLE not in key.weights.values():
            faults.append(_("Mark the answer that is right."))
        return faults

    def read(self, posted: Mapping[str, list[str]], name: str, shown_order: list[str]) -> Any:
        found = [place(text, shown_order) for text in posted.get(name, [])[:1]]
        return {"choice": found[0]} if found and found[0] else None

    def keep_known(self, words: Choices, response: dict[Any, Any]) -> dict[str, Any] | None:
        chosen = response.get("choice")
        return {"choice": chosen} if isinstance(chosen, str) and chosen in self.known_ids(words) else None

    def weigh(self, words: Choices, key: Weights, response: dict[str, Any]) -> Decimal:
        return key.weights.get(response["choice"], NOTHING)

    def answer(self, words: Choices, key: Weights) -> dict[str, Any]:
        return {"choice": next(choice for choice, weight in key.weights.items() if weight == WHOLE)}

    def choices_of(self, key: Any, response: Any) -> list[str]:
        return [response["choice"]]


class Multiple(_Choosing):
    """``{"choices": [id, …]}``. Choosing nothing is no answer."""

    key_shape = ManyWeights

    def find_faults(self, words: Choices, key: Weights) -> list[str]:
        faults = super().find_faults(words, key)
        if not any(weight > 0 for weight in key.weights.values()):
            faults.append(_("Mark the answers that are right."))
        return faults

    def read(self, posted: Mapping[str, list[str]], name: str, shown_order: list[str]) -> Any:
        found = [place(text, shown_order) for text in posted.get(name, [])]
        chosen = [choice for choice in shown_order if choice in found]
        return {"choices": chosen} if chosen else None

    def keep_known(self, words: Choices, response: dict[Any, Any]) -> dict[str, Any] | None:
        sent = response.get("choices")
        if not isinstance(sent, list):
            return None
        named = {choice for choice in sent if isinstance(choice, str)}
        chosen = [choice.id for choice in words.choices if choice.id in named]
        return {"choices": chosen} if chosen else None

    def weigh(self, words: Choices, key: Weights, response: dict[str, Any]) -> Decimal:
        right = {choice for choice, weight in key.weights.items() if weight > 0}
        if cast("ManyWeights", key).is_whole:
            return WHOLE if set(response["choices"]) == right else NOTHING
        earned = sum((key.weights.get(choice, NOTHING) for choice in response["choices"]), NOTHING)
        return earned / sum((key.weights[choice] for choice in right), NOTHING)

    def answer(self, words: Choices, key: Weights) -> dict[str, Any]:
        return {"choices": [choice.id for choice in words.choices if key.weights.get(choice.id, NOTHING) > 0]}

    def choices_of(self, key: Any, response: Any) -> list[str]:
        return list(response["choices"])


class TrueFalse(QuestionKind[Words, Truth]):
    """``{"value": true}``"""

    words_shape = Words
    key_shape = Truth

    def find_faults(self, words: Words, key: Truth) -> list[str]:
        return []

    def read(self, posted: Mapping[str, list[str]], name: str, shown_order: list[str]) -> Any:
        values = {"true": True, "false": False}
        text = next(iter(posted.get(name, [])), "")
        return {"value": values[text]} if text in values else None

    def keep_known(self, words: Words, response: dict[Any, Any]) -> dict[str, Any] | None:
        value = response.get("value")
        return {"value": value} if isinstance(value, bool) else None

    def weigh(self, words: Words, key: Truth, response: dict[str, Any]) -> Decimal:
        return WHOLE if response["value"] is key.right else NOTHING

    def answer(self, words: Words, key: Truth) -> dict[str, Any]:
        return {"value": key.right}

    def choices_of(self, key: Any, response: Any) -> list[str]:
        return ["true" if response["value"] else "false"]


def even_weights(right: list[str], wrong: list[str]) -> dict[str, str]:
    """Weights by which choosing all, or half of the right and as many wrong, earns nothing."""
    share, cost = Decimal(1) / len(right), Decimal(-1) / max(len(wrong), 1)
    return {name: str(share.quantize(Decimal("0.00001"))) for name in right} | {
        name: str(cost.quantize(Decimal("0.00001"))) for name in wrong
    }
