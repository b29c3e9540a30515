"""The questions of the courses that are learnt at home, and the rules by which these end."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from courses.models import Bank, Course, Quiz, QuizPart, Requirement
from courses.quizzes.kinds import even_weights
from courses.quizzes.questions import write_question
from lms.demo.told import LANGUAGES, in_languages, said, told

if TYPE_CHECKING:
    from lms.demo.seed.people import Cast

Words = dict[str, Any]


def write_quizzes(cast: Cast) -> None:
    """Each quiz once, with a bank of its own; who passes it and has read the lessons completes the course."""
    for one in told("quizzes")["quizzes"]:
        course = Course.objects.get(code=one["course"])
        if course.quizzes.exists():
            continue
        Course.objects.filter(pk=course.pk).update(organiser=cast.organisations["MOPS"])
        quiz = Quiz.objects.create(
            course=course,
            pass_share=Decimal(one["pass_share"]),
            max_attempts=one.get("max_attempts"),
            feedback_when=one["feedback_when"],
            **in_languages("title", one["title"]),
            **in_languages("intro", one["intro"]),
        )
        bank = Bank.objects.create(
            title=f"{course.code}: {one['title']['pl']}", organisation=cast.organisations["MOPS"]
        )
        for position, asked in enumerate(one["questions"], start=1):
            words, key = WRITTEN[asked["kind"]](asked)
            question = write_question(bank, kind=asked["kind"], words=words, key=key, by=cast.people["ewa"])
            QuizPart.objects.create(quiz=quiz, position=position, question=question)
        Requirement.objects.create(course=course, position=1, kind=Requirement.Kind.LESSONS)
        Requirement.objects.create(course=course, position=2, kind=Requirement.Kind.QUIZ, quiz=quiz)


def _stem(asked: Words, code: str) -> Words:
    explained = f"<p>{said(asked['explained'], code)}</p>"
    stem = f"<p>{said(asked['stem'], code)}</p>"
    return {"stem": stem, "feedback": {"right": explained, "wrong": explained}}


def _in_each(asked: Words, more: Any) -> Words:
    return {code: _stem(asked, code) | more(code) for code in LANGUAGES}


def _nothing_more(_code: str) -> Words:
    return {}


def _true_false(asked: Words) -> tuple[Words, Words]:
    return _in_each(asked, _nothing_more), {"right": asked["right"]}


def _choices(asked: Words) -> Words:
    def listed(code: str) -> Words:
        return {
            "choices": [
                {"id": f"a{number}", "html": said(choice["text"], code)}
                for number, choice in enumerate(asked["choices"], start=1)
            ]
        }

    return _in_each(asked, listed)


def _single(asked: Words) -> tuple[Words, Words]:
    right = [number for number, choice in enumerate(asked["choices"], start=1) if choice["right"]]
    return _choices(asked), {"weights": {f"a{number}": "1" for number in right}}


def _multiple(asked: Words) -> tuple[Words, Words]:
    sides: dict[bool, list[str]] = {True: [], False: []}
    for number, choice in enumerate(asked["choices"], start=1):
        sides[choice["right"]].append(f"a{number}")
    return _choices(asked), {"weights": even_weights(sides[True], sides[False])}


def _ordering(asked: Words) -> tuple[Words, Words]:
    def listed(code: str) -> Words:
        items = enumerate(asked["items"], start=1)
        return {"items": [{"id": f"i{number}", "html": said(item, code)} for number, item in items]}

    return _in_each(asked, listed), {"order": [f"i{number + 1}" for number in range(len(asked["items"]))]}


def _matching(asked: Words) -> tuple[Words, Words]:
    def listed(code: str) -> Words:
        pairs = list(enumerate(asked["pairs"], start=1))
        return {
            "prompts": [{"id": f"p{number}", "html": said(pair["prompt"], code)} for number, pair in pairs],
            "answers": [{"id": f"a{number}", "text": said(pair["answer"], code)} for number, pair in pairs],
        }

    numbers = range(1, len(asked["pairs"]) + 1)
    return _in_each(asked, listed), {"pairs": {f"p{number}": f"a{number}" for number in numbers}}


def _number(asked: Words) -> tuple[Words, Words]:
    return _in_each(asked, _nothing_more), {"answers": [{"id": "n1", "value": str(asked["right"])}]}


def _short_text(asked: Words) -> tuple[Words, Words]:
    return _in_each(asked, _nothing_more), {"answers": [{"id": "t1", "texts": asked["answers"]}]}


def _gap(asked: Words) -> tuple[Words, Words]:
    """The first option is the right one; they are shuffled when asked."""

    def listed(code: str) -> Words:
        options = enumerate(asked["options"][code], start=1)
        return {"choices": {"1": [{"id": f"o{number}", "text": text} for number, text in options]}}

    return _in_each(asked, listed), {"gaps": {"1": {"kind": "choice", "weights": {"o1": "1"}}}}


WRITTEN = {
    "true_false": _true_false,
    "single": _single,
    "multiple": _multiple,
    "ordering": _ordering,
    "matching": _matching,
    "number": _number,
    "short_text": _short_text,
    "gap": _gap,
}
"""How the words and the key of each kind are made of what the file tells."""
