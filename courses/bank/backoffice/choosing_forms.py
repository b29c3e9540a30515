"""Questions in which one chooses: one of several, several, true or false."""

from __future__ import annotations

from abc import abstractmethod
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.bank.backoffice.question_form import LANGUAGES, QuestionForm
from courses.bank.backoffice.row_ids import RowIds
from courses.bank.backoffice.rows_form import Row, RowsForm
from courses.bank.typed import to_typed
from courses.models.bank import Kind
from courses.quizzes.kinds import even_weights

WHOLE = Decimal(1)


class ChoicesForm(RowsForm):
    rules: ClassVar[tuple[str, ...]] = ("is_fixed",)

    def add_rules(self) -> None:
        self.fields["is_fixed"] = forms.BooleanField(
            label=_("Keep the answers in this order"),
            required=False,
            help_text=_("For “None of these”, or a scale from never to always."),
        )
        self.initial["is_fixed"] = self.key.get("is_fixed", False)

    def _choices(self, code: str) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.old[code].get("choices", [])
        return found

    def written_rows(self) -> int:
        return max(len(self._choices(code)) for code in LANGUAGES)

    def _weights(self) -> dict[str, Decimal]:
        return {name: Decimal(str(weight)) for name, weight in self.key.get("weights", {}).items()}

    def shown_share(self, weight: Decimal, weights: dict[str, Decimal]) -> Decimal | None:
        """None where marking it as right or not says enough."""
        return None if weight in {WHOLE, Decimal(0)} else weight

    def add_row(self, index: int) -> None:
        entries = {code: self._choices(code)[index] for code in LANGUAGES if index < len(self._choices(code))}
        name = next((entry["id"] for entry in entries.values()), "")
        weights = self._weights()
        weight = weights.get(name, Decimal(0))
        RowIds.add(self, f"id_{index}", name)
        self.fields[f"right_{index}"] = forms.BooleanField(label=_("right"), required=False)
        self.initial[f"right_{index}"] = self.is_right(weight)
        self.add_share(f"share_{index}", self.shown_share(weight, weights))
        self.add_texts(f"choice_{index}", {code: to_typed(entry["html"]) for code, entry in entries.items()})
        self.add_texts(
            f"said_{index}", {code: to_typed(entry.get("feedback", "")) for code, entry in entries.items()}
        )

    def is_right(self, weight: Decimal) -> bool:
        return weight == WHOLE

    def row(self, index: int) -> Row:
        return Row(
            index + 1,
            self.row_legend % {"number": index + 1},
            [self[f"right_{index}"]],
            [self.tongues(f"choice_{index}", "")],
            [self.tongues(f"said_{index}", _("Said to whoever chooses it"))],
            [self[f"share_{index}"]],
        )

    def build(self) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
        used = [index for index in range(self.number) if self.filled(index, "choice")]
        names = RowIds.read(self, [f"id_{index}" for index in used], prefix="c")
        right = [
            name for name, index in zip(names, used, strict=True) if self.cleaned_data.get(f"right_{index}")
        ]
        shares = {
            name: share
            for name, index in zip(names, used, strict=True)
            if (share := self.share(f"share_{index}")) is not None
        }
        words = {
            code: {
                "choices": [
                    {"id": name, "html": self.html(f"choice_{index}", code)}
                    | ({"feedback": said} if (said := self.html(f"said_{index}", code)) else {})
                    for name, index in zip(names, used, strict=True)
                ]
            }
            for code in LANGUAGES
        }
        key: dict[str, Any] = {"weights": self.weigh(names, right, shares)}
        key |= {name: True for name in self.rules if self.cleaned_data.get(name)}
        return words, key

    @abstractmethod
    def weigh(self, names: list[str], right: list[str], shares: dict[str, Decimal]) -> dict[str, str]:
        """What each choice counts."""


class SingleForm(ChoicesForm):
    kind = Kind.SINGLE
    rows_help = gettext_lazy("Mark one answer as right.")

    def weigh(self, names: list[str], right: list[str], shares: dict[str, Decimal]) -> dict[str, str]:
        if len(right) > 1:
            self.add_error(None, _("Mark only one answer as right, or make it a question with several."))
        return {name: str(share) for name, share in shares.items() if share} | dict.fromkeys(right, "1")


class MultipleForm(ChoicesForm):
    kind = Kind.MULTIPLE
    rows_help = gettext_lazy("Mark all that are right. Each counts the same, and a wrong one takes away.")
    rules = ("is_whole", "is_fixed")

    def add_rules(self) -> None:
        self.fields["is_whole"] = forms.BooleanField(
            label=_("Only all of it together counts"), required=False
        )
        self.initial["is_whole"] = self.key.get("is_whole", False)
        super().add_rules()

    def is_right(self, weight: Decimal) -> bool:
        return weight > 0

    def shown_share(self, weight: Decimal, weights: dict[str, Decimal]) -> Decimal | None:
        right = [name for name, each in weights.items() if each > 0]
        wrong = [entry["id"] for entry in self._choices(self.version.languages[0])] if self.version else []
        wrong = [name for name in wrong if name not in right]
        even = even_weights(right, wrong) if right else {}
        is_even = all(Decimal(even[name]) == weights.get(name, Decimal(0)) for name in even)
        return None if is_even or (self.key.get("is_whole") and weight in {WHOLE, Decimal(0)}) else weight

    def weigh(self, names: list[str], right: list[str], shares: dict[str, Decimal]) -> dict[str, str]:
        """Shares that were typed count; whoever types none gets even ones."""
        if not right:
            return {}
        wrong = [name for name in names if name not in right]
        even = even_weights(right, wrong)
        if not shares:
            return even
        told = {
            name: str(shares.get(name, Decimal(even[name]) if name in right else Decimal(0)))
            for name in names
        }
        return {name: share for name, share in told.items() if Decimal(share)}


class TrueFalseForm(QuestionForm):
    kind = Kind.TRUE_FALSE
    rules = ("truth",)
    stem_help = gettext_lazy("A sentence that is true or not.")

    def add_rules(self) -> None:
        self.fields["truth"] = forms.ChoiceField(
            label=_("The sentence is"),
            choices=[("true", _("True")), ("false", _("False"))],
            widget=forms.RadioSelect,
        )
        if "right" in self.key:
            self.initial["truth"] = str(self.key["right"]).lower()

    def build(self) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
        return {}, {"right": self.cleaned_data.get("truth") == "true"}
