"""A question and its answers in words: what was answered, what is right, what is said of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from courses.bank.cleaning import PICTURE
from courses.models.bank import Kind
from courses.quizzes.kinds.gap import GAP, Gaps, NumberGap, TextGap
from courses.quizzes.kinds.kind import WHOLE
from courses.quizzes.kinds.typed import number_answer, text_answer
from courses.quizzes.kinds.typing_in import Numbers, Texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from courses.models import QuestionVersion
    from courses.quizzes.kinds.shapes import NumberAnswer, TextAnswer

SOURCE = re.compile(rf'src="{PICTURE}([0-9a-f-]{{36}})"')
BLOCKS = re.compile(r"</?(?:p|div|blockquote|pre|ul|ol|dl|table|thead|tbody|tfoot|caption)(?:\s[^>]*)?>")
BREAKS = re.compile(r"</(?:p|li|tr|dt|dd)>(?=.)", re.DOTALL)
ROWS = re.compile(r"</?(?:li|tr|td|th|dt|dd|hr)(?:\s[^>]*)?/?>")


class Wording:
    """One version of a question in the language of the page, with its pictures at their addresses."""

    def __init__(self, version: QuestionVersion, *, picture_path: Callable[[str], str]) -> None:
        self.version = version
        self.words = version.words()
        self.picture_path = picture_path

    def html(self, text: str) -> SafeString:
        """Words that were cleaned when they were written, with their pictures."""
        drawn = SOURCE.sub(lambda found: f'loading="lazy" src="{escape(self.picture_path(found[1]))}"', text)
        return mark_safe(drawn)  # noqa: S308 - cleaned by courses.quizzes.questions

    def line(self, text: str) -> SafeString:
        """The same where only a line fits: in the label of a choice, without paragraphs and lists."""
        text = BREAKS.sub("<br>", text.strip().removeprefix("<p>").removesuffix("</p>"))
        return self.html(ROWS.sub(" ", BLOCKS.sub("", text)))

    @property
    def stem(self) -> SafeString:
        return self.html(self.words.get("stem", ""))

    def named(self, group: str) -> dict[str, SafeString]:
        """The words of choices, prompts, items or answers by their ids."""
        return {
            one["id"]: self.line(one["html"]) if "html" in one else escape(one["text"])
            for one in self.words.get(group, [])
        }

    def told(self, response: Any) -> list[SafeString]:
        """An answer, as lines to read."""
        return self._tellers.get(self.version.kind, self._typed)(response)

    @property
    def _tellers(self) -> dict[str, Callable[[Any], list[SafeString]]]:
        return {
            Kind.SINGLE: lambda response: [self.named("choices")[response["choice"]]],
            Kind.MULTIPLE: lambda response: [self.named("choices")[one] for one in response["choices"]],
            Kind.TRUE_FALSE: lambda response: [escape(_("True") if response["value"] else _("False"))],
            Kind.MATCHING: lambda response: self._pairs(response["pairs"]),
            Kind.ORDERING: lambda response: self._ordered(response["order"]),
            Kind.GAP: lambda response: self._filled(response["gaps"]),
        }

    def _typed(self, response: dict[str, str]) -> list[SafeString]:
        text, unit = response["text"], self.words.get("unit", "")
        return [format_html("{} {}", text, unit) if unit and text[-1:].isdigit() else escape(text)]

    def _ordered(self, order: list[str]) -> list[SafeString]:
        items = self.named("items")
        return [format_html("{}. {}", n, items.get(one, "–")) for n, one in enumerate(order, start=1)]

    def _pairs(self, pairs: dict[str, str]) -> list[SafeString]:
        prompts, answers = self.named("prompts"), self.named("answers")
        return [
            format_html("{} → {}", prompt, answers.get(pairs.get(name, ""), "…"))
            for name, prompt in prompts.items()
        ]

    def _filled(self, gaps: dict[str, str]) -> list[SafeString]:
        """The text with what stands in its gaps."""
        every = self.words.get("choices", {})
        options = {(gap, one["id"]): one["text"] for gap, listed in every.items() for one in listed}

        def fill(found: re.Match[str]) -> str:
            text = gaps.get(found[1], "")
            return f"<mark>{escape(options.get((found[1], text), text) or '…')}</mark>"

        return [self.html(GAP.sub(fill, self.words.get("stem", "")))]

    def remarks(self, response: Any, share: Decimal | None) -> list[SafeString]:
        """What its author says of an answer: of what was chosen or typed, then of the whole."""
        said = self.words.get("feedback", {})
        texts = [*self._of_choices(response), *self._of_typed(response, said.get("answers", {}))]
        texts.append(said.get("right" if share == WHOLE else "wrong", ""))
        return [self.html(text) for text in dict.fromkeys(texts) if text]

    def _of_choices(self, response: Any) -> list[str]:
        if not response or self.version.kind not in {Kind.SINGLE, Kind.MULTIPLE}:
            return []
        chosen = response.get("choices") or [response.get("choice")]
        return [one.get("feedback", "") for one in self.words["choices"] if one["id"] in chosen]

    def _of_typed(self, response: Any, said: dict[str, str]) -> list[str]:
        if not response or not said:
            return []
        kind, key = self.version.kind, self.version.key
        met: list[NumberAnswer | TextAnswer | None] = []
        if kind == Kind.NUMBER:
            numbers = Numbers.model_validate(key).answers
            met = [number_answer(response["text"], numbers, unit=self.words.get("unit", ""))]
        elif kind == Kind.SHORT_TEXT:
            texts = Texts.model_validate(key)
            met = [text_answer(response["text"], texts.answers, is_case_sensitive=texts.is_case_sensitive)]
        elif kind == Kind.GAP:
            gaps = Gaps.model_validate(key).gaps
            met = [_of_gap(gap, response["gaps"].get(name, "")) for name, gap in gaps.items()]
        return [said.get(answer.id, "") for answer in met if answer]


def _of_gap(gap: Any, text: str) -> Any:
    if isinstance(gap, NumberGap):
        return number_answer(text, gap.answers)
    if isinstance(gap, TextGap):
        return text_answer(text, gap.answers, is_case_sensitive=gap.is_case_sensitive) if text else None
    return None
