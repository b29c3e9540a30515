"""GIFT for other houses: plain where the words are plain, HTML where they are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.bank.cleaning import from_plain, in_one_line, pictures_in, to_plain
from courses.bank.formats import gift_marks as marks
from courses.bank.formats.shape import WHOLE, CannotHold, Refusal, Remark, Written, total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from courses.bank.formats.shape import Answer, ReadQuestion

GAP = re.compile(r"\[\[1\]\]")


def write(questions: Iterable[ReadQuestion]) -> Written:
    written, blocks, topic = Written(b""), [], ""
    for number, question in enumerate(questions, start=1):
        called = in_one_line(question.stem)[:80]
        try:
            block = _block(question)
        except CannotHold as error:
            written.refusals.append(Refusal(number, str(error), called))
            continue
        if any(pictures_in(text) for text in _texts(question)):
            written.remarks.append(Remark(number, _("GIFT holds no pictures; they stay behind.")))
        if lost := _lost(question):
            written.remarks.append(Remark(number, lost))
        if question.topic != topic:
            topic = question.topic
            path = topic.replace("/", "//")
            blocks.append(f"$CATEGORY: $course$/top/{path}" if topic else "$CATEGORY: $course$/top")
        blocks.append(block)
    written.content = "\n\n".join(blocks).encode() + b"\n"
    return written


def _lost(question: ReadQuestion) -> str:
    """The rules that GIFT has no sign for."""
    if question.is_whole and question.kind in {"multiple", "matching"}:
        return _("Elsewhere a part of it will count too: GIFT cannot say “all or nothing”.")
    if question.is_case_sensitive:
        return _("Elsewhere capitals and small letters will count the same.")
    if question.unit:
        return _("The unit of the number stays behind.")
    if question.kind not in {"true_false", "number"} and (question.right or question.wrong):
        return _("What is said to all who were right or wrong stays behind.")
    return ""


def _texts(question: ReadQuestion) -> list[str]:
    feedback = [choice.feedback for choice in question.choices]
    feedback += [answer.feedback for answer in question.answers]
    return [
        question.stem,
        question.right,
        question.wrong,
        question.about,
        *(choice.html for choice in question.choices),
        *(pair.left for pair in question.pairs),
        *feedback,
    ]


def _block(question: ReadQuestion) -> str:
    is_plain = marks.is_all_plain([text for text in _texts(question) if text])
    words: Callable[[str], str] = marks.as_plain if is_plain else marks.as_html
    inside = BY_KIND[question.kind](question, words)
    if question.about:
        inside = f"{inside}\n####{words(question.about)}"
    form = "[plain]" if is_plain else "[html]"
    identifier = question.identifier.replace("\\", "\\\\").replace("]", "\\]")
    lines = [f"// [id:{identifier}]"] if identifier else []
    name = f"::{marks.escape(question.name)}::" if question.name else ""
    if question.kind == "gap":
        before, after = (_stem(part, is_plain) for part in GAP.split(question.stem))
        return "\n".join([*lines, f"{name}{form}{before}{{{inside}}}{after}"])
    return "\n".join([*lines, f"{name}{form}{_stem(question.stem, is_plain)} {{{inside}}}"])


def _stem(part: str, is_plain: bool) -> str:
    """The words of the stem, or of it on one side of a gap: a blank between them and the gap stays."""
    if not is_plain:
        return marks.escape(part)
    start, end = part[: len(part) - len(part.lstrip(" "))], part[len(part.rstrip(" ")) :]
    return f"{start}{marks.escape(to_plain(part))}{end}" if part.strip() else part


def _choices(question: ReadQuestion, words: Callable[[str], str]) -> str:
    if question.kind == "multiple" and all(choice.share <= 0 for choice in question.choices):
        raise CannotHold(_("No choice is right here; GIFT asks for one."))
    lines = []
    for choice in question.choices:
        if question.kind == "single" and choice.share == WHOLE:
            sign = "="
        else:
            sign = f"~{marks.percent(choice.share)}" if choice.share else "~"
        lines.append(f"{sign}{words(choice.html)}{_remark(choice.feedback, words)}")
    return _under(lines)


def _truth(question: ReadQuestion, words: Callable[[str], str]) -> str:
    right = f"#{words(question.right)}" if question.right else ""
    wrong = f"#{words(question.wrong)}" if question.wrong or right else ""
    return f"{'T' if question.is_true else 'F'}{wrong}{right}"


def _short_text(question: ReadQuestion, words: Callable[[str], str]) -> str:
    return _under(_typed(question.answers, words))


def _gap(question: ReadQuestion, words: Callable[[str], str]) -> str:
    if len(question.gaps) != 1 or len(GAP.findall(question.stem)) != 1:
        raise CannotHold(_("GIFT holds one gap in a question, and here there are more."))
    if question.gaps[0].kind != "text" or question.gaps[0].is_case_sensitive:
        raise CannotHold(_("In GIFT a gap is filled with words, in capitals or not."))
    if GAP.split(question.stem)[1].strip() == "":
        raise CannotHold(_("In GIFT some words must follow the gap."))
    return " ".join(_typed(question.gaps[0].answers, words))


def _typed(answers: list[Answer], words: Callable[[str], str]) -> list[str]:
    if total(answer.share for answer in answers) <= 0:
        raise CannotHold(_("No answer is right here; GIFT asks for one."))
    return [
        f"={'' if answer.share == WHOLE else marks.percent(answer.share)}{marks.escape(answer.text)}"
        f"{_remark(answer.feedback, words)}"
        for answer in answers
    ]


def _matching(question: ReadQuestion, words: Callable[[str], str]) -> str:
    lines = [f"={words(pair.left)} -> {words(from_plain(pair.right))}" for pair in question.pairs]
    return _under([*lines, *(f"= -> {words(from_plain(lure))}" for lure in question.lures)])


def _ordering(question: ReadQuestion, words: Callable[[str], str]) -> str:
    if any("\\n" in words(choice.html) for choice in question.choices):
        raise CannotHold(_("In GIFT each thing to put in order is one line long."))
    grading = "ALL_OR_NOTHING" if question.is_whole else "ABSOLUTE_POSITION"
    head = f">{len(question.choices)} ALL VERTICAL {grading} HIDE"
    return "\n".join([head, *(words(choice.html) for choice in question.choices), ""])


def _number(question: ReadQuestion, words: Callable[[str], str]) -> str:
    lines = []
    for answer in question.answers:
        share = "" if answer.share == WHOLE else marks.percent(answer.share)
        off = format(answer.tolerance, "f")
        lines.append(f"={share}{answer.text}:{off}{_remark(answer.feedback, words)}")
    if question.wrong:
        lines.append(f"~{_remark(question.wrong, words)}")
    return f"#{_under(lines)}"


def _remark(feedback: str, words: Callable[[str], str]) -> str:
    return f"#{words(feedback)}" if feedback else ""


def _under(lines: list[str]) -> str:
    return "\n" + "\n".join(f"\t{line}" for line in lines) + "\n"


BY_KIND: dict[str, Callable[[ReadQuestion, Callable[[str], str]], str]] = {
    "single": _choices,
    "multiple": _choices,
    "true_false": _truth,
    "short_text": _short_text,
    "gap": _gap,
    "matching": _matching,
    "ordering": _ordering,
    "number": _number,
}
