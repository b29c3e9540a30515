"""What somebody has done of what a rule asks, read in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Q, Sum

from courses.completion.rule import ONLY_FORWARD, Kind
from courses.lessons.progress import lessons_done
from courses.models import Decision, Enrolment, Package, Quiz
from courses.packages.results import finished
from courses.quizzes.results import best_shares

if TYPE_CHECKING:
    from collections.abc import Callable

    from courses.completion.rule import Asked, Rule
    from courses.models import Course


@dataclass
class Learnt:
    """Minutes are minutes of real time. What the rule does not ask for is not read."""

    enrolment: Enrolment
    needed_lessons: set[int] = field(default_factory=set)
    lessons: set[int] = field(default_factory=set)
    quizzes: dict[int, Quiz] = field(default_factory=dict)
    shares: dict[int, Decimal] = field(default_factory=dict)
    packages: dict[int, Package] = field(default_factory=dict)
    finished: set[int] = field(default_factory=set)
    diary_minutes: int = 0
    diary_waiting: int = 0
    has_word: bool = False
    files: dict[int, str] = field(default_factory=dict)
    """By requirement, what was decided of the file that counts most: accepted, else the newest."""

    @classmethod
    def of(cls, enrolment: Enrolment, *, rule: Rule) -> Learnt:
        learnt, kinds = cls(enrolment), rule.kinds
        for kind, read in _READERS.items():
            if kind in kinds:
                read(learnt, rule)
        return learnt

    @classmethod
    def about(cls, course: Course, *, rule: Rule) -> Learnt:
        """Of nobody yet: what there is to learn, to put a rule into words."""
        quizzes = Quiz.objects.in_bulk([each.quiz for each in rule.asked if each.quiz])
        packages = Package.objects.in_bulk([each.package for each in rule.asked if each.package])
        return cls(Enrolment(course=course), quizzes=quizzes, packages=packages)

    @property
    def practised(self) -> int:
        """Practice at meetings, and what a supervisor has confirmed."""
        return self.enrolment.practice_minutes + self.diary_minutes

    @property
    def course_minutes(self) -> int:
        """What the course itself plans, however much of it a run has held."""
        return self.enrolment.course.hours * self.enrolment.course.minutes_in_hour

    @property
    def lessons_left(self) -> int:
        return len(self.needed_lessons - self.lessons)

    def share_needed(self, asked: Asked) -> Decimal:
        if asked.share is not None:
            return asked.share
        quiz = self.quizzes.get(asked.quiz or 0)
        return quiz.pass_share if quiz and not quiz.is_questionnaire else Decimal(1)

    def has(self, asked: Asked) -> bool:
        """Whether the step is done. Nothing planned is nothing done."""
        if asked.was_met and asked.kind in ONLY_FORWARD:
            return True
        return _MET[Kind(asked.kind)](self, asked)


def is_share_met(share: Decimal, *, earned_minutes: int, planned_minutes: int) -> bool:
    return planned_minutes > 0 and Decimal(earned_minutes) >= share * planned_minutes


def _read_lessons(learnt: Learnt, _rule: Rule) -> None:
    enrolment = learnt.enrolment
    learnt.needed_lessons = set(enrolment.course.lessons.required().values_list("pk", flat=True))
    learnt.lessons = set(lessons_done([enrolment]).get(enrolment.pk, ()))


def _read_quizzes(learnt: Learnt, rule: Rule) -> None:
    learnt.quizzes = Quiz.objects.in_bulk([each.quiz for each in rule.asked if each.quiz])
    learnt.shares = dict(best_shares([learnt.enrolment]).get(learnt.enrolment.pk, {}))


def _read_packages(learnt: Learnt, rule: Rule) -> None:
    learnt.packages = Package.objects.in_bulk([each.package for each in rule.asked if each.package])
    learnt.finished = set(finished([learnt.enrolment]).get(learnt.enrolment.pk, ()))


def _read_diary(learnt: Learnt, _rule: Rule) -> None:
    entries = learnt.enrolment.diary_entries.aggregate(
        confirmed=Sum("minutes", filter=Q(decision=Decision.ACCEPTED)),
        waiting=Sum("minutes", filter=Q(decision=Decision.WAITING)),
    )
    learnt.diary_minutes, learnt.diary_waiting = entries["confirmed"] or 0, entries["waiting"] or 0


def _read_word(learnt: Learnt, _rule: Rule) -> None:
    learnt.has_word = learnt.enrolment.trainers_words.filter(taken_back_at=None).exists()


def _read_files(learnt: Learnt, _rule: Rule) -> None:
    rows = learnt.enrolment.handed_in.exclude(requirement=None).order_by("handed_in_at", "pk")
    for requirement, decision in rows.values_list("requirement", "decision"):
        if learnt.files.get(requirement) != Decision.ACCEPTED:
            learnt.files[requirement] = decision


def _share_of_held(learnt: Learnt, asked: Asked) -> bool:
    enrolment = learnt.enrolment
    return is_share_met(
        learnt.share_needed(asked),
        earned_minutes=enrolment.earned_minutes,
        planned_minutes=enrolment.planned_minutes,
    )


def _share_of_planned(learnt: Learnt, asked: Asked) -> bool:
    return is_share_met(
        learnt.share_needed(asked),
        earned_minutes=learnt.enrolment.earned_minutes,
        planned_minutes=learnt.course_minutes,
    )


_READERS = {
    Kind.LESSONS: _read_lessons,
    Kind.QUIZ: _read_quizzes,
    Kind.PACKAGE: _read_packages,
    Kind.PRACTICE_HOURS: _read_diary,
    Kind.TRAINERS_WORD: _read_word,
    Kind.FILE: _read_files,
}
_MET: dict[Kind, Callable[[Learnt, Asked], bool]] = {
    Kind.LESSONS: lambda learnt, _asked: bool(learnt.needed_lessons) and not learnt.lessons_left,
    Kind.QUIZ: lambda learnt, asked: (
        asked.quiz in learnt.shares and learnt.shares[asked.quiz] >= learnt.share_needed(asked)
    ),
    Kind.PACKAGE: lambda learnt, asked: asked.package in learnt.finished,
    Kind.HELD_SHARE: _share_of_held,
    Kind.PLANNED_SHARE: _share_of_planned,
    Kind.PRACTICE_HOURS: lambda learnt, asked: learnt.practised >= (asked.minutes or 0),
    Kind.TRAINERS_WORD: lambda learnt, _asked: learnt.has_word,
    Kind.FILE: lambda learnt, asked: learnt.files.get(asked.requirement or 0) == Decision.ACCEPTED,
}
