"""What can stand in the way of asking and answering. Views turn each into words for the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from courses.models import Attempt


class QuizError(Exception):
    """Nothing can be begun, saved or sent."""


class NotFit(QuizError):
    """A question that cannot be asked as it is written; ``faults`` are sentences by language."""

    def __init__(self, faults: dict[str, list[str]]) -> None:
        super().__init__(faults)
        self.faults = faults


class QuizClosed(QuizError):
    """It is out of use, of another course, or the enrolment was given back."""


class NothingToAsk(QuizError):
    """The quiz has no question that is in use."""


class NoAttemptsLeft(QuizError):
    """Every attempt the quiz gives, and the coordinator has added, is used."""


class AlreadySent(QuizError):
    """Answers came after the attempt was sent; what was sent stands."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__(attempt)
        self.attempt = attempt


class TimeIsOver(AlreadySent):
    """Answers came after the limit and its grace; what was saved in time was graded."""
