"""A quiz as one learner meets it: where they stand, what they may do, what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.models import Attempt, Enrolment, Quiz
from courses.quizzes.attempts import close_if_over
from courses.quizzes.feedback import due
from courses.quizzes.kinds import KINDS
from courses.quizzes.limits import Limits
from courses.quizzes.showing import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict


@dataclass(frozen=True)
class Taking:
    """One quiz and one enrolment, from the first look to the last result."""

    enrolment: Enrolment
    quiz: Quiz

    @property
    def is_confidential(self) -> bool:
        return self.enrolment.course.is_confidential

    @property
    def course_title(self) -> str:
        """Its name on a screen that somebody else may see."""
        return _("Your course") if self.is_confidential else str(self.enrolment.course.title)

    @cached_property
    def limits(self) -> Limits:
        return Limits.of(self.quiz, self.enrolment)

    @cached_property
    def attempts(self) -> list[Attempt]:
        """Oldest first. One whose time is over is graded as it is read."""
        found = list(Attempt.objects.filter(quiz=self.quiz, enrolment=self.enrolment).order_by("number"))
        now = timezone.now()
        for attempt in found:
            attempt.quiz = self.quiz
            if attempt.is_open and self.limits.is_over(attempt, now) and close_if_over(attempt):
                attempt.refresh_from_db(fields=["submitted_at", "score", "is_passed"])
        return found

    @property
    def under_way(self) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.is_open), None)

    @property
    def sent(self) -> list[Attempt]:
        return [attempt for attempt in self.attempts if not attempt.is_open]

    @property
    def best(self) -> Attempt | None:
        return max(self.sent, key=lambda attempt: attempt.share or 0, default=None)

    @property
    def attempts_left(self) -> int | None:
        """None where one may try as often as one likes."""
        return None if self.limits.attempts is None else max(self.limits.attempts - len(self.attempts), 0)

    @property
    def may_begin(self) -> bool:
        is_open = self.quiz.retired_at is None and self.enrolment.result != Enrolment.Result.WITHDRAWN
        return is_open and self.under_way is None and self.attempts_left != 0

    @property
    def is_passed(self) -> bool:
        return any(attempt.is_passed for attempt in self.sent)

    @property
    def is_one_by_one(self) -> bool:
        """Anonymous answers stay on the page until they are sent: nothing of them is kept under a name."""
        if self.under_way.is_anonymous if self.under_way else self.quiz.is_anonymous:
            return False
        return self.quiz.layout == Quiz.Layout.ONE or self.checks_each

    @property
    def checks_each(self) -> bool:
        return self.quiz.feedback_when == Quiz.FeedbackWhen.EACH and not self.quiz.is_questionnaire

    def address(self, name: str = "", *args: Any) -> str:
        route = f"learn:quiz_{name}" if name else "learn:quiz"
        return reverse(route, args=[self.enrolment.uuid, self.quiz.uuid, *args])

    def attempt(self, number: int) -> Attempt | None:
        return next((attempt for attempt in self.attempts if attempt.number == number), None)

    def shown(
        self, attempt: Attempt, position: int | None = None, *, typed: Mapping[int, Any] | None = None
    ) -> list[Shown]:
        """The questions of an attempt, or the one at a position. ``typed``: answers that are not saved."""
        items = attempt.items.select_related("version")
        if position is not None:
            items = items.filter(position=position)
        if typed is not None:
            for item in items:
                version = item.version
                item.response = KINDS[version.kind].tidy(version.words(), typed.get(item.position))
        return [
            Shown(
                item,
                due=due(attempt, item, may_try_again=self.may_begin),
                is_open=attempt.is_open,
                picture_path=lambda uuid: self.address("picture", uuid),
            )
            for item in items
        ]


def read_form(shown: list[Shown], posted: QueryDict) -> dict[int, Any]:
    """What a page sent, by position. Questions that were not on the page are not in it."""
    there = {text for text in posted.getlist("position") if text.isascii() and text.isdecimal()}
    lists = dict(posted.lists())
    return {
        one.number: KINDS[one.kind].read(lists, one.name, one.item.shown_order)
        for one in shown
        if str(one.number) in there and one.is_asked
    }


def unread_in(shown: list[Shown], responses: Mapping[int, Any]) -> list[str]:
    """The fields among what a page sent that ask for a number and hold something else."""
    return [name for one in shown if one.number in responses for name in one.unread_in(responses[one.number])]
