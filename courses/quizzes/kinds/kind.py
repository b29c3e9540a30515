"""What every kind of question can do. The kinds stand in the modules beside this one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from pydantic import ValidationError

from courses.quizzes.kinds.shapes import Key, Words, troubles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

NOTHING, WHOLE = Decimal(0), Decimal(1)
FINE = Decimal("0.00001")

W = TypeVar("W", bound=Words)
K = TypeVar("K", bound=Key)


def bounded(share: Decimal) -> Decimal:
    """Between nothing and all, as fine as it is kept."""
    return min(max(share, NOTHING), WHOLE).quantize(FINE)


class QuestionKind(ABC, Generic[W, K]):
    """How one kind is checked, shown, read and graded.

    An answer is data of its own: what a browser sends is first ``tidy``-ed, which keeps what the question
    knows and drops the rest, so that nothing hostile is ever stored or graded.
    """

    words_shape: ClassVar[type[Words]]
    key_shape: ClassVar[type[Key]]

    # --- for those who write questions ---

    def check(self, words: Any, key: Any) -> list[str]:
        """What must be mended before this can be asked, in sentences; nothing when it is in order."""
        faults, read = [], []
        for shape, data in ((self.words_shape, words), (self.key_shape, key)):
            try:
                read.append(shape.model_validate(data))
            except ValidationError as error:
                faults += troubles(error)
        return faults or self.find_faults(*read)  # type: ignore[arg-type]

    @abstractmethod
    def find_faults(self, words: W, key: K) -> list[str]:
        """What is wrong with words and key that have the right shape, in sentences."""

    def ids(self, words: Any) -> set[str]:
        """Everything in the words that the key or an answer may name: the same in every language."""
        return self.known_ids(self.words_shape.model_validate(words))  # type: ignore[arg-type]

    def known_ids(self, words: W) -> set[str]:
        return set()

    # --- for those who answer ---

    def order(self, words: Any, key: Any, *, is_shuffled: bool, chance: Random) -> list[str]:
        """The ids of the answers as one person is shown them."""
        read_words, read_key = self.words_shape.model_validate(words), self.key_shape.model_validate(key)
        return self.arrange(read_words, read_key, is_shuffled=is_shuffled, chance=chance)  # type: ignore[arg-type]

    def arrange(self, words: W, key: K, *, is_shuffled: bool, chance: Random) -> list[str]:
        return []

    @abstractmethod
    def read(self, posted: Mapping[str, list[str]], name: str, shown_order: list[str]) -> Any:
        """The answer in a form that was sent; none where nothing was answered.

        A page names answers by their place in ``shown_order``, never by id: an id may give the answer away.
        """

    def tidy(self, words: Any, response: Any) -> Any:
        """The part of an answer that this question can have; none when nothing is left."""
        if not isinstance(response, dict):
            return None
        return self.keep_known(self.words_shape.model_validate(words), response)  # type: ignore[arg-type]

    @abstractmethod
    def keep_known(self, words: W, response: dict[Any, Any]) -> dict[str, Any] | None:
        """What of an answer the words know; none when nothing is left."""

    def unread(self, words: Any, key: Any, response: Any, name: str) -> list[str]:
        """The fields that ask for a number and hold something else, named as ``read`` names them."""
        known = self.tidy(words, response)
        if known is None:
            return []
        read_words, read_key = self.words_shape.model_validate(words), self.key_shape.model_validate(key)
        return self.no_numbers(read_words, read_key, known, name)  # type: ignore[arg-type]

    def no_numbers(self, words: W, key: K, response: dict[str, Any], name: str) -> list[str]:
        return []

    # --- for the grader ---

    def grade(self, words: Any, key: Any, response: Any) -> Decimal:
        """The share of the points, 0 to 1. Whatever is no answer to this question earns nothing."""
        known = self.tidy(words, response)
        if known is None:
            return NOTHING
        read_words, read_key = self.words_shape.model_validate(words), self.key_shape.model_validate(key)
        return bounded(self.weigh(read_words, read_key, known))  # type: ignore[arg-type]

    @abstractmethod
    def weigh(self, words: W, key: K, response: dict[str, Any]) -> Decimal:
        """The share of the points, which may go below 0 or above 1 here."""

    def right_response(self, words: Any, key: Any) -> Any:
        """An answer that earns all. Only for whoever may see it already."""
        read_words, read_key = self.words_shape.model_validate(words), self.key_shape.model_validate(key)
        return self.answer(read_words, read_key)  # type: ignore[arg-type]

    @abstractmethod
    def answer(self, words: W, key: K) -> dict[str, Any]:
        """An answer that is wholly right."""

    @abstractmethod
    def choices_of(self, key: Any, response: Any) -> list[str]:
        """What was answered as short words, for counting who chose what: ids, pairs, or what was typed."""


def place(text: str, shown_order: list[str]) -> str | None:
    """The id at a place of a page."""
    if not (text.isascii() and text.isdecimal()) or len(text) > 3:
        return None
    return shown_order[int(text)] if int(text) < len(shown_order) else None


def shuffled(ids: list[str], chance: Random) -> list[str]:
    return chance.sample(ids, len(ids))
