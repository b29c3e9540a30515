"""Names as they stand in a document, and the small parts that several forms share."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.people.names import romanise

LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’ʼ .\-]+")
CYRILLIC = re.compile(r"[\u0400-\u04ff'’ʼ .\-]+")
ANY_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
EMAIL_WRONG = _("This does not look like an e-mail address. It should look like name@example.org.")


class Label(str):
    """The words of a choice, with a second, smaller line."""

    hint: str

    def __new__(cls, words: str, hint: str = "") -> Label:
        label = super().__new__(cls, words)
        label.hint = hint
        return label


def in_latin(name: str) -> str:
    """A name in Latin letters, as documents have it; Cyrillic gets a suggestion instead of a riddle."""
    name = " ".join(name.split())
    if ANY_CYRILLIC.search(name):
        suggested = romanise(name)
        raise ValidationError(
            gettext("Write it in Latin letters, as in the document. Is it “%(name)s”?") % {"name": suggested}
        )
    if not LATIN.fullmatch(name):
        raise ValidationError(gettext("Use letters, spaces, hyphens and apostrophes only."))
    return name


def in_cyrillic(name: str) -> str:
    name = " ".join(name.split())
    if name and not CYRILLIC.fullmatch(name):
        raise ValidationError(gettext("Write it in Cyrillic letters, or leave it empty."))
    return name


def name_field(label: Any, missing: Any, autocomplete: str = "off") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=100,
        error_messages={"required": missing},
        widget=forms.TextInput(
            attrs={"autocomplete": autocomplete, "autocapitalize": "words", "spellcheck": "false"}
        ),
    )


def cyrillic_field(label: Any) -> forms.CharField:
    field = name_field(label, "")
    field.required = False
    return field


class LatinNames(forms.Form):
    """Names as in the document, and in Cyrillic for those who have them."""

    def clean_given_name(self) -> str:
        return in_latin(self.cleaned_data["given_name"])

    def clean_family_name(self) -> str:
        return in_latin(self.cleaned_data["family_name"])

    def clean_given_name_cyrillic(self) -> str:
        return in_cyrillic(self.cleaned_data["given_name_cyrillic"])

    def clean_family_name_cyrillic(self) -> str:
        return in_cyrillic(self.cleaned_data["family_name_cyrillic"])
