"""QTI 2.1: one item as XML, or a content package of many."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.bank.cleaning import in_one_line, pictures_in
from courses.bank.formats.qti_conditions import add_conditions
from courses.bank.formats.qti_gaps import Item
from courses.bank.formats.qti_kinds import ASKS, read_kind
from courses.bank.formats.qti_scores import declarations
from courses.bank.formats.qti_words import words
from courses.bank.formats.shape import Reading, ReadQuestion, Remark, Unreadable
from courses.bank.formats.xml_tree import read_tree

if TYPE_CHECKING:
    from courses.bank.formats.xml_tree import Element

RIGHT = re.compile(r"correct|right|true", re.IGNORECASE)
WRONG = re.compile(r"incorrect|wrong|false", re.IGNORECASE)


def read_item(
    content: bytes, reading: Reading, *, encoding: str = "", place: str = "", topic: str = ""
) -> None:
    """One file of a package, or a file that came alone. ``place`` is its name in the package."""
    tree = read_tree(content, encoding=encoding)
    reading.encoding = tree.encoding
    if tree.warning:
        reading.remarks.append(Remark(tree.warned_line, _in_place(tree.warning, place)))
    if tree.broken:
        reading.refuse(tree.broken.line, str(tree.broken), what=place)
        return
    if tree.root is None:
        return
    if tree.root.name != "assessmentItem":
        told = _("An item of QTI 2.1 begins with <assessmentItem>; this file begins with <%(name)s>.")
        reading.refuse(tree.root.line, told % {"name": tree.root.name[:40]}, what=place)
        return
    try:
        reading.questions.append(_question(tree.root, place, topic))
    except Unreadable as error:
        called = tree.root.get("title") or tree.root.get("identifier")
        reading.refuse(error.line or tree.root.line, str(error), what=" ".join([place, called]).strip()[:120])


def _in_place(told: str, place: str) -> str:
    return f"{place}: {told}" if place else told


def _question(item: Element, place: str, topic: str) -> ReadQuestion:
    body = item.child("itemBody")
    if body is None:
        raise Unreadable(_("The item has no <itemBody>, so it asks nothing."))
    question = ReadQuestion(
        kind="",
        stem="",
        line=item.line,
        place=place,
        name=item.get("title"),
        identifier=item.get("identifier"),
        topic=topic,
    )
    asks = list(body.all(*_interactions(body)))
    folder = place.rpartition("/")[0]
    declared = declarations(item)
    add_conditions(item, declared)
    read_kind(question, Item(item, body, asks, declared, folder))
    _feedback(question, item, folder)
    if not in_one_line(question.stem) and not pictures_in(question.stem):
        raise Unreadable(_("The question itself is missing: nothing is asked in words."), body.line)
    return question


def _interactions(body: Element) -> set[str]:
    """Names of what asks: all of them end alike, so that those we do not know are told too."""
    known = set(ASKS)

    def walk(element: Element) -> None:
        for each in element:
            if each.name.endswith("Interaction"):
                known.add(each.name)
            walk(each)

    walk(body)
    return known


def _feedback(question: ReadQuestion, item: Element, folder: str) -> None:
    """What is said afterwards; several things said to the same answer stand one below the other."""
    right, wrong, about = [], [], []
    for told in item.children("modalFeedback"):
        said, name = words(told.parts, question, folder=folder), told.get("identifier")
        if WRONG.search(name):
            wrong.append(said)
        elif RIGHT.search(name):
            right.append(said)
        else:
            about.append(said)
            remark = _("What is said afterwards under the name “%(name)s” is said here to everybody.")
            question.remarks.append(Remark(told.line, remark % {"name": name[:40]}))
    question.right, question.wrong, question.about = (_joined(said) for said in (right, wrong, about))


def _joined(said: list[str]) -> str:
    told = list(dict.fromkeys(each for each in said if each))
    if len(told) < 2:
        return "".join(told)
    return "".join(each if each.startswith("<p") else f"<p>{each}</p>" for each in told)
