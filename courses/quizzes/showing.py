"""A question as one page shows it: its fields with what was answered, or its answer with what may be said.

Fields name answers by their place, never by their id, and nothing that is not due leaves this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from courses.models.bank import Kind
from courses.quizzes.feedback import Due, verdict
from courses.quizzes.grading import unread
from courses.quizzes.kinds import KINDS
from courses.quizzes.kinds.gap import GAP
from courses.quizzes.wording import Wording

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

    from courses.models import AttemptItem


@dataclass(frozen=True)
class Option:
    """Something to choose: ``value`` is what the form sends, ``number`` what a person reads."""

    value: str
    label: SafeString | str
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    """An entry with a list of options of its own: what belongs to it, or which place it has."""

    name: str
    label: SafeString
    options: list[Option]


class Shown:
    """One question of an attempt, ready for its template."""

    def __init__(
        self, item: AttemptItem, *, due: Due, is_open: bool, picture_path: Callable[[str], str]
    ) -> None:
        self.item = item
        self.kind = item.version.kind
        self.number = item.position
        self.name = f"q{item.position}"
        self.response: dict[str, Any] = item.response or {}
        self.is_asked = is_open and item.checked_at is None
        self.due = due
        self.wording = Wording(item.version, picture_path=picture_path)

    @property
    def stem(self) -> SafeString:
        """The question; its gaps are fields as long as they can be filled."""
        if self.kind != Kind.GAP:
            return self.wording.stem
        numbers = iter(range(60))
        filled = GAP.sub(lambda gap: self._gap(gap, next(numbers)), self.wording.words.get("stem", ""))
        return self.wording.html(filled)

    @property
    def options(self) -> list[Option]:
        """What to choose from, in the order this person was shown first."""
        if self.kind == Kind.TRUE_FALSE:
            given = self.response.get("value")
            return [
                Option("true", _("True"), is_chosen=given is True),
                Option("false", _("False"), is_chosen=given is False),
            ]
        labels = self.wording.named("choices")
        chosen = self.response.get("choices") or [self.response.get("choice")]
        return [
            Option(str(place), labels[name], is_chosen=name in chosen)
            for place, name in enumerate(self.item.shown_order)
            if name in labels
        ]

    @property
    def rows(self) -> list[Row]:
        return self._prompts() if self.kind == Kind.MATCHING else self._places()

    @property
    def text(self) -> str:
        return self.response.get("text", "")

    @property
    def unit(self) -> str:
        return self.wording.words.get("unit", "")

    @cached_property
    def unread(self) -> list[str]:
        """Its fields that ask for a number and hold something else, as long as that can be mended."""
        return self.unread_in(self.response) if self.is_asked else []

    @property
    def mend_at(self) -> str:
        """The id of the first of them."""
        return f"{self.name}-field" if self.kind == Kind.NUMBER else next(iter(self.unread), "")

    @property
    def asks_number(self) -> bool:
        """Whether one of its fields may ask for a number: which gap does is not told ahead."""
        return self.kind in {Kind.NUMBER, Kind.GAP}

    def unread_in(self, response: Any) -> list[str]:
        return unread(self.item.version, response, name=self.name)

    @property
    def is_long(self) -> bool:
        return bool(self.wording.words.get("is_long"))

    # --- afterwards ---

    @property
    def verdict(self) -> str:
        return verdict(self.item) if self.due.remarks else ""

    @property
    def answered(self) -> list[SafeString]:
        """What was answered, once it cannot be changed."""
        return self.wording.told(self.response) if self.response else []

    @property
    def remarks(self) -> list[SafeString]:
        """What is said of an answer; where none was given, only once what is right may be told."""
        is_due = self.due.remarks if self.response else self.due.answers
        return self.wording.remarks(self.response, self.item.share) if is_due else []

    @cached_property
    def right_answer(self) -> list[SafeString]:
        """What is right, where it is due and somebody may still not know."""
        if not self.due.answers or self.verdict == "right":
            return []
        version = self.item.version
        return self.wording.told(KINDS[self.kind].right_response(self.wording.words, version.key))

    # --- fields ---

    def _prompts(self) -> list[Row]:
        answers, pairs = self.wording.named("answers"), self.response.get("pairs", {})
        return [
            Row(
                name=f"{self.name}.{number}",
                label=label,
                options=[
                    Option(str(place), answers[one], is_chosen=pairs.get(prompt) == one)
                    for place, one in enumerate(self.item.shown_order)
                    if one in answers
                ],
            )
            for number, (prompt, label) in enumerate(self.wording.named("prompts").items())
        ]

    def _places(self) -> list[Row]:
        items, order = self.wording.named("items"), self.response.get("order", [])
        places = range(len(self.item.shown_order))
        return [
            Row(
                name=f"{self.name}.{number}",
                label=items[name],
                options=[
                    Option(str(place), str(place + 1), is_chosen=order[place : place + 1] == [name])
                    for place in places
                ],
            )
            for number, name in enumerate(self.item.shown_order)
            if name in items
        ]

    def _gap(self, found: re.Match[str], number: int) -> SafeString:
        name, gap = f"{self.name}.{number}", found[1]
        told = _("Question %(question)s, gap %(gap)s") % {"question": self.number, "gap": number + 1}
        given = self.response.get("gaps", {}).get(gap, "")
        if not self.is_asked:
            return mark_safe("<span>[…]</span>")  # the answer is told below
        every = self.wording.words.get("choices", {}).get(gap)
        if every is None:
            wrong = format_html(' aria-invalid="true" aria-describedby="{}-problem"', self.name)
            return format_html(
                '<input class="gap" type="text" name="{}" id="{}" value="{}" aria-label="{}" maxlength="500"'
                ' autocomplete="off" autocapitalize="off" spellcheck="false"{}>',
                name,
                name,
                given,
                told,
                wrong if name in self.unread else "",
            )
        texts = {f"{gap}.{one['id']}": one["text"] for one in every}
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (place, mark_safe(" selected") if one == f"{gap}.{given}" else "", texts[one])
                for place, one in enumerate(self.item.shown_order)
                if one in texts
            ),
        )
        return format_html(
            '<select class="gap" name="{}" aria-label="{}"><option value="">…</option>{}</select>',
            name,
            told,
            options,
        )
