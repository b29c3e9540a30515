"""GIFT as other houses write it, read question by question, so that each slip is told by its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.bank.formats import gift_marks as marks
from courses.bank.formats.encodings import read_text
from courses.bank.formats.gift_answers import BY_KIND, kind_of, take_about
from courses.bank.formats.shape import Reading, ReadQuestion, Remark, Unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator

CATEGORY = re.compile(r"^\s*\$CATEGORY\s*:\s*(.*)$", re.IGNORECASE)
COMMENT = re.compile(r"^\s*//")
IDENTIFIER = re.compile(r"\[id:((?:[^\]\\]|\\.)*)\]")
LEFT_OUT = re.compile(r"<(?:img|audio|video|object|embed|iframe)\b", re.IGNORECASE)
AFTERTHOUGHT = re.compile(r"^\s*[.,;:!?]*\s*$")
"""A full stop after the brackets is no second half of a sentence."""
NAME = re.compile(r"^\s*::(.*?)::", re.DOTALL)


@dataclass
class Block:
    """The lines of one question, without comments; ``starts[i]`` is the line on which sign i stands."""

    line: int
    topic: str
    lines: list[tuple[int, str]] = field(default_factory=list)
    identifier: str = ""

    @property
    def text(self) -> str:
        return "\n".join(text for _number, text in self.lines)

    def line_of(self, sign: int) -> int:
        """The line in the file of a place in ``text``."""
        before = self.text.count("\n", 0, max(sign, 0))
        return self.lines[min(before, len(self.lines) - 1)][0]


def read(content: bytes, *, encoding: str = "") -> Reading:
    text = read_text(content, encoding=encoding)
    reading = Reading(encoding=text.encoding)
    if text.warning:
        reading.remarks.append(Remark(text.line, text.warning))
    for block in _blocks(text.lines):
        try:
            reading.questions.append(_question(block))
        except Unreadable as error:
            reading.refuse(error.line or block.line, str(error), what=_called(block))
    return reading


def _blocks(lines: list[str]) -> Iterator[Block]:
    """What stands between blank lines. A category holds until the next one."""
    topic, block, identifier = "", None, ""
    for number, line in enumerate([*lines, ""], start=1):
        if COMMENT.match(line):
            told = IDENTIFIER.search(line)
            identifier = re.sub(r"\\(.)", r"\1", told[1]) if told else identifier
        elif category := CATEGORY.match(line):
            topic = topic_of(category[1])
        elif line.strip():
            block = block or Block(number, topic, identifier=identifier)
            block.lines.append((number, line))
        elif block:
            yield block
            block, identifier = None, ""


def topic_of(path: str) -> str:
    """The last part of ``$course$/top/Rights``; "/" inside a name is doubled."""
    parts = path.strip().replace("//", "\0").split("/")
    named = [part.replace("\0", "/").strip() for part in parts if part.strip()]
    kept = [part for part in named if part != "top" and not re.fullmatch(r"\$\w+\$", part)]
    return kept[-1] if kept else ""


def _called(block: Block) -> str:
    name = NAME.match(block.text)
    return " ".join((name[1] if name and name[1].strip() else block.text).split())[:80]


def _question(block: Block) -> ReadQuestion:
    text = marks.hide(block.text)
    name = told_as_name = ""
    if told := NAME.match(text):
        told_as_name, text = told[1], text[told.end() :]
        name = marks.show(told_as_name).strip()
    before, inside, after = _parts(text, block)
    stem, form = marks.words(before)
    answers, about = take_about(inside)
    kind = kind_of(answers, is_within=bool(after.strip()))
    question = ReadQuestion(
        kind=kind,
        stem=stem,
        line=block.line,
        name=name,
        identifier=block.identifier,
        topic=block.topic,
        about=marks.words(about, form)[0] if about else "",
    )
    if LEFT_OUT.search(block.text):
        left = _("Pictures, sound and film cannot come in a GIFT file and were left out.")
        question.remarks.append(Remark(block.line, left))
    if form == "markdown":
        question.remarks.append(Remark(block.line, _("Its marks for bold, lists and links stay as typed.")))
    if not stem and name:
        before, stem = told_as_name, marks.words(told_as_name)[0]
        question.stem = stem
        question.remarks.append(Remark(block.line, _("Its name was taken as the question.")))
    if AFTERTHOUGHT.match(after) and kind != "gap":
        after = ""
    if after.strip():
        sign = "[[1]]" if kind == "gap" else "_____"
        question.stem = marks.words(f"{before}{sign}{after}")[0]
    BY_KIND[kind](question, answers, form)
    if not question.stem:
        raise Unreadable(_("The question itself is missing: nothing stands before the answers."), block.line)
    return question


def _parts(text: str, block: Block) -> tuple[str, str, str]:
    """Before the answers, the answers, and after them."""
    opens, closes = text.count("{"), text.count("}")
    if not opens and not closes:
        raise Unreadable(_("This is a text without answers, and so no question."))
    if opens != closes or text.index("{") > text.index("}"):
        raise Unreadable(
            _("The curly brackets of the answers do not match. Is one missing, or a blank line too many?")
        )
    if opens > 1:
        second = block.text.count("\n", 0, block.text.rfind("{"))
        raise Unreadable(
            _("There are answers in several places. GIFT knows only one place in a question."),
            block.lines[min(second, len(block.lines) - 1)][0],
        )
    before, rest = text.split("{")
    inside, after = rest.split("}")
    return before, inside.strip(), after
