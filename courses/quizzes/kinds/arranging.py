"""Matching and putting in order: things that belong somewhere."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from pydantic import Field

from courses.quizzes.kinds.kind import NOTHING, WHOLE, QuestionKind, place, shuffled
from courses.quizzes.kinds.shapes import MOST_CHOICES, Choice, Id, Key, Option, Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random


class MatchingWords(Words):
    """Each prompt gets one of the answers. Answers may be more than prompts, and serve several."""

    prompts: list[Choice] = Field(max_length=MOST_CHOICES)
    answers: list[Option] = Field(max_length=MOST_CHOICES)


class Pairs(Key):
    """The id of a prompt, and that of its answer. ``is_whole``: only all of them together count."""

    pairs: dict[Id, Id]
    is_whole: bool = False


class OrderingWords(Words):
    items: list[Choice] = Field(max_length=MOST_CHOICES)


class Order(Key):
    order: list[Id]
    is_whole: bool = False


def by_place(hits: int, places: int, *, is_whole: bool) -> Decimal:
    if is_whole:
        return WHOLE if hits == places else NOTHING
    return Decimal(hits) / places


class Matching(QuestionKind[MatchingWords, Pairs]):
    """``{"pairs": {prompt: answer}}``"""

    words_shape = MatchingWords
    key_shape = Pairs

    def find_faults(self, words: MatchingWords, key: Pairs) -> list[str]:
        prompts, answers = [one.id for one in words.prompts], [one.id for one in words.answers]
        faults = []
        if len(prompts) < 2 or len(answers) < 2:
            faults.append(_("Give at least two pairs."))
        if len(set(prompts)) < len(prompts) or len(set(answers)) < len(answers):
            faults.append(_("Two answers have the same id."))
        if any(not one.html.strip() for one in words.prompts) or any(not one.text for one in words.answers):
            faults.append(_("An answer is empty."))
        if set(key.pairs) != set(prompts) or set(key.pairs.values()) - set(answers):
            faults.append(_("Say for each entry what belongs to it."))
        return faults

    def known_ids(self, words: MatchingWords) -> set[str]:
        return {f"p.{one.id}" for one in words.prompts} | {f"a.{one.id}" for one in words.answers}

    def arrange(self, words: MatchingWords, key: Pairs, *, is_shuffled: bool, chance: Random) -> list[str]:
        """Always by chance: as written, each answer stands beside its prompt."""
        return shuffled([one.id for one in words.answers], chance)

    def read(self, posted: Mapping[str, list[str]], name: str, shown_order: list[str]) -> Any:
        """Prompts keep their order, so they are named by number: "name.1" is the second."""
        pairs = {}
        for number in range(MOST_CHOICES):
            text = next(iter(posted.get(f"{name}.{number}", [])), "")
            if found := place(text, shown_order):
                pairs[number] = found
        return {"places": pairs} if pairs else None

    def keep_known(self, words: MatchingWords, response: dict[Any, Any]) -> dict[str, Any] | None:
        pairs = response.get("pairs")
        if isinstance(places := response.get("places"), dict):
            pairs = {one.id: places.get(number) for number, one in enumerate(words.prompts)}
        if not isinstance(pairs, dict):
            return None
        answers = {one.id for one in words.answers}
        kept = {
            one.id: pairs[one.id]
            for one in words.prompts
            if isinstance(pairs.get(one.id), str) and pairs[one.id] in answers
        }
        return {"pairs": kept} if kept else None

    def weigh(self, words: MatchingWords, key: Pairs, response: dict[str, Any]) -> Decimal:
        hits = sum(response["pairs"].get(prompt) == answer for prompt, answer in key.pairs.items())
        return by_place(hits, len(key.pairs), is_whole=key.is_whole)

    def answer(self, words: MatchingWords, key: Pairs) -> dict[str, Any]:
        return {"pairs": dict(key.pairs)}

    def choices_of(self, key: Any, response: Any) -> list[str]:
        return [f"{prompt}.{answer}" for prompt, answer in response["pairs"].items()]


class Ordering(QuestionKind[OrderingWords, Order]):
    """``{"order": [id, …]}``: all of them, first to last. An unfinished order keeps empty places as ""."""

    words_shape = OrderingWords
    key_shape = Order

    def find_faults(self, words: OrderingWords, key: Order) -> list[str]:
        ids = [one.id for one in words.items]
        faults = []
        if len(ids) < 2:
            faults.append(_("Give at least two entries to put in order."))
        if len(set(ids)) < len(ids):
            faults.append(_("Two answers have the same id."))
        if any(not one.html.strip() for one in words.items):
            faults.append(_("An answer is empty."))
        if sorted(key.order) != sorted(ids):
            faults.append(_("The right order must hold every entry once."))
        return faults

    def known_ids(self, words: OrderingWords) -> set[str]:
        return {one.id for one in words.items}

    def arrange(self, words: OrderingWords, key: Order, *, is_shuffled: bool, chance: Random) -> list[str]:
        """Always by chance, and never the right order from the start."""
        found = shuffled(sorted(key.order), chance)
        return found if found != key.order else [*found[1:], found[0]]

    def read(self, posted: Mapping[str, list[str]], name: str, shown_order: list[str]) -> Any:
        """Each entry, named by its place on the page, says which it should be: "name.0" is "3"."""
        wanted: dict[int, str] = {}
        for number, item in enumerate(shown_order):
            text = next(iter(posted.get(f"{name}.{number}", [])), "")
            if place(text, shown_order) and int(text) not in wanted:
                wanted[int(text)] = item
        order = [wanted.get(number, "") for number in range(len(shown_order))]
        return {"order": order} if wanted else None

    def keep_known(self, words: OrderingWords, response: dict[Any, Any]) -> dict[str, Any] | None:
        order, ids = response.get("order"), self.known_ids(words)
        if not isinstance(order, list) or len(order) != len(ids):
            return None
        kept = [one if isinstance(one, str) and one in ids else "" for one in order]
        named = [one for one in kept if one]
        return {"order": kept} if named and len(set(named)) == len(named) else None

    def weigh(self, words: OrderingWords, key: Order, response: dict[str, Any]) -> Decimal:
        hits = sum(one == right for one, right in zip(response["order"], key.order, strict=True))
        return by_place(hits, len(key.order), is_whole=key.is_whole)

    def answer(self, words: OrderingWords, key: Order) -> dict[str, Any]:
        return {"order": list(key.order)}

    def choices_of(self, key: Any, response: Any) -> list[str]:
        return [" ".join(one or "-" for one in response["order"])]
