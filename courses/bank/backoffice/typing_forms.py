"""Questions in which one types: a number, a few words."""

from __future__ import annotations

from abc import abstractmethod
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.bank.backoffice.question_form import LANGUAGES
from courses.bank.backoffice.row_ids import RowIds
from courses.bank.backoffice.rows_form import Row, RowsForm
from courses.bank.formats.gift_marks import number
from courses.bank.formats.shape import Unreadable
from courses.bank.typed import lines_of, to_typed
from courses.models.bank import Kind


class _Typing(RowsForm):
    """Answers in the key; what is said to each stands in the words by its id."""

    def _answers(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.key.get("answers", [])
        return found

    def written_rows(self) -> int:
        return len(self._answers())

    def add_row(self, index: int) -> None:
        answers = self._answers()
        answer = answers[index] if index < len(answers) else {}
        RowIds.add(self, f"id_{index}", answer.get("id", ""))
        self.add_answer(index, answer)
        self.add_share(f"share_{index}", Decimal(str(answer.get("weight", 1))))
        said = {
            code: to_typed(self.old[code].get("feedback", {}).get("answers", {}).get(answer.get("id"), ""))
            for code in LANGUAGES
        }
        self.add_texts(f"said_{index}", said)

    @abstractmethod
    def add_answer(self, index: int, answer: dict[str, Any]) -> None:
        """What is typed as this answer."""

    def more(self, index: int) -> dict[str, Any]:
        return {
            "more": [self.tongues(f"said_{index}", _("Said to whoever answers so"))],
            "more_single": [self[f"share_{index}"]],
        }

    def weight(self, index: int) -> dict[str, str]:
        share = self.share(f"share_{index}")
        return {} if share is None else {"weight": str(share)}

    def with_said(self, used: list[int], names: list[str]) -> dict[str, dict[str, Any]]:
        words = {}
        for code in LANGUAGES:
            said = {
                name: html
                for name, index in zip(names, used, strict=True)
                if (html := self.html(f"said_{index}", code))
            }
            words[code] = {"feedback": {"answers": said}} if said else {}
        return words


class NumberForm(_Typing):
    kind = Kind.NUMBER
    rows_help = gettext_lazy("A comma or a point, as you like.")

    def add_rules(self) -> None:
        self.add_texts("unit", {code: self.old[code].get("unit", "") for code in LANGUAGES}, rows=1, most=40)

    @property
    def extra(self) -> list[Any]:
        return [self.tongues("unit", _("Unit"), _("Shown beside the answer: km, zł. It may be typed too."))]

    def add_answer(self, index: int, answer: dict[str, Any]) -> None:
        for name, label in (("value", _("The number")), ("tolerance", _("How far off is still right"))):
            self.fields[f"{name}_{index}"] = forms.CharField(label=label, required=False, max_length=40)
            self.initial[f"{name}_{index}"] = answer.get(name, "")

    def row(self, index: int) -> Row:
        legend = self.row_legend % {"number": index + 1}
        return Row(
            index + 1, legend, [self[f"value_{index}"], self[f"tolerance_{index}"]], **self.more(index)
        )

    def _number(self, name: str) -> str:
        text = self.cleaned_data.get(name) or ""
        try:
            return format(number(text), "f") if text else ""
        except Unreadable as error:
            self.add_error(name, str(error))
            return ""

    def build(self) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
        used = [index for index in range(self.number) if self.cleaned_data.get(f"value_{index}")]
        names = RowIds.read(self, [f"id_{index}" for index in used], prefix="n")
        answers = []
        for name, index in zip(names, used, strict=True):
            off = self._number(f"tolerance_{index}").lstrip("-")
            answer = {"id": name, "value": self._number(f"value_{index}"), **self.weight(index)}
            answers.append(answer | ({"tolerance": off} if off else {}))
        words = self.with_said(used, names)
        for code in LANGUAGES:
            words[code] |= {"unit": unit} if (unit := self.typed("unit", code)) else {}
        return words, {"answers": answers}


class ShortTextForm(_Typing):
    kind = Kind.SHORT_TEXT
    rows_help = gettext_lazy(
        "One spelling on a line, of all languages together. An asterisk stands for anything: “*” alone "
        "takes whatever is written."
    )
    rules = ("is_case_sensitive", "is_long")

    def add_rules(self) -> None:
        self.fields["is_case_sensitive"] = forms.BooleanField(label=_("Capitals matter"), required=False)
        self.fields["is_long"] = forms.BooleanField(label=_("Room for several lines"), required=False)
        self.initial["is_case_sensitive"] = self.key.get("is_case_sensitive", False)
        self.initial["is_long"] = any(self.old[code].get("is_long") for code in LANGUAGES)

    def add_answer(self, index: int, answer: dict[str, Any]) -> None:
        self.fields[f"texts_{index}"] = forms.CharField(
            label=_("Spellings"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 3})
        )
        self.initial[f"texts_{index}"] = "\n".join(answer.get("texts", []))

    def row(self, index: int) -> Row:
        legend = self.row_legend % {"number": index + 1}
        return Row(index + 1, legend, [self[f"texts_{index}"]], **self.more(index))

    def build(self) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
        used = [index for index in range(self.number) if self.cleaned_data.get(f"texts_{index}")]
        names = RowIds.read(self, [f"id_{index}" for index in used], prefix="t")
        answers = [
            {"id": name, "texts": lines_of(self.cleaned_data[f"texts_{index}"]), **self.weight(index)}
            for name, index in zip(names, used, strict=True)
        ]
        words = self.with_said(used, names)
        if self.cleaned_data.get("is_long"):
            for code in LANGUAGES:
                words[code]["is_long"] = True
        key: dict[str, Any] = {"answers": answers}
        return words, key | (
            {"is_case_sensitive": True} if self.cleaned_data.get("is_case_sensitive") else {}
        )
