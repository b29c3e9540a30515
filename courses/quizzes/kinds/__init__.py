"""The kinds of question, each with the shape of its words and key, and its grader.

``check`` tells those who write a question what must be mended; ``grade`` gives the share of the points,
0 to 1, and never raises, whatever a browser sends. Words are those of one language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from courses.models.bank import Kind
from courses.quizzes.kinds.arranging import Matching, Ordering
from courses.quizzes.kinds.choosing import Multiple, Single, TrueFalse, even_weights
from courses.quizzes.kinds.gap import Gap
from courses.quizzes.kinds.kind import QuestionKind
from courses.quizzes.kinds.typing_in import Number, ShortText

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

__all__ = ["KINDS", "QuestionKind", "check", "check_languages", "even_weights", "grade"]

KINDS: dict[str, QuestionKind[Any, Any]] = {
    Kind.SINGLE: Single(),
    Kind.MULTIPLE: Multiple(),
    Kind.TRUE_FALSE: TrueFalse(),
    Kind.MATCHING: Matching(),
    Kind.ORDERING: Ordering(),
    Kind.NUMBER: Number(),
    Kind.SHORT_TEXT: ShortText(),
    Kind.GAP: Gap(),
}


def check(kind: str, words: Any, key: Any) -> list[str]:
    """What must be mended before this can be asked, in sentences for its author; empty when in order."""
    if kind not in KINDS:
        return [_("There is no such kind of question.")]
    faults = KINDS[kind].check(words, key)
    if isinstance(words, dict) and not str(words.get("stem") or "").strip():
        faults.insert(0, _("Write the question."))
    return faults


def check_languages(kind: str, words: Mapping[str, Any], key: Any) -> dict[str, list[str]]:
    """The faults by language, where there are any. Every language must name the same answers."""
    written = {language: data for language, data in words.items() if data}
    if not written:
        return {"": [_("Write the question in at least one language.")]}
    faults = {language: check(kind, data, key) for language, data in written.items()}
    if not any(faults.values()):
        first = next(iter(written.values()))
        for language, data in written.items():
            if KINDS[kind].ids(data) != KINDS[kind].ids(first):
                faults[language] = [_("The answers are not the same as in the other languages.")]
    return {language: found for language, found in faults.items() if found}


def grade(kind: str, words: Any, key: Any, response: Any) -> Decimal:
    """The share of the points that a response earns, 0 to 1."""
    return KINDS[kind].grade(words, key, response)
