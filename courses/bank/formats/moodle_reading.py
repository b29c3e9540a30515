"""Moodle XML as Moodle and its friends write it, element by element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.bank.cleaning import in_one_line
from courses.bank.formats.gift_reading import topic_of
from courses.bank.formats.moodle_kinds import BY_TYPE
from courses.bank.formats.moodle_marks import words
from courses.bank.formats.shape import Reading, ReadQuestion, Remark, Unreadable
from courses.bank.formats.xml_tree import read_tree

if TYPE_CHECKING:
    from courses.bank.formats.xml_tree import Element

NO_QUESTIONS = {
    "essay": gettext_lazy(
        "An essay has no place here: it is read by a person, and quizzes are graded at once."
    ),
    "description": gettext_lazy("This is a text without a question."),
}


def read(content: bytes, *, encoding: str = "") -> Reading:
    tree = read_tree(content, encoding=encoding)
    reading = Reading(encoding=tree.encoding)
    if tree.warning:
        reading.remarks.append(Remark(tree.warned_line, tree.warning))
    if tree.root is not None and tree.root.name == "quiz":
        _read_all(tree.root, reading)
    elif tree.root is not None:
        told = _("Moodle XML begins with <quiz>; this file begins with <%(name)s>.")
        reading.refuse(tree.root.line, told % {"name": tree.root.name[:40]})
    if tree.broken:
        reading.refuse(tree.broken.line, str(tree.broken))
    return reading


def _read_all(root: Element, reading: Reading) -> None:
    topic = ""
    for element in root:
        kind = element.get("type")
        if element.name != "question" or not kind:
            told = _("<%(name)s> is no question of Moodle XML.") % {"name": element.name[:40]}
            reading.refuse(element.line, told)
        elif kind == "category":
            topic = topic_of(element.text_of("category", "text"))
        else:
            _take(element, topic, reading)


def _take(element: Element, topic: str, reading: Reading) -> None:
    kind, name = element.get("type"), element.text_of("name", "text")
    called = f'<question type="{kind[:30]}">{f" {name}" if name else ""}'[:120]
    try:
        if not element.is_whole:
            raise Unreadable(_("This question is cut off before its end."))
        reading.questions.append(_question(element, kind, name, topic))
    except Unreadable as error:
        reading.refuse(error.line or element.line, str(error), what=called)


def _question(element: Element, kind: str, name: str, topic: str) -> ReadQuestion:
    if kind in NO_QUESTIONS:
        raise Unreadable(str(NO_QUESTIONS[kind]))
    if kind not in BY_TYPE:
        raise Unreadable(_("Questions of the type “%(kind)s” have no place here.") % {"kind": kind[:30]})
    question = ReadQuestion(
        kind="",
        stem="",
        line=element.line,
        name=name,
        identifier=element.text_of("idnumber"),
        topic=topic,
    )
    question.stem = words(element.child("questiontext"), question)
    question.about = words(element.child("generalfeedback"), question)
    question.right = words(element.child("correctfeedback"), question)
    question.wrong = words(element.child("incorrectfeedback"), question)
    BY_TYPE[kind](element, question)
    _tell_what_stays_behind(element, question)
    if not in_one_line(question.stem) and "<img" not in question.stem:
        raise Unreadable(_("The question itself is missing: its text is empty."))
    return question


def _tell_what_stays_behind(element: Element, question: ReadQuestion) -> None:
    left = {
        "hint": _("Hints between two tries were left out."),
    }
    for name, told in left.items():
        found = next((each for each in element.all(name) if each.text.strip()), None)
        if found is not None:
            question.remarks.append(Remark(found.line, told))
    half = element.child("partiallycorrectfeedback")
    if half is not None and half.text.strip():
        told = _("What is said to those who were partly right was left out.")
        question.remarks.append(Remark(half.line, told))
