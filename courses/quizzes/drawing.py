"""Which questions one person is asked, in which order. Decided once, when the attempt begins."""

from __future__ import annotations

from random import SystemRandom
from typing import TYPE_CHECKING

from courses.models import AttemptItem, Question, QuestionVersion
from courses.quizzes.errors import NothingToAsk
from courses.quizzes.kinds import KINDS

if TYPE_CHECKING:
    from decimal import Decimal
    from random import Random

    from courses.models import Attempt, Quiz, QuizPart

Drawn = list[tuple[QuestionVersion, "Decimal"]]


def draw(quiz: Quiz, *, chance: Random | None = None) -> Drawn:
    """The newest version of each question, with its points; none twice.

    A pool that is short gives what it has. Raises NothingToAsk.
    """
    chance = chance or SystemRandom()
    parts = list(quiz.parts.select_related("bank").order_by("position", "pk"))
    named = {part.question_id for part in parts if part.question_id}
    found = _versions(named)
    drawn: Drawn = []
    taken = set(named)
    for part in parts:
        if part.question_id:
            drawn += [(found[part.question_id], part.mark)] if part.question_id in found else []
            continue
        pool = _pool(part, without=taken)
        chosen = chance.sample(pool, min(part.draws, len(pool)))
        taken |= set(chosen)
        versions = _versions(set(chosen))
        drawn += [(versions[pk], part.mark) for pk in chosen if pk in versions]
    if not drawn:
        raise NothingToAsk
    return chance.sample(drawn, len(drawn)) if quiz.is_shuffled else drawn


def lay_out(attempt: Attempt, drawn: Drawn, *, chance: Random | None = None) -> list[AttemptItem]:
    """The items of an attempt, each with the order of its answers. Not saved yet."""
    chance = chance or SystemRandom()
    return [
        AttemptItem(
            attempt=attempt,
            position=position,
            version=version,
            mark=mark,
            shown_order=KINDS[version.kind].order(
                version.words(), version.key, is_shuffled=attempt.quiz.is_shuffled, chance=chance
            ),
        )
        for position, (version, mark) in enumerate(drawn, start=1)
    ]


def _pool(part: QuizPart, *, without: set[int]) -> list[int]:
    questions = Question.objects.in_use().filter(bank=part.bank, versions__is_current=True)
    if part.topic:
        questions = questions.filter(topic=part.topic)
    return [pk for pk in questions.order_by("pk").values_list("pk", flat=True) if pk not in without]


def _versions(questions: set[int]) -> dict[int, QuestionVersion]:
    found = QuestionVersion.objects.filter(question__in=questions, is_current=True, question__retired_at=None)
    return {version.question_id: version for version in found}
