"""What a quiz asks: single questions, and some drawn at random. Attempts under way keep what they drew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from courses.models import Course, Quiz, QuizPart
from courses.signals import needs_changed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from courses.models import Bank, Question


@transaction.atomic
def add_questions(quiz: Quiz, questions: Iterable[Question], *, mark: Decimal) -> int:
    """Ask these too, after all others. One that is asked already stays where it is. How many were added."""
    Quiz.objects.select_for_update(no_key=True).get(pk=quiz.pk)
    asked = set(quiz.parts.exclude(question=None).values_list("question_id", flat=True))
    new = [question for question in questions if question.pk not in asked]
    position = _last(quiz)
    QuizPart.objects.bulk_create(
        QuizPart(quiz=quiz, question=question, mark=mark, position=position + place)
        for place, question in enumerate(new, start=1)
    )
    return len(new)


@transaction.atomic
def add_pool(quiz: Quiz, *, bank: Bank, topic: str, draws: int, mark: Decimal) -> QuizPart:
    """Ask so many, drawn for each attempt anew."""
    Quiz.objects.select_for_update(no_key=True).get(pk=quiz.pk)
    return QuizPart.objects.create(
        quiz=quiz, bank=bank, topic=topic, draws=draws, mark=mark, position=_last(quiz) + 1
    )


@transaction.atomic
def move_part(part: QuizPart, *, up: bool) -> None:
    """Change places with its neighbour. At an end it stays."""
    Quiz.objects.select_for_update(no_key=True).get(pk=part.quiz_id)
    parts = list(part.quiz.parts.order_by("position", "pk"))
    here = next(place for place, each in enumerate(parts) if each.pk == part.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(parts):
        return
    parts[here], parts[there] = parts[there], parts[here]
    for position, each in enumerate(parts, start=1):
        each.position = position
    QuizPart.objects.bulk_update(parts, ["position"])


@transaction.atomic
def remove_part(part: QuizPart) -> None:
    """Ask it no longer in this quiz. The question stays in its bank."""
    Quiz.objects.select_for_update(no_key=True).get(pk=part.quiz_id)
    quiz, position = part.quiz_id, part.position
    part.delete()
    QuizPart.objects.filter(quiz=quiz, position__gt=position).update(position=F("position") - 1)


def retire_quiz(quiz: Quiz) -> None:
    """Nobody begins it any more; attempts under way go on. Safe to repeat."""
    Quiz.objects.filter(pk=quiz.pk, retired_at=None).update(retired_at=timezone.now())
    needs_changed.send(sender=Course, course_id=quiz.course_id)


def bring_back_quiz(quiz: Quiz) -> None:
    Quiz.objects.filter(pk=quiz.pk).update(retired_at=None)
    needs_changed.send(sender=Course, course_id=quiz.course_id)


def _last(quiz: Quiz) -> int:
    return int(quiz.parts.aggregate(last=Max("position"))["last"] or 0)
