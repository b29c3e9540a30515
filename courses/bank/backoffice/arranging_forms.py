"""Questions in which one arranges: what belongs together, what comes first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.bank.backoffice.question_form import LANGUAGES
from courses.bank.backoffice.row_ids import RowIds
from courses.bank.backoffice.rows_form import Row, RowsForm
from courses.bank.typed import to_typed
from courses.models.bank import Kind


class _Arranging(RowsForm):
    rules = ("is_whole",)

    def add_rules(self) -> None:
        self.fields["is_whole"] = forms.BooleanField(
            label=_("Only all of it together counts"), required=False
        )
        self.initial["is_whole"] = self.key.get("is_whole", False)

    def whole(self) -> dict[str, bool]:
        return {"is_whole": True} if self.cleaned_data.get("is_whole") else {}


class MatchingForm(_Arranging):
    kind = Kind.MATCHING
    row_legend = gettext_lazy("Pair %(number)d")
    rows_heading = gettext_lazy("Pairs")
    rows_help = gettext_lazy("Leave the first part empty to add an answer that belongs to nothing.")

    def _rows(self) -> list[tuple[str, str]]:
        """Ids of a prompt and its answer; answers that belong to nothing come last."""
        words = self.version.words() if self.version else {}
        pairs = self.key.get("pairs", {})
        found = [(one["id"], pairs.get(one["id"], "")) for one in words.get("prompts", [])]
        lures = [("", one["id"]) for one in words.get("answers", []) if one["id"] not in pairs.values()]
        return [*found, *lures]

    def written_rows(self) -> int:
        return len(self._rows())

    def _text(self, code: str, group: str, name: str) -> str:
        one: dict[str, str] = next((one for one in self.old[code].get(group, []) if one["id"] == name), {})
        return to_typed(one["html"]) if "html" in one else str(one.get("text", ""))

    def add_row(self, index: int) -> None:
        rows = self._rows()
        prompt, answer = rows[index] if index < len(rows) else ("", "")
        RowIds.add(self, f"prompt_id_{index}", prompt)
        RowIds.add(self, f"answer_id_{index}", answer)
        self.add_texts(
            f"prompt_{index}", {code: self._text(code, "prompts", prompt) for code in LANGUAGES if prompt}
        )
        self.add_texts(
            f"answer_{index}",
            {code: self._text(code, "answers", answer) for code in LANGUAGES if answer},
            most=500,
        )

    def row(self, index: int) -> Row:
        legend = self.row_legend % {"number": index + 1}
        texts = [
            self.tongues(f"prompt_{index}", _("First part")),
            self.tongues(f"answer_{index}", _("What belongs to it")),
        ]
        return Row(index + 1, legend, [], texts)

    def build(self) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
        prompts = [index for index in range(self.number) if self.filled(index, "prompt")]
        answers = self._answers()
        names = RowIds.read(self, [f"prompt_id_{index}" for index in prompts], prefix="p")
        first = {self._said_answer(index): index for index in reversed(answers)}
        kept = [index for index in answers if first[self._said_answer(index)] == index]
        ids = dict(zip(kept, RowIds.read(self, [f"answer_id_{i}" for i in kept], prefix="a"), strict=True))
        pairs = {}
        for name, index in zip(names, prompts, strict=True):
            if index not in answers:
                self.add_error(
                    f"answer_{index}_{self.written()[0] if self.written() else LANGUAGES[0]}",
                    _("Say what belongs to it."),
                )
                continue
            pairs[name] = ids[first[self._said_answer(index)]]
        words = {
            code: {
                "prompts": [
                    {"id": name, "html": self.html(f"prompt_{index}", code)}
                    for name, index in zip(names, prompts, strict=True)
                ],
                "answers": [
                    {"id": ids[index], "text": " ".join(self.typed(f"answer_{index}", code).split())}
                    for index in kept
                ],
            }
            for code in LANGUAGES
        }
        return words, {"pairs": pairs, **self.whole()}

    def _answers(self) -> list[int]:
        return [index for index in range(self.number) if self.filled(index, "answer")]

    def _said_answer(self, index: int) -> tuple[str, ...]:
        """Two rows that say the same share an answer."""
        return tuple(self.typed(f"answer_{index}", code) for code in LANGUAGES)


class OrderingForm(_Arranging):
    kind = Kind.ORDERING
    row_legend = gettext_lazy("Step %(number)d")
    rows_heading = gettext_lazy("In the right order")
    rows_help = gettext_lazy("Change the numbers to move a step.")

    def _order(self) -> list[str]:
        found: list[str] = self.key.get("order", [])
        return found

    def written_rows(self) -> int:
        return len(self._order())

    def add_row(self, index: int) -> None:
        name = self._order()[index] if index < len(self._order()) else ""
        RowIds.add(self, f"id_{index}", name)
        self.fields[f"place_{index}"] = forms.IntegerField(
            label=_("Place"), required=False, min_value=1, max_value=99, initial=index + 1
        )
        texts = {
            code: to_typed(one["html"])
            for code in LANGUAGES
            for one in self.old[code].get("items", [])
            if one["id"] == name
        }
        self.add_texts(f"item_{index}", texts)

    def row(self, index: int) -> Row:
        legend = self.row_legend % {"number": index + 1}
        return Row(index + 1, legend, [self[f"place_{index}"]], [self.tongues(f"item_{index}", "")])

    def build(self) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
        used = [index for index in range(self.number) if self.filled(index, "item")]
        used.sort(key=lambda index: self.cleaned_data.get(f"place_{index}") or 99)
        names = RowIds.read(self, [f"id_{index}" for index in used], prefix="c")
        words = {
            code: {
                "items": [
                    {"id": name, "html": self.html(f"item_{index}", code)}
                    for name, index in zip(names, used, strict=True)
                ]
            }
            for code in LANGUAGES
        }
        return words, {"order": names, **self.whole()}
