"""The form of a question: three languages side by side. Each kind adds its own fields."""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.forms import DeclarativeFieldsMetaclass
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.bank.backoffice.picture_field import PictureField, end_with, picture_at_end
from courses.bank.typed import from_typed, to_typed
from courses.quizzes.kinds import check_languages

if TYPE_CHECKING:
    from django.forms.boundfield import BoundField
    from django_stubs_ext import StrOrPromise

    from courses.models import QuestionVersion

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Tongues:
    """One text in the three languages."""

    label: StrOrPromise
    fields: list[BoundField]
    help_text: StrOrPromise = ""

    @property
    def has_errors(self) -> bool:
        return any(each.errors for each in self.fields)


class AbstractForm(DeclarativeFieldsMetaclass, ABCMeta):
    """A form that may leave parts to its kinds, and cannot be made without them."""


class QuestionForm(forms.Form, metaclass=AbstractForm):
    """What every kind of question is asked in. Those with answers row by row are ``RowsForm``."""

    kind: ClassVar[str]
    stem_help: ClassVar[StrOrPromise] = gettext_lazy("A blank line begins a new paragraph.")
    rules: ClassVar[tuple[str, ...]] = ()
    """Names of the fields below the answers."""
    has_rows: ClassVar[bool] = False

    topic = forms.CharField(
        label=gettext_lazy("Topic"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A quiz may draw at random from a topic."),
    )
    picture = PictureField(label=gettext_lazy("Picture below the question"), required=False)
    drop_picture = forms.BooleanField(label=gettext_lazy("Take the picture away"), required=False)

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        version: QuestionVersion | None = None,
        topic: str = "",
        topics: list[str] | None = None,
    ) -> None:
        super().__init__(data, files)
        self.version, self.topics = version, topics or []
        self.initial["topic"] = topic
        self.old = {code: self._old(code) for code in LANGUAGES}
        self.key: dict[str, Any] = version.key if version else {}
        self.kept_picture = next((found for code in LANGUAGES if (found := self._picture(code)[1])), "")
        for code in LANGUAGES:
            said = self.old[code].get("feedback", {})
            stem, uuid, alt = self._picture(code)
            self._add_text("stem", code, rows=4, initial=to_typed(stem))
            self._add_text("alt", code, rows=2, initial=alt if uuid else "")
            self._add_text("right", code, rows=2, initial=to_typed(said.get("right", "")))
            self._add_text("wrong", code, rows=2, initial=to_typed(said.get("wrong", "")))
        self.add_rules()

    def _old(self, code: str) -> dict[str, Any]:
        return (getattr(self.version, f"words_{code}") or {}) if self.version else {}

    def _picture(self, code: str) -> tuple[str, str, str]:
        """The stem without the picture at its end, that picture, and what is said of it."""
        return picture_at_end(self.old[code].get("stem", ""))

    # --- fields ---

    def _add_text(
        self, name: str, code: str, *, rows: int = 2, initial: str = "", most: int = 20_000
    ) -> None:
        label = dict(settings.LANGUAGES)[code]
        widget = forms.Textarea(attrs={"rows": rows, "lang": code})
        self.fields[f"{name}_{code}"] = forms.CharField(
            label=label, required=False, max_length=most, widget=widget, strip=True
        )
        self.initial[f"{name}_{code}"] = initial

    def add_texts(self, name: str, initial: dict[str, str], *, rows: int = 2, most: int = 20_000) -> None:
        for code in LANGUAGES:
            self._add_text(name, code, rows=rows, initial=initial.get(code, ""), most=most)

    def add_rules(self) -> None:
        """Fields that hold for the whole question."""

    def tongues(self, name: str, label: StrOrPromise, help_text: StrOrPromise = "") -> Tongues:
        return Tongues(label, [self[f"{name}_{code}"] for code in LANGUAGES], help_text)

    # --- for the template ---

    @property
    def stem(self) -> Tongues:
        return self.tongues("stem", _("Question"), self.stem_help)

    @property
    def alt(self) -> Tongues:
        return self.tongues("alt", _("What the picture shows"), _("Read out to those who cannot see it."))

    @property
    def said(self) -> list[Tongues]:
        return [
            self.tongues("right", _("Said when all is right")),
            self.tongues("wrong", _("Said when it is not")),
        ]

    @property
    def rule_fields(self) -> list[BoundField]:
        return [self[name] for name in self.rules]

    # --- reading ---

    def typed(self, name: str, code: str) -> str:
        return str(self.cleaned_data.get(f"{name}_{code}") or "")

    def html(self, name: str, code: str) -> str:
        return from_typed(self.typed(name, code))

    def written(self) -> list[str]:
        """The languages in which the question is asked."""
        return [code for code in LANGUAGES if self.typed("stem", code)]

    @abstractmethod
    def build(self) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
        """What the kind holds by language, without stem and feedback, and the key."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        parts, key = self.build()
        words = {
            code: {**self._said(code, parts.get(code, {})), "stem": self.html("stem", code)}
            for code in self.written()
        }
        if self.errors:
            return cleaned
        for code, faults in check_languages(self.kind, words, key).items():
            name = dict(settings.LANGUAGES).get(code, "")
            told = [f"{name}: {fault}" if name else fault for fault in faults]
            self.add_error(f"stem_{code}" if code else None, ValidationError(told))
        cleaned["words"], cleaned["key"] = words, key
        return cleaned

    def _said(self, code: str, part: dict[str, Any]) -> dict[str, Any]:
        said = dict(part.get("feedback", {}))
        said |= {name: html for name in ("right", "wrong") if (html := self.html(name, code))}
        rest = {name: value for name, value in part.items() if name != "feedback"}
        return {**rest, "feedback": said} if said else rest

    def words_with(self, picture: str) -> dict[str, Any]:
        """The words with the picture at the end of the question; none where ``picture`` is empty."""
        words: dict[str, Any] = self.cleaned_data["words"]
        return {
            code: {**said, "stem": end_with(said["stem"], picture, self.typed("alt", code))}
            for code, said in words.items()
        }
