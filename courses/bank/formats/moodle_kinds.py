"""The types of question of Moodle XML, and the kinds they become here."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.bank.cleaning import clean, in_one_line
from courses.bank.formats import moodle_marks as marks
from courses.bank.formats.cloze import read_cloze
from courses.bank.formats.shape import NOTHING, Answer, Choice, Gap, Pair, Remark, Unreadable

if TYPE_CHECKING:
    from collections.abc import Callable

    from courses.bank.formats.shape import ReadQuestion
    from courses.bank.formats.xml_tree import Element

YES = {"true", "1", "yes"}
PLACE = re.compile(r"\[\[(\d+)\]\]")


def _is_yes(element: Element, name: str) -> bool:
    return element.text_of(name).lower() in YES


def _multichoice(element: Element, question: ReadQuestion) -> None:
    question.kind = "multiple" if element.text_of("single").lower() in {"false", "0"} else "single"
    question.is_fixed = element.text_of("shuffleanswers").lower() in {"false", "0"}
    for answer in element.children("answer"):
        html = marks.words(answer, question)
        if not html:
            raise Unreadable(_("A choice is empty."), answer.line)
        feedback = marks.words(answer.child("feedback"), question)
        question.choices.append(Choice(html, marks.share(answer), feedback))


def _truefalse(element: Element, question: ReadQuestion) -> None:
    question.kind = "true_false"
    found: dict[bool, Element] = {}
    for answer in element.children("answer"):
        found[answer.text_of("text").lower() == "true"] = answer
    if set(found) != {True, False}:
        raise Unreadable(_("Both answers are needed: true and false."))
    shares = {told: marks.share(answer) for told, answer in found.items()}
    if (shares[True] > 0) == (shares[False] > 0):
        raise Unreadable(_("Exactly one of true and false must be right."))
    question.is_true = shares[True] > 0
    right, wrong = found[question.is_true], found[not question.is_true]
    question.right = marks.words(right.child("feedback"), question) or question.right
    question.wrong = marks.words(wrong.child("feedback"), question) or question.wrong


def _shortanswer(element: Element, question: ReadQuestion) -> None:
    question.kind = "short_text"
    question.is_case_sensitive = _is_yes(element, "usecase")
    for answer in element.children("answer"):
        typed = answer.text_of("text")
        share, feedback = marks.share(answer), marks.words(answer.child("feedback"), question)
        if share > 0:
            question.answers.append(Answer(typed, share, feedback))
        elif typed == "*":
            question.wrong = feedback or question.wrong
        elif feedback:
            told = _("What is said to the wrong answer “%(answer)s” was left out.") % {"answer": typed[:40]}
            question.remarks.append(Remark(answer.line, told))


def _numerical(element: Element, question: ReadQuestion) -> None:
    question.kind = "number"
    units = [unit.text_of("unit_name") for unit in element.all("unit")]
    question.unit = units[0] if units else ""
    if len(units) > 1:
        told = _("Of several units only the first was taken: %(unit)s.") % {"unit": units[0]}
        question.remarks.append(Remark(element.line, told))
    for answer in element.children("answer"):
        typed, share = answer.text_of("text"), marks.share(answer)
        feedback = marks.words(answer.child("feedback"), question)
        if typed == "*":
            question.wrong = feedback or question.wrong
            continue
        if share <= 0:
            continue
        value = format(marks.decimal_of(typed, answer.line), "f")
        off = abs(marks.decimal_of(answer.text_of("tolerance"), answer.line))
        question.answers.append(Answer(value, share, feedback, off))


def _matching(element: Element, question: ReadQuestion) -> None:
    question.kind = "matching"
    for pair in element.children("subquestion"):
        left = marks.words(pair, question)
        right = in_one_line(clean(pair.text_of("answer", "text")))
        if not right:
            raise Unreadable(_("In a pair, the words that belong to it are empty."), pair.line)
        if left:
            question.pairs.append(Pair(left, right))
        else:
            question.lures.append(right)


def _ordering(element: Element, question: ReadQuestion) -> None:
    question.kind = "ordering"
    for answer in element.children("answer"):
        question.choices.append(Choice(marks.words(answer, question)))
    question.is_whole = element.text_of("gradingtype") in {"ALL_OR_NOTHING", "-1"}
    count = element.text_of("selectcount")
    if element.text_of("selecttype").upper() not in {"", "ALL", "0"} and count.isdecimal():
        told = _("All things are put in order, not only %(count)s drawn from them.") % {"count": count}
        question.remarks.append(Remark(element.line, told))


def _cloze(element: Element, question: ReadQuestion) -> None:
    question.kind = "gap"
    question.stem = read_cloze(question, question.stem, element.line)


def _gapselect(element: Element, question: ReadQuestion) -> None:
    """Gaps named by the number of the words that belong there, in groups of what may be chosen."""
    question.kind = "gap"
    boxes = [*element.children("selectoption"), *element.children("dragbox")]
    texts = [in_one_line(clean(box.text_of("text"))) for box in boxes]
    groups = [box.text_of("group") for box in boxes]

    def take(found: re.Match[str]) -> str:
        number = int(found[1]) - 1
        if not 0 <= number < len(boxes):
            told = _("The gap %(gap)s has no words that belong to it.") % {"gap": found[0]}
            raise Unreadable(told, element.line)
        lures = [
            text
            for index, text in enumerate(texts)
            if groups[index] == groups[number] and text != texts[number]
        ]
        question.gaps.append(Gap([Answer(texts[number])], lures, kind="choice"))
        return f"[[{len(question.gaps)}]]"

    question.stem = PLACE.sub(take, question.stem)
    if not question.gaps:
        raise Unreadable(_("There is no gap in this text."), element.line)


def _checked(read: Callable[[Element, ReadQuestion], None]) -> Callable[[Element, ReadQuestion], None]:
    """Read it, then ask whether enough came of it."""

    def read_and_check(element: Element, question: ReadQuestion) -> None:
        read(element, question)
        if question.kind in {"single", "multiple"} and len(question.choices) < 2:
            raise Unreadable(_("There are fewer than two choices."))
        if question.kind == "ordering" and len(question.choices) < 2:
            raise Unreadable(_("There are fewer than two things to put in order."))
        if question.kind == "matching" and len(question.pairs) < 2:
            raise Unreadable(_("Matching needs at least two pairs."))
        if question.kind in {"short_text", "number"} and not any(
            answer.share > NOTHING for answer in question.answers
        ):
            raise Unreadable(_("No answer is right."))

    return read_and_check


BY_TYPE: dict[str, Callable[[Element, ReadQuestion], None]] = {
    "multichoice": _checked(_multichoice),
    "truefalse": _truefalse,
    "shortanswer": _checked(_shortanswer),
    "numerical": _checked(_numerical),
    "matching": _checked(_matching),
    "ddmatch": _checked(_matching),
    "ordering": _checked(_ordering),
    "cloze": _cloze,
    "multianswer": _cloze,
    "gapselect": _gapselect,
    "ddwtos": _gapselect,
}
