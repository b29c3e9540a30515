"""Quizzes on pages of other rooms, and figures as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import template
from django.urls import reverse
from django.utils.formats import localize

from courses.models import Allowance, Attempt, Enrolment, Quiz

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from django.db.models import QuerySet

    from courses.completion import Step

register = template.Library()


@dataclass(frozen=True)
class Line:
    """One quiz of a learner, for those who look after them. Anonymous ones only count attempts."""

    quiz: Quiz
    sent: list[Attempt]
    allowance: Allowance | None

    @property
    def attempts(self) -> int:
        return len(self.sent)

    @property
    def best(self) -> Decimal | None:
        if self.quiz.is_questionnaire:
            return None
        return max((attempt.share for attempt in self.sent if attempt.share is not None), default=None)

    @property
    def is_passed(self) -> bool:
        return any(attempt.is_passed for attempt in self.sent)


@register.inclusion_tag("courses/quizzes/backoffice/of_learner.html")
def quizzes_of_learner(enrolment: Enrolment) -> dict[str, Any]:
    """For those who look after a learner: every quiz of the course, and what was allowed more."""
    allowances = {one.quiz_id: one for one in enrolment.quiz_allowances.select_related("by")}
    quizzes = Quiz.objects.filter(course=enrolment.course_id)
    return {"enrolment": enrolment, "lines": lines_of(enrolment, quizzes, allowances)}


@register.inclusion_tag("courses/quizzes/partials/of_mine.html")
def quizzes_of_mine(enrolment: Enrolment, steps: Iterable[Step]) -> dict[str, Any]:
    """For the learner: the quizzes and questionnaires that the checklist of the course does not name."""
    named = {step.url for step in steps}
    lines = [
        line
        for line in lines_of(enrolment, Quiz.objects.in_use().filter(course=enrolment.course_id), {})
        if reverse("learn:quiz", args=[enrolment.uuid, line.quiz.uuid]) not in named
    ]
    return {"enrolment": enrolment, "lines": lines}


def lines_of(enrolment: Enrolment, quizzes: QuerySet[Quiz], allowances: dict[int, Allowance]) -> list[Line]:
    sent = list(Attempt.objects.sent().filter(enrolment=enrolment))
    return [
        Line(quiz, [one for one in sent if one.quiz_id == quiz.pk], allowances.get(quiz.pk))
        for quiz in quizzes.order_by("position", "pk")
    ]


@register.filter
def percent(share: float | None) -> str:
    """0.5 is "50 %"; what is not told is a dash."""
    return "–" if share is None else f"{round(share * 100)} %"


@register.filter
def difference(share: float | None) -> str:
    """In points of a hundred, with its sign."""
    if share is None:
        return "–"
    points = round(share * 100)
    return f"{'+' if points > 0 else '−' if points < 0 else ''}{localize(abs(points))}"
