"""What somebody may see of their answers, and when.

``each``: all of it, once the question is checked. ``end``: how each answer did and what is said of it, once
the answers are sent; what would have been right only when nothing is left to try. ``passed``: all of it, once
passed. ``never``: only the points. Nothing of it is in a page before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.models import Quiz
from courses.quizzes.kinds.kind import NOTHING, WHOLE

if TYPE_CHECKING:
    from decimal import Decimal

    from courses.models import Attempt, AttemptItem

When = Quiz.FeedbackWhen


@dataclass(frozen=True)
class Due:
    """``remarks``: how an answer did, and what is said of it. ``answers``: what is right."""

    remarks: bool
    answers: bool


NOT_YET = Due(remarks=False, answers=False)
ALL = Due(remarks=True, answers=True)


def due(attempt: Attempt, item: AttemptItem, *, may_try_again: bool) -> Due:
    """What may be shown of one question now."""
    quiz = attempt.quiz
    if quiz.is_questionnaire or quiz.feedback_when == When.NEVER:
        return NOT_YET
    if quiz.feedback_when == When.EACH:
        return ALL if item.checked_at or not attempt.is_open else NOT_YET
    if attempt.is_open:
        return NOT_YET
    if quiz.feedback_when == When.PASSED:
        return ALL if attempt.is_passed else NOT_YET
    return Due(remarks=True, answers=attempt.is_passed or not may_try_again)


def verdict(item: AttemptItem) -> str:
    """ "right", "partly", "wrong", or "none" where nothing was answered."""
    if not item.is_answered:
        return "none"
    share: Decimal = item.share or NOTHING
    return "right" if share == WHOLE else "partly" if share > NOTHING else "wrong"
