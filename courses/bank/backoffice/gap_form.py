"""A text with gaps: each gap of the text has a row with what fills it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.bank.backoffice.question_form import LANGUAGES
from courses.bank.backoffice.rows_form import Row, RowsForm
from courses.bank.formats.gift_marks import number
from courses.bank.formats.shape import Unreadable
from courses.bank.mapping import PLACE
from courses.bank.typed import OFF, WHOLE, as_line, lines_of, weighed
from courses.models.bank import Kind

TEXT, NUMBER, CHOICE = "text", "number", "choice"
KINDS = [
    (TEXT, gettext_lazy("words are typed")),
    (NUMBER, gettext_lazy("a number is typed")),
    (CHOICE, gettext_lazy("chosen from a list")),
]


class GapForm(RowsForm):
    kind = Kind.GAP
    row_legend = gettext_lazy("Gap %(number)d")
    rows_heading = gettext_lazy("Gaps")
    stem_help = gettext_lazy(
        "Write [[1]] where the first gap is, [[2]] for the second, in each language where it belongs."
    )
    rows_help = gettext_lazy(
        "One answer on a line. “50% Odra” counts half, “1945 ± 1” is still right a year off. "
        "In a list the first line is the right one; give the lists in each language in the same order."
    )

    def _names(self) -> list[str]:
        words = self.version.words() if self.version else {}
        return [name for name in PLACE.findall(words.get("stem", "")) if name in self.key.get("gaps", {})]

    def written_rows(self) -> int:
        return len(self._names())

    def add_row(self, index: int) -> None:
        names = self._names()
        name = names[index] if index < len(names) else str(index + 1)
        gap = self.key.get("gaps", {}).get(name, {})
        self.fields[f"name_{index}"] = forms.SlugField(
            label=_("Sign in the text"), max_length=40, required=False, initial=name
        )
        self.fields[f"kind_{index}"] = forms.ChoiceField(
            label=_("How it is filled"), required=False, choices=KINDS, initial=gap.get("kind", TEXT)
        )
        self.fields[f"worth_{index}"] = forms.IntegerField(
            label=_("Counts"), min_value=1, max_value=100, required=False, initial=self._worth(gap)
        )
        self.fields[f"is_cased_{index}"] = forms.BooleanField(
            label=_("Capitals matter"), required=False, initial=gap.get("is_case_sensitive", False)
        )
        self.fields[f"answers_{index}"] = forms.CharField(
            label=_("What is right, when it is typed"),
            required=False,
            max_length=8000,
            widget=forms.Textarea(attrs={"rows": 3}),
            initial="\n".join(self._typed_lines(gap)),
        )
        self.add_texts(
            f"list_{index}", {code: self._list(code, name, gap) for code in LANGUAGES}, rows=3, most=8000
        )

    def _worth(self, gap: dict[str, Any]) -> int:
        return int(Decimal(str(gap.get("worth", 1)))) or 1

    def _typed_lines(self, gap: dict[str, Any]) -> list[str]:
        if gap.get("kind") == NUMBER:
            return [
                as_line(
                    Decimal(str(one.get("weight", 1))),
                    f"{one['value']} ± {one['tolerance']}" if one.get("tolerance") else str(one["value"]),
                )
                for one in gap["answers"]
            ]
        return [
            as_line(Decimal(str(one.get("weight", 1))), text)
            for one in gap.get("answers", [])
            for text in one["texts"]
        ]

    def _list(self, code: str, name: str, gap: dict[str, Any]) -> str:
        """The right ones first, as they are typed."""
        weights = {key: Decimal(str(value)) for key, value in gap.get("weights", {}).items()}
        options = sorted(
            self.old[code].get("choices", {}).get(name, []),
            key=lambda one: -weights.get(one["id"], Decimal(0)),
        )
        lines = []
        for place, one in enumerate(options):
            weight = weights.get(one["id"], Decimal(0))
            lines.append(as_line(weight, one["text"]) if place and weight else one["text"])
        return "\n".join(lines)

    def row(self, index: int) -> Row:
        single = [self[f"{name}_{index}"] for name in ("name", "kind", "worth", "answers", "is_cased")]
        texts = [self.tongues(f"list_{index}", _("The list, when it is chosen"))]
        return Row(index + 1, self.row_legend % {"number": index + 1}, single, texts)

    def build(self) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
        gaps: dict[str, Any] = {}
        lists: dict[str, dict[str, Any]] = {code: {} for code in LANGUAGES}
        for index in range(self.number):
            name, kind = (
                self.cleaned_data.get(f"name_{index}"),
                self.cleaned_data.get(f"kind_{index}") or TEXT,
            )
            is_filled = (
                self.filled(index, "list") if kind == CHOICE else self.cleaned_data.get(f"answers_{index}")
            )
            if not name or not is_filled:
                continue
            gaps[name] = {"kind": kind, **self._rules(index, str(kind))}
            if kind == CHOICE:
                self._read_list(index, name, gaps[name], lists)
            else:
                gaps[name]["answers"] = self._read_typed(index, name, str(kind))
        said = self._kept_remarks(gaps)
        words = {code: ({"choices": lists[code]} if lists[code] else {}) | said[code] for code in LANGUAGES}
        return words, {"gaps": gaps}

    def _rules(self, index: int, kind: str) -> dict[str, Any]:
        worth = self.cleaned_data.get(f"worth_{index}") or 1
        cased = kind == TEXT and self.cleaned_data.get(f"is_cased_{index}")
        return ({"worth": str(worth)} if worth != 1 else {}) | ({"is_case_sensitive": True} if cased else {})

    def _lines(self, field: str, text: str) -> list[tuple[Decimal, str]]:
        try:
            return [weighed(line) for line in lines_of(text)]
        except ValueError as error:
            self.add_error(field, str(error))
            return []

    def _read_typed(self, index: int, name: str, kind: str) -> list[dict[str, Any]]:
        """Spellings that count the same are one answer."""
        lines = self._lines(f"answers_{index}", self.cleaned_data[f"answers_{index}"])
        weight = {share: {"weight": str(share)} if share != WHOLE else {} for share, _text in lines}
        if kind == NUMBER:
            try:
                return [
                    {"id": f"g{name}n{place}", **self._numeric(text), **weight[share]}
                    for place, (share, text) in enumerate(lines, 1)
                ]
            except Unreadable as error:
                self.add_error(f"answers_{index}", str(error))
                return []
        alike: dict[Decimal, list[str]] = {}
        for share, text in lines:
            alike.setdefault(share, []).append(text)
        return [
            {"id": f"g{name}t{place}", "texts": texts, **weight[share]}
            for place, (share, texts) in enumerate(alike.items(), 1)
        ]

    def _numeric(self, text: str) -> dict[str, str]:
        value, _sign, off = OFF.sub("±", text).partition("±")
        told = {"value": format(number(value), "f")}
        return told | ({"tolerance": format(abs(number(off)), "f")} if off else {})

    def _read_list(
        self, index: int, name: str, gap: dict[str, Any], lists: dict[str, dict[str, Any]]
    ) -> None:
        gap["weights"] = {"c1": "1"}
        for code in LANGUAGES:
            lines = self._lines(f"list_{index}_{code}", self.typed(f"list_{index}", code))
            if not lines:
                continue
            lists[code][name] = [
                {"id": f"c{place}", "text": text} for place, (_share, text) in enumerate(lines, 1)
            ]
            gap["weights"] |= {
                f"c{place}": str(share) for place, (share, _text) in enumerate(lines, 1) if share != WHOLE
            }

    def _kept_remarks(self, gaps: dict[str, Any]) -> dict[str, dict[str, Any]]:
        """What is said to single answers came from a file; it stays as long as they do."""
        ids = {one["id"] for gap in gaps.values() for one in gap.get("answers", [])}
        kept = {}
        for code in LANGUAGES:
            old = self.old[code].get("feedback", {}).get("answers", {})
            said = {name: html for name, html in old.items() if name in ids}
            kept[code] = {"feedback": {"answers": said}} if said else {}
        return kept
