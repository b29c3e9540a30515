"""What a course asks of those who would complete it.

A course may say it step by step. One that does not is completed as it always was: by the share of the hours
held; or, where people learn on their own, by every lesson, quiz and package that is needed. Whoever has
completed a course keeps the rule under which they did: it was written down in their ``Conclusion``.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language

from courses.models import Conclusion, Course, Enrolment, Package, Quiz, Requirement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Kind = Requirement.Kind
HOURS = frozenset({Kind.HELD_SHARE, Kind.PLANNED_SHARE})
"""Counted when the last list is handed in; nothing one does at home changes them."""
ONLY_FORWARD = frozenset({Kind.LESSONS, Kind.QUIZ, Kind.PACKAGE})
"""What was learnt once stays learnt, also when the course grows afterwards."""


@dataclass(frozen=True)
class Asked:
    """One step as it is asked. ``requirement`` is none where the course says nothing step by step."""

    kind: str
    requirement: int | None = None
    quiz: int | None = None
    package: int | None = None
    share: Decimal | None = None
    minutes: int | None = None
    words: dict[str, str] = field(default_factory=dict)
    was_met: bool = False

    @classmethod
    def by(cls, requirement: Requirement) -> Asked:
        words = {code: getattr(requirement, f"words_{code}") or "" for code, _name in settings.LANGUAGES}
        return cls(
            kind=requirement.kind,
            requirement=requirement.pk,
            quiz=requirement.quiz_id,
            package=requirement.package_id,
            share=requirement.share,
            minutes=requirement.minutes,
            words={code: said for code, said in words.items() if said},
        )

    @classmethod
    def thaw(cls, kept: dict[str, Any]) -> Asked:
        share = kept.get("share")
        return cls(**{**kept, "share": None if share is None else Decimal(share)})

    def freeze(self, *, is_met: bool) -> dict[str, Any]:
        share = None if self.share is None else str(self.share)
        return asdict(replace(self, was_met=is_met)) | {"share": share}

    @property
    def said(self) -> str:
        """The words of the editor in the reader's language, or in one that has them."""
        own = self.words.get(get_language() or "")
        return own or next((self.words[code] for code in ("pl", "en", "uk") if code in self.words), "")


@dataclass(frozen=True)
class Rule:
    """The steps, and whether all of them are needed or any one will do."""

    completion: str
    asked: tuple[Asked, ...]

    @property
    def kinds(self) -> set[str]:
        return {each.kind for each in self.asked}

    def is_met_by(self, met: Iterable[bool]) -> bool:
        """A rule without steps is met by nobody: nothing to learn is nothing completed."""
        found = list(met)
        if self.completion == Course.Completion.ANY:
            return any(found)
        return bool(found) and all(found)

    def can_still_be_met(self, met: Iterable[bool]) -> bool:
        """Whether somebody whose run is over can get there by what is not counted in its hours."""
        open_steps = [each for each, is_met in zip(self.asked, met, strict=True) if not is_met]
        if self.completion == Course.Completion.ANY:
            return any(each.kind not in HOURS for each in open_steps)
        return bool(open_steps) and all(each.kind not in HOURS for each in open_steps)


def rule_for(enrolment: Enrolment) -> Rule:
    """The rule this person is held to: the one they have met before, or that of the course today."""
    kept = Conclusion.objects.filter(enrolment=enrolment).first()
    if kept:
        return Rule(kept.completion, tuple(Asked.thaw(step) for step in kept.steps))
    if enrolment.result == Enrolment.Result.COMPLETED:
        return of_hours(enrolment.course)  # completed before rules were written step by step
    return rule_of(enrolment.course)


def rule_of(course: Course) -> Rule:
    """What the course asks today. A quiz or package that is out of use is asked of nobody."""
    asked = course.requirements.exclude(quiz__retired_at__isnull=False)
    asked = asked.exclude(package__retired_at__isnull=False)
    steps = tuple(Asked.by(requirement) for requirement in asked)
    if steps:
        return Rule(course.completion, steps)
    return of_own_pace(course) if course.form == Course.Form.SELF_PACED else of_hours(course)


def of_hours(course: Course) -> Rule:
    return Rule(Course.Completion.ALL, (Asked(Kind.HELD_SHARE, share=course.required_share),))


def of_own_pace(course: Course) -> Rule:
    """Everything the course marks as needed."""
    steps = []
    if course.lessons.required().exists():
        steps.append(Asked(Kind.LESSONS))
    needed = {"course": course, "is_required": True, "retired_at": None}
    quizzes = Quiz.objects.filter(**needed, purpose=Quiz.Purpose.QUIZ).order_by("position", "pk")
    packages = Package.objects.filter(**needed).order_by("pk")
    steps += [Asked(Kind.QUIZ, quiz=pk) for pk in quizzes.values_list("pk", flat=True)]
    steps += [Asked(Kind.PACKAGE, package=pk) for pk in packages.values_list("pk", flat=True)]
    return Rule(Course.Completion.ALL, tuple(steps))


def courses_with_work(ids: Collection[int]) -> set[int]:
    """Those among the courses that ask for something besides hours of meetings. One query."""
    asked = Requirement.objects.filter(course__in=ids).exclude(kind__in=HOURS)
    return set(asked.order_by().values_list("course", flat=True))
