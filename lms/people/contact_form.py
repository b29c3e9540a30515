"""What somebody new says of themselves before a code proves their address: the same wherever they begin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lms.people.form_fields import EMAIL_WRONG, ClauseForm, LatinNames, cyrillic_field, name_field
from lms.people.models import Person


class ContactForm(ClauseForm, LatinNames):
    """Who somebody new is, and where to write to them."""

    given_name = name_field(_("Given name"), _("Type your given name."), "given-name")
    family_name = name_field(_("Family name"), _("Type your family name."), "family-name")
    given_name_cyrillic = cyrillic_field(_("Given name in Cyrillic"))
    family_name_cyrillic = cyrillic_field(_("Family name in Cyrillic"))
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We will send you a six-digit code. There is no password."),
        error_messages={"required": _("Type your e-mail address."), "invalid": EMAIL_WRONG},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=_("In which language shall we write to you?"),
        choices=Person.Language.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )

    field_order = (
        "given_name",
        "family_name",
        "given_name_cyrillic",
        "family_name_cyrillic",
        "email",
        "language",
        "clause",
        "accept",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", get_language())

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()

    def facts(self) -> dict[str, Any]:
        """What ``lms.people.sign_up.person_for_email`` asks."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("clause", "accept")}
