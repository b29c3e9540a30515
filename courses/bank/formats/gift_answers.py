"""What stands between the curly brackets of GIFT, kind by kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.bank.cleaning import in_one_line
from courses.bank.formats import gift_marks as marks
from courses.bank.formats.shape import (
    NOTHING,
    WHOLE,
    Answer,
    Choice,
    Gap,
    Pair,
    Unreadable,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from courses.bank.formats.shape import ReadQuestion

TRUTH = re.compile(r"^(T|TRUE|F|FALSE)\s*(?:#(.*))?$", re.IGNORECASE | re.DOTALL)
ORDERING = re.compile(
    r"^>\s*\d+\s*(?:ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG)?\s*"
    r"(?:HORIZONTAL|HORI|H|1|VERTICAL|VERT|V|0)?\s*"
    r"(?:ALL_OR_NOTHING|ABSOLUTE_POSITION|ABSOLUTE|ABS|RELATIVE\w*|REL|LONGEST_\w+)?\s*"
    r"(?:SHOW|TRUE|YES|1|HIDE|FALSE|NO|0)?[ \t]*\n"
)
ANSWER = re.compile(r"([=~])([^=~]*)")
ARROW = "->"
MOST_ANSWERS = 500
"""Of one question in a file. What a question may keep is asked when it is taken; this ends a flood."""
RANGE = ".."


def take_about(inside: str) -> tuple[str, str]:
    """The answers, and what four hashes say to everybody."""
    answers, _signs, about = inside.partition("####")
    return answers.strip(), about.strip()


def kind_of(answers: str, *, is_within: bool) -> str:
    if not answers:
        raise Unreadable(_("This asks for an essay, which is not among the kinds of question here."))
    if answers.startswith("#"):
        return "number"
    if ORDERING.match(answers):
        return "ordering"
    if TRUTH.match(answers):
        return "true_false"
    if answers[0] not in "=~":
        raise Unreadable(
            _("Answers begin with = or ~, with T or F, or with # for a number; here stands “%(start)s”.")
            % {"start": marks.show(answers)[:20]}
        )
    found = ANSWER.findall(answers)
    if len(found) > MOST_ANSWERS:
        raise Unreadable(_("The file is nested deeper or longer than any list of questions."))
    if all(sign == "=" and ARROW in text for sign, text in found):
        return "matching"
    if all(sign == "=" for sign, _text in found):
        return "gap" if is_within else "short_text"
    return "single" if any(sign == "=" for sign, _text in found) else "multiple"


def _choices(question: ReadQuestion, answers: str, form: str) -> None:
    for sign, text in ANSWER.findall(answers):
        share, rest = marks.weighed(text)
        said, feedback = marks.with_feedback(rest)
        if share is None:
            share = WHOLE if sign == "=" else NOTHING
        html = marks.words(said, form)[0]
        if not html:
            raise Unreadable(_("A choice is empty."))
        question.choices.append(Choice(html, share, marks.words(feedback, form)[0]))


def _truth(question: ReadQuestion, answers: str, form: str) -> None:
    """The first remark is for whoever was wrong, the second for whoever was right."""
    told = TRUTH.match(answers)
    said = (told[2] or "") if told else ""
    question.is_true = answers[:1].upper() == "T"
    wrong, _sign, right = said.partition("#")
    question.wrong, question.right = marks.words(wrong, form)[0], marks.words(right, form)[0]


def _short_text(question: ReadQuestion, answers: str, form: str) -> None:
    question.answers = _typed(answers, form)


def _gap(question: ReadQuestion, answers: str, form: str) -> None:
    question.gaps = [Gap(_typed(answers, form))]


def _typed(answers: str, form: str) -> list[Answer]:
    found = []
    for _sign, text in ANSWER.findall(answers):
        share, rest = marks.weighed(text)
        said, feedback = marks.with_feedback(rest)
        if not said:
            raise Unreadable(_("An answer is empty."))
        words = marks.show(said).strip()
        found.append(Answer(words, WHOLE if share is None else share, marks.words(feedback, form)[0]))
    return found


def _matching(question: ReadQuestion, answers: str, form: str) -> None:
    for _sign, text in ANSWER.findall(answers):
        left, _arrow, right = text.partition(ARROW)
        words = in_one_line(marks.words(right, form)[0])
        if not words:
            raise Unreadable(_("In a pair, the part after -> is empty."))
        if left.strip():
            question.pairs.append(Pair(marks.words(left, form)[0], words))
        else:
            question.lures.append(words)
    if len(question.pairs) < 2:
        raise Unreadable(_("Matching needs at least two pairs."))


def _ordering(question: ReadQuestion, answers: str, form: str) -> None:
    head = ORDERING.match(answers)
    question.is_whole = bool(head and "ALL_OR_NOTHING" in head[0])
    lines = ORDERING.sub("", answers, count=1).split("\n")
    question.choices = [Choice(marks.words(line, form)[0]) for line in lines if line.strip()]
    if len(question.choices) < 2:
        raise Unreadable(_("There are fewer than two things to put in order."))


def _number(question: ReadQuestion, answers: str, form: str) -> None:
    typed = answers[1:].strip()
    parts = ANSWER.findall(typed) if typed.startswith(("=", "~")) else [("=", typed)]
    for sign, text in parts:
        share, rest = marks.weighed(text)
        said, feedback = marks.with_feedback(rest)
        remark = marks.words(feedback, form)[0]
        if sign == "~":
            question.wrong = remark
            continue
        question.answers.append(_numeric(said, remark))
        question.answers[-1].share = WHOLE if share is None else share


def _numeric(said: str, remark: str) -> Answer:
    """``3.14:0.01`` is a number and how far off it may be, ``1..5`` is a span."""
    if RANGE in said:
        low, high = (marks.number(part) for part in said.split(RANGE, 1))
        if low > high:
            raise Unreadable(
                _("In the span “%(span)s” the first number is the greater one.") % {"span": said}
            )
        return Answer(format((low + high) / 2, "f"), feedback=remark, tolerance=(high - low) / 2)
    value, _sign, off = said.partition(":")
    tolerance = marks.number(off) if off.strip() else NOTHING
    if tolerance < 0:
        raise Unreadable(_("A number cannot be off by less than nothing."))
    return Answer(format(marks.number(value), "f"), feedback=remark, tolerance=tolerance)


BY_KIND: dict[str, Callable[[ReadQuestion, str, str], None]] = {
    "single": _choices,
    "multiple": _choices,
    "true_false": _truth,
    "short_text": _short_text,
    "gap": _gap,
    "matching": _matching,
    "ordering": _ordering,
    "number": _number,
}
