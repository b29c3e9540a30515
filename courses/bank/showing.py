"""A question with its answers, for those who write it: what is right stands beside each of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import formats
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from courses.bank.cleaning import PICTURE, clean
from courses.bank.mapping import PLACE, Kept, give
from courses.models.bank import Kind

if TYPE_CHECKING:
    from courses.bank.formats.shape import Answer, Gap

IMG = re.compile(rf'<img[^>]*\bsrc="{PICTURE}([^"]*)"[^>]*>')
ALT = re.compile(r'\balt="([^"]*)"')
OURS = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WHOLE = Decimal(1)


@dataclass(frozen=True)
class Line:
    """One answer. ``mark``: "right", "part", "wrong" or none; ``worth`` is said where it is a part."""

    words: SafeString
    mark: str = ""
    worth: str = ""
    said: SafeString | str = ""
    under: list[str] = field(default_factory=list)


class Answers:
    """Everything of a question in one language. Pictures not kept yet are named instead of shown."""

    def __init__(self, kept: Kept) -> None:
        self.kept = kept
        self.question = give(kept.kind, kept.words, kept.key)

    @property
    def kind(self) -> str:
        return str(capfirst(Kind(self.kept.kind).label))

    @property
    def stem(self) -> SafeString:
        return self._html(
            PLACE.sub(lambda found: f"<strong>[{escape(found[1])}]</strong>", self.question.stem)
        )

    @property
    def right(self) -> SafeString:
        return self._html(self.question.right)

    @property
    def wrong(self) -> SafeString:
        return self._html(self.question.wrong)

    @property
    def lines(self) -> list[Line]:
        question = self.question
        if question.kind == Kind.TRUE_FALSE:
            words = _("True") if question.is_true else _("False")
            return [Line(escape(words), "right")]
        if question.kind == Kind.MATCHING:
            pairs = [
                Line(format_html("{} → {}", self._html(pair.left), pair.right), "right")
                for pair in question.pairs
            ]
            return [*pairs, *(Line(format_html("… → {}", lure), "wrong") for lure in question.lures)]
        if question.kind == Kind.ORDERING:
            return [
                Line(format_html("{}. {}", n, self._html(one.html)))
                for n, one in enumerate(question.choices, 1)
            ]
        if question.kind == Kind.GAP:
            return [self._gap(number, gap) for number, gap in enumerate(question.gaps, 1)]
        if question.answers:
            return [self._typed(answer) for answer in question.answers]
        return [
            Line(self._html(one.html), *_worth(one.share), self._html(one.feedback))
            for one in question.choices
        ]

    @property
    def rules(self) -> list[str]:
        """What else holds for it."""
        told = {
            "is_whole": _("Only all of it together counts."),
            "is_fixed": _("The answers keep their order."),
            "is_case_sensitive": _("Capitals matter."),
            "is_long": _("Room for several lines."),
        }
        return [words for name, words in told.items() if getattr(self.question, name)]

    def _typed(self, answer: Answer) -> Line:
        words = f"{answer.text} {self.question.unit}".strip() + _off(answer)
        return Line(escape(words), *_worth(answer.share), self._html(answer.feedback))

    def _gap(self, number: int, gap: Gap) -> Line:
        told = [
            f"{answer.text}{_off(answer)}{f' ({_percent(answer.share)})' if answer.share != WHOLE else ''}"
            for answer in gap.answers
        ]
        lures = _("not: %(words)s") % {"words": ", ".join(gap.lures)} if gap.lures else ""
        worth = _("counts %(times)s times") % {"times": f"{gap.worth:f}"} if gap.worth != WHOLE else ""
        words = format_html("[{}] {}", number, " / ".join(told))
        return Line(words, "right", worth, under=[lures] if lures else [])

    def _html(self, words: str) -> SafeString:
        return mark_safe(IMG.sub(_picture, clean(words)))  # noqa: S308 - cleaned in this very line


def _picture(found: Any) -> str:
    if OURS.fullmatch(found[1]):
        return str(found[0].replace(f"{PICTURE}{found[1]}", reverse("bank:picture", args=[found[1]])))
    alt = ALT.search(found[0])
    return (
        f'<span class="krok-picture-to-come">{_("Picture")}: {alt[1] if alt and alt[1] else found[1]}</span>'
    )


def _worth(share: Decimal) -> tuple[str, str]:
    if share == WHOLE:
        return "right", ""
    if share > 0:
        return "part", _percent(share)
    return "wrong", _percent(share) if share else ""


def _off(answer: Answer) -> str:
    """How far off a number may be, as its reader writes numbers."""
    return f" ± {formats.number_format(f'{answer.tolerance:f}')}" if answer.tolerance else ""


def _percent(share: Decimal) -> str:
    return f"{(share * 100).quantize(Decimal('0.1')).normalize():f} %"
