"""An answer before the question it was given to, whatever language either was written in."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from courses.models.bank import Kind
from courses.quizzes.kinds import KINDS, grade

if TYPE_CHECKING:
    from courses.models import QuestionVersion


def graded(version: QuestionVersion, response: Any) -> Decimal:
    """The share of the points, 0 to 1."""
    return max(
        (grade(version.kind, words, version.key, response) for words in _words_of(version)),
        default=Decimal(0),
    )


def unread(version: QuestionVersion, response: Any, *, name: str = "") -> list[str]:
    """The fields of an answer in which a number is asked for and none can be read."""
    kind = KINDS[version.kind]
    found = [kind.unread(words, version.key, response, name) for words in _words_of(version)]
    return min(found, key=len, default=[])


def _words_of(version: QuestionVersion) -> list[dict[str, Any]]:
    """Answers go by ids, the same in every language; only the unit typed along with a number has its own."""
    return [
        version.words(language)
        for language in (version.languages if version.kind == Kind.NUMBER else version.languages[:1])
    ]
