"""A reading told line by line, so that a whole foreign file is held against one page of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from courses.bank.mapping import keep
from courses.quizzes.errors import NotFit
from courses.quizzes.questions import fit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from courses.bank.formats.shape import Answer, Reading, ReadQuestion

MARKS = ("is_true", "is_case_sensitive", "is_fixed", "is_whole", "unit", "right", "wrong", "about")


def retell(reading: Reading) -> str:
    told = [line for question in reading.questions for line in _question(question)]
    told += [f"{remark.line} told: {remark.words}" for remark in reading.remarks]
    told += [f"{one.line} not taken: {one.what} – {one.words}" for one in reading.refusals]
    return "\n".join(told) + "\n"


def _question(question: ReadQuestion) -> Iterator[str]:
    name = f" [{question.name}]" if question.name else ""
    topic = f" ({question.topic})" if question.topic else ""
    place = " ".join([question.place, str(question.line)]).strip()
    yield f"{place} {question.kind}{name}{topic} {question.stem}"
    for choice in question.choices:
        yield f"    {_percent(choice.share)} {choice.html}{_said(choice.feedback)}"
    for pair in question.pairs:
        yield f"    {pair.left} → {pair.right}"
    for answer in question.answers:
        yield f"    {_answer(answer)}"
    for gap in question.gaps:
        lures = f" | {', '.join(gap.lures)}" if gap.lures else ""
        case = " Aa" if gap.is_case_sensitive else ""
        yield f"    {gap.kind} ×{gap.worth}{case}: {'; '.join(_answer(each) for each in gap.answers)}{lures}"
    if question.lures:
        yield f"    lures: {', '.join(question.lures)}"
    for mark in MARKS:
        if value := getattr(question, mark):
            yield f"    {mark}: {value}"
    for remark in question.remarks:
        yield f"    {remark.line} told: {remark.words}"
    try:
        kept = keep(question)
        fit(kept.kind, {"pl": kept.words}, kept.key)
    except NotFit as error:
        yield f"    not taken: {' '.join(fault for faults in error.faults.values() for fault in faults)}"


def _answer(answer: Answer) -> str:
    off = f" ± {answer.tolerance.normalize()}" if answer.tolerance else ""
    return f"{_percent(answer.share)} {answer.text}{off}{_said(answer.feedback)}"


def _percent(share: Decimal) -> str:
    return f"{share:.0%}"


def _said(feedback: str) -> str:
    return f" # {feedback}" if feedback else ""
