"""The answers of a question, row by row.

It works without scripts: rows are taken away by emptying them, and more of them are asked for by a button.
"""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.bank.backoffice.question_form import LANGUAGES, QuestionForm
from courses.bank.typed import as_share, in_percent

if TYPE_CHECKING:
    from decimal import Decimal

    from django.forms.boundfield import BoundField
    from django_stubs_ext import StrOrPromise

    from courses.bank.backoffice.question_form import Tongues

SPARE, FEWEST, MOST = 2, 4, 40


@dataclass(frozen=True)
class Row:
    """One answer: what is the same in all languages, its texts, and what few people need."""

    number: int
    legend: StrOrPromise
    single: list[BoundField]
    texts: list[Tongues] = field(default_factory=list)
    more: list[Tongues] = field(default_factory=list)
    more_single: list[BoundField] = field(default_factory=list)

    @property
    def is_more_open(self) -> bool:
        return any(one.value() for texts in self.more for one in texts.fields) or any(
            one.value() or one.errors for one in self.more_single
        )


class RowsForm(QuestionForm):
    """A kind whose answers stand one below the other, each in a row of its own."""

    row_legend: ClassVar[StrOrPromise] = gettext_lazy("Answer %(number)d")
    rows_heading: ClassVar[StrOrPromise] = gettext_lazy("Answers")
    rows_help: ClassVar[StrOrPromise] = ""
    has_rows: ClassVar[bool] = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = self._asked_rows() if self.is_bound else max(FEWEST, self.written_rows() + SPARE)
        for index in range(self.number):
            self.add_row(index)

    def _asked_rows(self) -> int:
        typed = str(self.data.get("rows", ""))
        rows = max(1, min(int(typed), MOST)) if typed.isdecimal() and len(typed) < 4 else FEWEST
        return min(rows + 4, MOST) if self.wants_more_rows else rows

    @property
    def wants_more_rows(self) -> bool:
        return "more_rows" in self.data

    # --- for the kinds ---

    @abstractmethod
    def written_rows(self) -> int:
        """How many answers the question has already."""

    @abstractmethod
    def add_row(self, index: int) -> None:
        """The fields of one answer."""

    @abstractmethod
    def row(self, index: int) -> Row:
        """One answer as the page shows it."""

    def add_share(self, name: str, share: Decimal | None) -> None:
        self.fields[name] = forms.CharField(
            label=_("Part of the points, in %"), required=False, max_length=12
        )
        self.initial[name] = "" if share is None else in_percent(share)

    @property
    def answer_rows(self) -> list[Row]:
        return [self.row(index) for index in range(self.number)]

    # --- reading ---

    def filled(self, index: int, name: str) -> bool:
        """Whether a row says anything, in any language."""
        return any(self.typed(f"{name}_{index}", code) for code in LANGUAGES)

    def share(self, name: str) -> Decimal | None:
        text = self.cleaned_data.get(name) or ""
        if not text:
            return None
        try:
            return as_share(text)
        except ValueError as error:
            self.add_error(name, str(error))
            return None

    def full_clean(self) -> None:
        """Who asks for more rows has not finished: nothing is wrong yet."""
        super().full_clean()
        if self.wants_more_rows:
            self._errors = ErrorDict()

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data if self.wants_more_rows else super().clean()
