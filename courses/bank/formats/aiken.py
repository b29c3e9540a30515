"""Aiken: a question, choices with a letter each, and a line with the letter of the right one.

Only questions with one right choice have a place in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.bank.cleaning import from_plain, in_one_line, is_plain, pictures_in
from courses.bank.formats.encodings import read_text
from courses.bank.formats.shape import (
    WHOLE,
    Choice,
    Reading,
    ReadQuestion,
    Refusal,
    Remark,
    Unreadable,
    Written,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CHOICE = re.compile(r"^([A-Z])(?:\.\s+|\)\s*)(\S.*)$")
ANSWER = re.compile(r"^ANSWER\s*:\s*(\S.*)?$", re.IGNORECASE)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_BLANK = 20
Lines = list[tuple[int, str]]


def read(content: bytes, *, encoding: str = "") -> Reading:
    text = read_text(content, encoding=encoding)
    reading = Reading(encoding=text.encoding)
    if text.warning:
        reading.remarks.append(Remark(text.line, text.warning))
    for lines in _questions(text.lines):
        try:
            reading.questions.append(_question(lines))
        except Unreadable as error:
            reading.refuse(error.line or lines[0][0], str(error), what=lines[0][1][:80])
    return reading


def _questions(text: list[str]) -> Iterator[Lines]:
    """Lines up to the one with the answer. A blank line after the choices ends a question without one."""
    lines: Lines = []
    letters = ""
    for number, raw in enumerate(text, start=1):
        line = raw.strip()
        if line:
            lines.append((number, line))
            choice = CHOICE.match(line)
            letters += choice[1] if choice else ""
        has_ended = not line and len(letters) > 1 and not _goes_on(text, number, letters)
        if lines and (ANSWER.match(line) or has_ended):
            yield lines
            lines, letters = [], ""
    if lines:
        yield lines


def _goes_on(text: list[str], after: int, letters: str) -> bool:
    """Whether the next choice, or the answer, only stands a few blank lines further on."""
    line = next((found for raw in text[after : after + MOST_BLANK] if (found := raw.strip())), "")
    choice = CHOICE.match(line)
    return bool(ANSWER.match(line)) or bool(choice and choice[1] == chr(ord(letters[-1]) + 1))


def _question(lines: Lines) -> ReadQuestion:
    stem: list[str] = []
    choices: dict[str, Choice] = {}
    for number, line in lines:
        if answer := ANSWER.match(line):
            return _answered(lines, stem, choices, (answer.group(1) or "").strip(), number)
        if choice := CHOICE.match(line):
            letter, words = choice.groups()
            if letter in choices:
                raise Unreadable(_("The letter %(letter)s stands here twice.") % {"letter": letter}, number)
            choices[letter] = Choice(from_plain(words))
        elif choices:
            raise Unreadable(
                _("After the choices only a line such as “ANSWER: A” may follow. A choice is one line long."),
                number,
            )
        else:
            stem.append(line)
    raise Unreadable(_("No line says which choice is right, such as “ANSWER: A”."), lines[-1][0])


def _answered(
    lines: Lines, stem: list[str], choices: dict[str, Choice], letter: str, number: int
) -> ReadQuestion:
    if not stem:
        raise Unreadable(_("There is no question before this line."), number)
    if len(choices) < 2:
        raise Unreadable(_("At least two choices are needed, each on a line such as “A. Words”."), number)
    if letter.upper() not in choices:
        raise Unreadable(_("No choice has the letter “%(letter)s”.") % {"letter": letter[:20]}, number)
    choices[letter.upper()].share = WHOLE
    return ReadQuestion(
        kind="single", stem=from_plain("\n".join(stem)), line=lines[0][0], choices=list(choices.values())
    )


def write(questions: Iterable[ReadQuestion]) -> Written:
    written = Written(b"")
    blocks = []
    for number, question in enumerate(questions, start=1):
        if refusal := _why_not(question):
            written.refusals.append(Refusal(number, refusal, in_one_line(question.stem)[:80]))
            continue
        if lost := _lost(question):
            written.remarks.append(Remark(number, lost))
        blocks.append(_block(question))
    written.content = "\n\n".join(blocks).encode() + b"\n"
    return written


def _why_not(question: ReadQuestion) -> str:
    if question.kind != "single":
        return _("Aiken holds only questions with one right choice.")
    if sum(choice.share == WHOLE for choice in question.choices) != 1:
        return _("Aiken holds only questions with exactly one right choice.")
    if len(question.choices) > len(LETTERS):
        return _("Aiken has letters for 26 choices only.")
    if any(not in_one_line(choice.html) for choice in question.choices) or not in_one_line(question.stem):
        return _("Aiken holds words only, and here a picture stands alone.")
    return ""


def _lost(question: ReadQuestion) -> str:
    texts = [question.stem, *(choice.html for choice in question.choices)]
    has_feedback = any((question.right, question.wrong, question.about)) or any(
        choice.feedback or 0 < choice.share < WHOLE for choice in question.choices
    )
    if any(pictures_in(text) for text in texts):
        return _("Aiken holds no pictures; they stay behind.")
    if has_feedback or not all(is_plain(text) for text in texts):
        return _("Aiken holds plain words only; feedback, part marks and mark-up stay behind.")
    return ""


def _block(question: ReadQuestion) -> str:
    lines = [in_one_line(question.stem)]
    if CHOICE.match(lines[0]) or ANSWER.match(lines[0]):
        lines[0] = f"– {lines[0]}"
    lines += [
        f"{letter}. {in_one_line(choice.html)}"
        for letter, choice in zip(LETTERS, question.choices, strict=False)
    ]
    right = next(index for index, choice in enumerate(question.choices) if choice.share == WHOLE)
    return "\n".join([*lines, f"ANSWER: {LETTERS[right]}"])
