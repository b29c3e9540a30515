"""What came of quizzes, for those who ask about many people at once."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from courses.models import Attempt, Quiz

if TYPE_CHECKING:
    from collections.abc import Iterable

    from courses.models import Enrolment


def best_shares(enrolments: Iterable[Enrolment]) -> dict[int, dict[int, Decimal]]:
    """By enrolment and quiz, the best share of the points, 0 to 1; a questionnaire that was sent is 1.

    One query for any number of enrolments. What was never sent is not there.
    """
    sent = Attempt.objects.sent().filter(enrolment__in=list(enrolments))
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = sent.order_by().values_list("enrolment", "quiz", "quiz__purpose", "score", "max_score")
    for enrolment, quiz, purpose, score, max_score in rows:
        reached = score / max_score if score and max_score else Decimal(0)
        share = reached if purpose == Quiz.Purpose.QUIZ else Decimal(1)
        found[enrolment][quiz] = max(share, found[enrolment].get(quiz, share))
    return dict(found)
