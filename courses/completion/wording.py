"""A rule in the reader's words: what each step asks, and how far somebody has come with it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from courses.completion.rule import Kind
from courses.models import Decision

if TYPE_CHECKING:
    from courses.completion.learnt import Learnt
    from courses.completion.rule import Asked

Words = Callable[["Asked", "Learnt"], str]


def in_hours(minutes: int) -> str:
    """Time as a clock counts it: "4 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    parts = [_("%(hours)d h") % {"hours": hours}] if hours else []
    if rest or not hours:
        parts.append(_("%(minutes)d min") % {"minutes": rest})
    return " ".join(parts)


def percent(share: Decimal) -> int:
    return int((share * 100).to_integral_value(ROUND_HALF_UP))


def words_of(asked: Asked, learnt: Learnt) -> str:
    """What the step asks, as an instruction."""
    return _ASKS[asked.kind](asked, learnt)


def told_of(asked: Asked, learnt: Learnt) -> str:
    """How far somebody has come; nothing where there is nothing to say."""
    return _TELLS[asked.kind](asked, learnt)


def _ask_quiz(asked: Asked, learnt: Learnt) -> str:
    quiz = learnt.quizzes.get(asked.quiz or 0)
    title = quiz.title if quiz else ""
    if quiz and quiz.is_questionnaire:
        return _("Fill in “%(title)s”") % {"title": title}
    share = percent(learnt.share_needed(asked))
    return _("Pass “%(title)s” with at least %(share)d%%") % {"title": title, "share": share}


def _ask_package(asked: Asked, learnt: Learnt) -> str:
    package = learnt.packages.get(asked.package or 0)
    return _("Work through “%(title)s”") % {"title": package.title if package else ""}


def _ask_planned(asked: Asked, learnt: Learnt) -> str:
    needed = learnt.share_needed(asked) * learnt.course_minutes
    return _("Take part in at least %(needed)s of the %(planned)s that the course has") % {
        "needed": in_hours(int(needed.to_integral_value(ROUND_HALF_UP))),
        "planned": in_hours(learnt.course_minutes),
    }


def _tell_lessons(_asked: Asked, learnt: Learnt) -> str:
    total = len(learnt.needed_lessons)
    if not total:
        return _("The lessons are not ready yet.")
    return ngettext("%(done)d of %(total)d lesson", "%(done)d of %(total)d lessons", total) % {
        "done": total - learnt.lessons_left,
        "total": total,
    }


def _tell_quiz(asked: Asked, learnt: Learnt) -> str:
    quiz = learnt.quizzes.get(asked.quiz or 0)
    if quiz is None or quiz.is_questionnaire:
        return ""
    if asked.quiz not in learnt.shares:
        return _("Not tried yet")
    return _("Your best result: %(share)d%%") % {"share": percent(learnt.shares[asked.quiz])}


def _tell_hours(asked: Asked, learnt: Learnt) -> str:
    enrolment = learnt.enrolment
    if not enrolment.planned_minutes:
        return _("We count it after the last meeting.")
    planned = enrolment.planned_minutes if asked.kind == Kind.HELD_SHARE else learnt.course_minutes
    return _("You were there for %(earned)s of %(planned)s.") % {
        "earned": in_hours(enrolment.earned_minutes),
        "planned": in_hours(planned),
    }


def _tell_practice(_asked: Asked, learnt: Learnt) -> str:
    told = _("Confirmed: %(minutes)s") % {"minutes": in_hours(learnt.practised)}
    if not learnt.diary_waiting:
        return told
    waiting = _("waiting for a supervisor: %(minutes)s") % {"minutes": in_hours(learnt.diary_waiting)}
    return f"{told}, {waiting}"


def _tell_file(asked: Asked, learnt: Learnt) -> str:
    told = {
        Decision.WAITING: _("Handed in; somebody will read it soon."),
        Decision.SENT_BACK: _("Something is missing. Read the answer and hand it in once more."),
        Decision.ACCEPTED: pgettext("a piece of work", "Accepted"),
    }
    return next(
        (words for kind, words in told.items() if kind == learnt.files.get(asked.requirement or 0)), ""
    )


def _nothing(_asked: Asked, _learnt: Learnt) -> str:
    return ""


_ASKS: dict[str, Words] = {
    Kind.LESSONS: lambda _asked, _learnt: _("Read every lesson"),
    Kind.QUIZ: _ask_quiz,
    Kind.PACKAGE: _ask_package,
    Kind.HELD_SHARE: lambda asked, learnt: (
        _("Be there for at least %(share)d%% of the meetings’ time")
        % {"share": percent(learnt.share_needed(asked))}
    ),
    Kind.PLANNED_SHARE: _ask_planned,
    Kind.PRACTICE_HOURS: lambda asked, _learnt: (
        _("Practise for %(time)s and have it confirmed") % {"time": in_hours(asked.minutes or 0)}
    ),
    Kind.TRAINERS_WORD: lambda asked, _learnt: asked.said or _("Your trainer says that you can do it"),
    Kind.FILE: lambda asked, _learnt: asked.said or _("Hand in a file"),
}
_TELLS: dict[str, Words] = {
    Kind.LESSONS: _tell_lessons,
    Kind.QUIZ: _tell_quiz,
    Kind.PACKAGE: _nothing,
    Kind.HELD_SHARE: _tell_hours,
    Kind.PLANNED_SHARE: _tell_hours,
    Kind.PRACTICE_HOURS: _tell_practice,
    Kind.TRAINERS_WORD: _nothing,
    Kind.FILE: _tell_file,
}
