"""Gaps inside a text, as Moodle's Cloze writes them: ``{1:SHORTANSWER:=Wrocław#Yes~%50%Breslau}``."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from courses.bank.cleaning import in_one_line
from courses.bank.formats.gift_marks import number
from courses.bank.formats.shape import NOTHING, WHOLE, Answer, CannotHold, Gap, Unreadable

if TYPE_CHECKING:
    from courses.bank.formats.shape import ReadQuestion

GAP = re.compile(r"\{(\d*):([A-Z_]+):((?:[^}\\]|\\.)*)\}")
PLACE = re.compile(r"\[\[(\d+)\]\]")
TYPED = {"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"}
CHOSEN = {
    *("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"),
    *("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"),
}
NUMBERS = {"NUMERICAL", "NM"}
CASED = {"SHORTANSWER_C", "SAC", "MWC"}
PART = re.compile(r"(?:[^~\\]|\\.)+")
WEIGHT = re.compile(r"^(?:=|%(-?\d+(?:\.\d+)?)%)?")
SIGNS = '}#~/"\\'


def read_cloze(question: ReadQuestion, typed: str, line: int) -> str:
    """The text with ``[[1]]`` for each gap; the gaps themselves go to the question."""

    def take(found: re.Match[str]) -> str:
        worth, kind, inside = found.groups()
        try:
            gap = _gap(kind, inside)
        except Unreadable as error:
            raise Unreadable(str(error), line) from error
        gap.worth = Decimal(worth or 1) or WHOLE
        question.gaps.append(gap)
        return f"[[{len(question.gaps)}]]"

    text = GAP.sub(take, typed)
    if not question.gaps:
        raise Unreadable(_("There is no gap in this text."), line)
    return text


def _gap(kind: str, inside: str) -> Gap:
    if kind not in TYPED | CHOSEN | NUMBERS:
        raise Unreadable(
            _("A gap of the kind %(kind)s is not held here: words, numbers and choices are.") % {"kind": kind}
        )
    gap = Gap([], kind="choice" if kind in CHOSEN else "number" if kind in NUMBERS else "text")
    gap.is_case_sensitive = kind in CASED
    for part in PART.findall(inside):
        words, feedback, share = _part(part)
        if words == "*" and share <= 0:
            continue
        if kind in CHOSEN and share <= 0:
            gap.lures.append(words)
        elif share > 0:
            gap.answers.append(Answer(words, share, feedback))
    if kind in NUMBERS:
        gap.answers = [_numeric(answer) for answer in gap.answers]
    if not gap.answers:
        raise Unreadable(_("A gap has no right answer."))
    if kind in CHOSEN and len(gap.lures) + len(gap.answers) < 2:
        raise Unreadable(_("In a gap there is only one thing to choose."))
    return gap


def _numeric(answer: Answer) -> Answer:
    value, _sign, off = answer.text.partition(":")
    tolerance = abs(number(off)) if off.strip() else NOTHING
    return Answer(format(number(value), "f"), answer.share, answer.feedback, tolerance)


def _part(part: str) -> tuple[str, str, Decimal]:
    part = part.strip()
    told = WEIGHT.match(part)
    sign = told[0] if told else ""
    share = Decimal(told[1]) / 100 if told and told[1] else (WHOLE if sign == "=" else NOTHING)
    said, _hash, feedback = re.sub(r"\\#", "\ue000", part[len(sign) :]).partition("#")
    return _shown(said), _shown(feedback), share


def _shown(words: str) -> str:
    return in_one_line(re.sub(r"\\(.)", r"\1", words.replace("\ue000", "#")))


def write_cloze(question: ReadQuestion) -> str:
    """The stem with its gaps written out."""
    numbers = [int(found) for found in PLACE.findall(question.stem)]
    if sorted(numbers) != list(range(1, len(question.gaps) + 1)):
        raise CannotHold(_("The gaps in the text and their answers do not match."))
    return PLACE.sub(lambda found: _written(question.gaps[int(found[1]) - 1]), question.stem)


def _written(gap: Gap) -> str:
    if gap.worth != gap.worth.to_integral_value():
        raise CannotHold(_("Moodle knows gaps that count 1, 2, 3, and nothing between."))
    parts = []
    for answer in gap.answers:
        weight = "=" if answer.share == WHOLE else f"%{format((answer.share * 100).normalize(), 'f')}%"
        off = f":{format(answer.tolerance, 'f')}" if gap.kind == "number" else ""
        feedback = f"#{_escaped(in_one_line(answer.feedback))}" if answer.feedback else ""
        parts.append(f"{weight}{_escaped(answer.text)}{off}{feedback}")
    parts += [_escaped(lure) for lure in gap.lures]
    return f"{{{gap.worth.to_integral_value()}:{_name(gap)}:{'~'.join(parts)}}}"


def _name(gap: Gap) -> str:
    if gap.kind == "text" and gap.is_case_sensitive:
        return "SHORTANSWER_C"
    return {"text": "SHORTANSWER", "number": "NUMERICAL", "choice": "MULTICHOICE"}[gap.kind]


def _escaped(words: str) -> str:
    told = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return "".join(f"\\{sign}" if sign in SIGNS else sign for sign in told)
