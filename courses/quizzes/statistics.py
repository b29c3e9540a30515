"""How a quiz asks: which questions are easy, which tell those who know from those who do not, who chose what.

Read from the first attempt of each person, since later ones have seen the feedback. Shares are 0 to 1.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from math import sqrt
from typing import TYPE_CHECKING

from courses.models import AnonymousAnswer, Attempt, AttemptItem
from courses.quizzes.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from courses.models import QuestionVersion, Quiz

FEW = 5
"""Fewer people than this are not told apart: anonymous answers, and what a share would say of somebody."""
EASY, HARD, TELLING = 0.9, 0.25, 0.2


@dataclass
class ItemStatistics:
    """One version of a question, and how people answered it."""

    version: QuestionVersion
    shares: list[float] = field(default_factory=list)
    rest: list[float] = field(default_factory=list)
    """Of each person, the share of all other points."""
    choices: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0

    @property
    def people(self) -> int:
        return len(self.shares)

    @property
    def facility(self) -> float | None:
        """The mean share: 1 is what everybody knows. None where too few were asked."""
        return sum(self.shares) / self.people if self.people >= FEW else None

    @property
    def discrimination(self) -> float | None:
        """How far those who did well elsewhere did well here, -1 to 1: the correlation with the rest."""
        return correlation(self.shares, self.rest) if self.people >= FEW else None

    @property
    def remark(self) -> str:
        """ "easy", "hard", "misleading" (the better ones fail it), "dull" (it tells nobody apart), or ""."""
        facility, telling = self.facility, self.discrimination
        if facility is None:
            return ""
        if telling is not None and telling < 0:
            return "misleading"
        if facility >= EASY:
            return "easy"
        if facility <= HARD:
            return "hard"
        return "dull" if telling is not None and telling < TELLING else ""


@dataclass(frozen=True)
class QuizStatistics:
    people: int
    passed: int
    mean: float | None
    items: list[ItemStatistics]


def correlation(left: Sequence[float], right: Sequence[float]) -> float | None:
    """Pearson's r; none where one side never differs."""
    size = len(left)
    if size < 2:
        return None
    middle, centre = sum(left) / size, sum(right) / size
    together = sum((one - middle) * (other - centre) for one, other in zip(left, right, strict=True))
    spread = sqrt(sum((one - middle) ** 2 for one in left) * sum((other - centre) ** 2 for other in right))
    return together / spread if spread > 1e-9 else None


def of_quiz(quiz: Quiz) -> QuizStatistics:
    """Three queries for any number of people."""
    if quiz.is_anonymous:
        return _of_anonymous(quiz)
    first: dict[int, Attempt] = {}
    for attempt in Attempt.objects.sent().filter(quiz=quiz, is_anonymous=False).order_by("number"):
        first.setdefault(attempt.enrolment_id, attempt)
    attempts = {attempt.pk: attempt for attempt in first.values()}
    items = AttemptItem.objects.filter(attempt__in=list(attempts)).select_related("version__question")
    shares = [float(attempt.share or 0) for attempt in attempts.values()]
    return QuizStatistics(
        people=len(attempts),
        passed=sum(attempt.is_passed for attempt in attempts.values()),
        mean=sum(shares) / len(shares) if len(shares) >= FEW else None,
        items=_by_version(items, attempts),
    )


def _by_version(items: Iterable[AttemptItem], attempts: dict[int, Attempt]) -> list[ItemStatistics]:
    found: dict[int, ItemStatistics] = {}
    for item in items:
        one = found.setdefault(item.version_id, ItemStatistics(item.version))
        attempt, share = attempts[item.attempt_id], item.share or Decimal(0)
        others = attempt.max_score - item.mark
        rest = (attempt.score or Decimal(0)) - share * item.mark
        one.shares.append(float(share))
        one.rest.append(float(rest / others) if others else 0.0)
        _count(one, item.response)
    return _in_order(found.values())


def _of_anonymous(quiz: Quiz) -> QuizStatistics:
    found: dict[int, ItemStatistics] = {}
    for answer in AnonymousAnswer.objects.filter(quiz=quiz).select_related("version__question"):
        one = found.setdefault(answer.version_id, ItemStatistics(answer.version))
        one.shares.append(float(answer.share))
        one.rest.append(0.0)
        _count(one, answer.response)
    items = [one for one in _in_order(found.values()) if one.people >= FEW]
    people = Attempt.objects.sent().filter(quiz=quiz).count()
    return QuizStatistics(people=people, passed=people, mean=None, items=items)


def _count(one: ItemStatistics, response: object) -> None:
    if response is None:
        one.unanswered += 1
        return
    one.choices.update(KINDS[one.version.kind].choices_of(one.version.key, response))


def _in_order(items: Iterable[ItemStatistics]) -> list[ItemStatistics]:
    return sorted(items, key=lambda one: (one.version.question_id, -one.version.number))


# --- what changed between a questionnaire before and one after ---


@dataclass(frozen=True)
class Changed:
    """One question of both questionnaires: the mean place on its scale, by how many people."""

    version: QuestionVersion
    people_before: int
    people_after: int
    before: float | None
    after: float | None

    @property
    def difference(self) -> float | None:
        return None if self.before is None or self.after is None else self.after - self.before


def what_changed(before: Quiz, after: Quiz) -> list[Changed]:
    """Of each question that both ask. Figures of fewer than ``FEW`` people are left out.

    Where both know who answered, only those who answered both are compared.
    """
    both = None if before.is_anonymous or after.is_anonymous else _people(before) & _people(after)
    earlier, later = _answers(before, both), _answers(after, both)
    return [
        Changed(
            version=later[question][0],
            people_before=len(earlier[question][1]),
            people_after=len(later[question][1]),
            before=_mean(earlier[question][1]),
            after=_mean(later[question][1]),
        )
        for question in later
        if question in earlier
    ]


def _people(quiz: Quiz) -> set[int]:
    return set(Attempt.objects.sent().filter(quiz=quiz).values_list("enrolment", flat=True))


def _answers(quiz: Quiz, people: set[int] | None) -> dict[int, tuple[QuestionVersion, list[float]]]:
    """By question: its newest version answered, and the places given on its scale."""
    rows: Iterable[AnonymousAnswer | AttemptItem]
    if quiz.is_anonymous:
        rows = AnonymousAnswer.objects.filter(quiz=quiz).select_related("version").order_by("version__number")
    else:
        sent = AttemptItem.objects.filter(attempt__quiz=quiz, attempt__submitted_at__isnull=False)
        known = sent if people is None else sent.filter(attempt__enrolment__in=people)
        rows = known.select_related("version").order_by("version__number")
    found: dict[int, list[float]] = defaultdict(list)
    versions: dict[int, QuestionVersion] = {}
    for row in rows:
        if row.response is not None and row.share is not None:
            found[row.version.question_id].append(float(row.share))
            versions[row.version.question_id] = row.version
    return {question: (versions[question], shares) for question, shares in found.items()}


def _mean(shares: list[float]) -> float | None:
    return sum(shares) / len(shares) if len(shares) >= FEW else None
