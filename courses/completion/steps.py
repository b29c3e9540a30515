"""The checklist: the rule of a course, step by step, as the learner sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from courses.completion.learnt import Learnt
from courses.completion.rule import Kind, Rule, rule_for
from courses.completion.wording import told_of, words_of
from courses.models import Course, Decision, Enrolment, Requirement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from courses.completion.rule import Asked


@dataclass(frozen=True)
class Step:
    """``told`` says how far one has come; ``url`` is where to go on, empty where nothing can be pressed."""

    kind: str
    words: str
    is_met: bool
    told: str = ""
    url: str = ""
    url_label: str = ""
    is_choice: bool = False
    """Whether any one of the steps will do."""


def checklist(enrolment: Enrolment, *, has_links: bool = True) -> list[Step]:
    """What the course asks of this person, and what of it is done. A fixed number of queries.

    The pages it links to are the learner's own; whoever supervises them reads it without links.
    """
    rule = rule_for(enrolment)
    learnt = Learnt.of(enrolment, rule=rule)
    met = [learnt.has(asked) for asked in rule.asked]
    is_over = enrolment.result in {Enrolment.Result.COMPLETED, Enrolment.Result.WITHDRAWN}
    addresses = {} if is_over or not has_links else _Addresses(enrolment, rule, learnt).by_step()
    is_choice = rule.completion == Course.Completion.ANY and len(rule.asked) > 1
    return [
        Step(
            kind=asked.kind,
            words=words_of(asked, learnt),
            is_met=is_met,
            told=told_of(asked, learnt),
            url="" if is_met else addresses.get(number, ("", ""))[0],
            url_label="" if is_met else addresses.get(number, ("", ""))[1],
            is_choice=is_choice,
        )
        for number, (asked, is_met) in enumerate(zip(rule.asked, met, strict=True))
    ]


@dataclass(frozen=True)
class _Addresses:
    """Where each step is done, with the words on its link."""

    enrolment: Enrolment
    rule: Rule
    learnt: Learnt

    def by_step(self) -> dict[int, tuple[str, str]]:
        files = {
            asked.requirement for asked in self.rule.asked if asked.requirement and asked.kind == Kind.FILE
        }
        uuids = dict(Requirement.objects.filter(pk__in=files).values_list("pk", "uuid")) if files else {}
        found = {}
        for number, asked in enumerate(self.rule.asked):
            url, label = self._of(asked, uuids)
            if url:
                found[number] = (url, label)
        return found

    def _of(self, asked: Asked, requirements: Mapping[int, object]) -> tuple[str, str]:
        own = self.enrolment.uuid
        if asked.kind == Kind.PRACTICE_HOURS:
            return reverse("learn:diary", args=[own]), _("Open the diary")
        if asked.kind == Kind.FILE and asked.requirement and asked.requirement in requirements:
            is_handed_in = self.learnt.files.get(asked.requirement) == Decision.WAITING
            label = _("Open") if is_handed_in else _("Hand it in")
            return reverse("learn:file", args=[own, requirements[asked.requirement]]), label
        if asked.kind == Kind.QUIZ and (quiz := self.learnt.quizzes.get(asked.quiz or 0)):
            return _reversed("learn:quiz", own, quiz.uuid), _("Open the quiz")
        if asked.kind == Kind.PACKAGE and (package := self.learnt.packages.get(asked.package or 0)):
            return _reversed("learn:package", own, package.uuid), _("Open")
        return "", ""


def _reversed(name: str, *args: object) -> str:
    """Quizzes and packages have their own addresses; without one there is nothing to press."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
