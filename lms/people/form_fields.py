"""What people type about themselves: names as in a document, an address, a phone. Shared by several forms."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.people.models import InformationClause
from lms.people.names import romanise

LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’ʼ .\-]+")
CYRILLIC = re.compile(r"[\u0400-\u04ff'’ʼ .\-]+")
ANY_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
PHONE = re.compile(r"\+?[0-9][0-9 ()\-]{6,18}")
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


def in_either_alphabet(name: str) -> tuple[str, str]:
    """A name typed in whichever letters, as Latin and as Cyrillic; the latter empty when it was Latin."""
    name = " ".join(name.split())
    if CYRILLIC.fullmatch(name) and ANY_CYRILLIC.search(name):
        return romanise(name), name
    if not LATIN.fullmatch(name):
        raise ValidationError(gettext("Use letters, spaces, hyphens and apostrophes only."))
    return name, ""


def phone_number(phone: str) -> str:
    phone = " ".join(phone.split())
    if phone and not PHONE.fullmatch(phone):
        raise ValidationError(
            gettext("This does not look like a phone number. It should look like +48 600 100 200.")
        )
    return phone


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


class ClauseForm(forms.Form):
    """The information clause, and that it was read. Without a clause in force there is nothing to ask."""

    clause = forms.IntegerField(widget=forms.HiddenInput)
    accept = forms.BooleanField(
        label=_("I have read how you use my data"),
        error_messages={"required": _("Please read how we use your data, and tick the box.")},
    )

    def __init__(self, *args: Any, current: InformationClause | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.current = current
        if current is None:
            del self.fields["clause"], self.fields["accept"]
        else:
            self.initial["clause"] = current.pk

    def clean_clause(self) -> int:
        shown: int = self.cleaned_data["clause"]
        if self.current and shown != self.current.pk:
            raise ValidationError(
                gettext("The information about your data has changed meanwhile. Please read it again.")
            )
        return shown
