"""Moodle XML for other houses. It holds every kind, with pictures and feedback."""

from __future__ import annotations

import base64
import re
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.sax.saxutils import escape, quoteattr

from django.utils.translation import gettext as _

from courses.bank.cleaning import PICTURE, in_one_line, pictures_in
from courses.bank.formats.cloze import write_cloze
from courses.bank.formats.moodle_marks import OWN_FILE
from courses.bank.formats.shape import NOTHING, Answer, CannotHold, Refusal, Remark, Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from courses.bank.formats.shape import Choice, ReadQuestion

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "true_false": "truefalse",
    "short_text": "shortanswer",
    "number": "numerical",
    "matching": "matching",
    "ordering": "ordering",
    "gap": "cloze",
}


def write(questions: Iterable[ReadQuestion]) -> Written:
    written, parts, topic = Written(b""), [HEAD], ""
    for number, question in enumerate(questions, start=1):
        if question.is_whole and question.kind in {"multiple", "matching"}:
            told = _("Elsewhere a part of it will count too: Moodle cannot say “all or nothing”.")
            written.remarks.append(Remark(number, told))
        if question.topic != topic:
            topic = question.topic
            path = "/".join(["$course$", "top", *([topic.replace("/", "//")] if topic else [])])
            parts.append(f'<question type="category"><category>{plain(path)}</category></question>\n')
        try:
            parts.append(_question(question))
        except CannotHold as error:
            written.refusals.append(Refusal(number, str(error), in_one_line(question.stem)[:80]))
    written.content = "".join([*parts, "</quiz>\n"]).encode()
    return written


def plain(text: str) -> str:
    return f"<text>{escape(CONTROL.sub('', text))}</text>"


def words(html: str, pictures: dict[str, bytes]) -> str:
    """A text and the pictures it shows."""
    shown = [name for name in dict.fromkeys(pictures_in(html)) if name in pictures]
    files = "".join(_file(name, pictures[name]) for name in shown)
    html = html.replace(f'src="{PICTURE}', f'src="{OWN_FILE}')
    told = CONTROL.sub("", html).replace("]]>", "]]]]><![CDATA[>")
    return f"<text><![CDATA[{told}]]></text>{files}"


def _file(name: str, content: bytes) -> str:
    called = quoteattr(unquote(name))
    return f'<file name={called} path="/" encoding="base64">{base64.b64encode(content).decode()}</file>'


def percent(share: Decimal) -> str:
    return format((share * 100).quantize(Decimal("0.00001")).normalize(), "f")


def _question(question: ReadQuestion) -> str:
    pictures = question.pictures
    stem = write_cloze(question) if question.kind == "gap" else question.stem
    lines = [
        f'<question type="{TYPES[question.kind]}">',
        f"<name>{plain(question.name or in_one_line(question.stem)[:80])}</name>",
        f'<questiontext format="html">{words(stem, pictures)}</questiontext>',
        f'<generalfeedback format="html">{words(question.about, pictures)}</generalfeedback>',
        f"<idnumber>{escape(question.identifier)}</idnumber>" if question.identifier else "",
        *BY_KIND[question.kind](question),
    ]
    if question.kind != "true_false":
        wrong = "" if question.kind in {"short_text", "number"} else question.wrong
        for name, said in (("correctfeedback", question.right), ("incorrectfeedback", wrong)):
            lines.append(f'<{name} format="html">{words(said, pictures)}</{name}>' if said else "")
    return "\n".join(["", *(line for line in lines if line), "</question>", ""])


def _choices(question: ReadQuestion) -> list[str]:
    lines = [f"<single>{str(question.kind == 'single').lower()}</single>"]
    shuffled = str(not question.is_fixed).lower()
    lines += [f"<shuffleanswers>{shuffled}</shuffleanswers>", "<answernumbering>none</answernumbering>"]
    return [*lines, *(_choice(choice, question.pictures) for choice in question.choices)]


def _choice(choice: Choice, pictures: dict[str, bytes]) -> str:
    said = words(choice.html, pictures)
    feedback = f'<feedback format="html">{words(choice.feedback, pictures)}</feedback>'
    return f'<answer fraction="{percent(choice.share)}" format="html">{said}{feedback}</answer>'


def _truth(question: ReadQuestion) -> list[str]:
    lines = []
    for told in (True, False):
        is_right = told == question.is_true
        said = words(question.right if is_right else question.wrong, question.pictures)
        lines.append(
            f'<answer fraction="{100 if is_right else 0}" format="plain_text">'
            f'<text>{str(told).lower()}</text><feedback format="html">{said}</feedback></answer>'
        )
    return lines


def _typed(answer: Answer, pictures: dict[str, bytes], *, text: str, more: str = "") -> str:
    feedback = f'<feedback format="html">{words(answer.feedback, pictures)}</feedback>'
    counts = percent(answer.share)
    return f'<answer fraction="{counts}" format="plain_text">{plain(text)}{feedback}{more}</answer>'


def _short_text(question: ReadQuestion) -> list[str]:
    return [
        f"<usecase>{int(question.is_case_sensitive)}</usecase>",
        *(_typed(answer, question.pictures, text=answer.text) for answer in question.answers),
        *_to_others(question),
    ]


def _to_others(question: ReadQuestion) -> list[str]:
    """What is said to those who were wrong: in Moodle an answer of anything, worth nothing."""
    if not question.wrong:
        return []
    return [_typed(Answer("*", NOTHING, question.wrong), question.pictures, text="*")]


def _number(question: ReadQuestion) -> list[str]:
    lines = [
        _typed(
            answer,
            question.pictures,
            text=answer.text,
            more=f"<tolerance>{format(answer.tolerance, 'f')}</tolerance>",
        )
        for answer in question.answers
    ] + _to_others(question)
    if question.unit:
        unit = f"<multiplier>1</multiplier><unit_name>{escape(question.unit)}</unit_name>"
        lines.append(f"<units><unit>{unit}</unit></units><unitgradingtype>0</unitgradingtype>")
    return lines


def _matching(question: ReadQuestion) -> list[str]:
    pairs = [(pair.left, pair.right) for pair in question.pairs]
    pairs += [("", lure) for lure in question.lures]
    return [
        f'<subquestion format="html">{words(left, question.pictures)}'
        f"<answer>{plain(escape(right))}</answer></subquestion>"
        for left, right in pairs
    ]


def _ordering(question: ReadQuestion) -> list[str]:
    head = "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>0</selectcount>"
    grading = "ALL_OR_NOTHING" if question.is_whole else "ABSOLUTE_POSITION"
    head += f"<gradingtype>{grading}</gradingtype><showgrading>SHOW</showgrading>"
    return [
        head,
        *(
            f'<answer fraction="{number}" format="html">{words(choice.html, question.pictures)}</answer>'
            for number, choice in enumerate(question.choices, start=1)
        ),
    ]


BY_KIND: dict[str, Callable[[ReadQuestion], list[str]]] = {
    "single": _choices,
    "multiple": _choices,
    "true_false": _truth,
    "short_text": _short_text,
    "number": _number,
    "matching": _matching,
    "ordering": _ordering,
    "gap": lambda _question: [],
}
