"""One short page of questions for somebody who thinks of foster care. Only how to reach them must be said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from courses.models import CandidatePath
from courses.newcomers import Newcomer, Reach
from lms.people.form_fields import EMAIL_WRONG, ClauseForm, in_either_alphabet, name_field, phone_number
from lms.people.models import Person

if TYPE_CHECKING:
    from lms.people.models import InformationClause

NAMES = ("given_name", "family_name")


class InterestForm(ClauseForm):
    """What is asked of whoever is interested. Somebody signed in is not asked for a name and a language."""

    given_name = name_field(_("Given name"), _("Type your given name."), "given-name")
    family_name = name_field(_("Family name"), _("Type your family name."), "family-name")
    language = forms.ChoiceField(
        label=_("Which language shall we speak with you?"),
        choices=Person.Language.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": EMAIL_WRONG},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    call_when = forms.ChoiceField(
        label=_("When is it safe for us to call?"),
        widget=forms.RadioSelect,
        required=False,
    )
    may_leave_message = forms.BooleanField(
        label=_("You may leave me a voice message or send me a text message"),
        help_text=_(
            "If you do not tick this, we leave no message, and say nothing to anybody else who answers."
        ),
        required=False,
    )
    message = forms.CharField(
        label=_("Is there something you would like to ask or tell us?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    subject = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    """Not shown to people. Machines that fill in everything give themselves away here."""

    field_order = (
        "given_name",
        "family_name",
        "language",
        "phone",
        "email",
        "call_when",
        "may_leave_message",
        "message",
        "clause",
        "accept",
    )

    def __init__(
        self, *args: Any, person: Person | None, current: InformationClause | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, current=current, **kwargs)
        self.fields["call_when"].choices = [  # type: ignore[attr-defined]
            (value, capfirst(str(label))) for value, label in CandidatePath.CallTime.choices
        ]
        self.initial.setdefault("call_when", CandidatePath.CallTime.ANY)
        self.person = person
        if person:
            for name in (*NAMES, "language"):
                del self.fields[name]
            self.initial.update(email=person.email, phone=person.phone)
        else:
            self.initial.setdefault("language", get_language())

    def clean_phone(self) -> str:
        return phone_number(self.cleaned_data["phone"])

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in NAMES:
            if cleaned.get(name):
                self._clean_name(name, cleaned)
        told = {"phone", "email"} & self.errors.keys()
        if not told and not (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("phone", gettext("Give us a phone number or an e-mail address: one is enough."))
        return cleaned

    def _clean_name(self, name: str, cleaned: dict[str, Any]) -> None:
        """Either alphabet will do: a first word is no document."""
        try:
            cleaned[name], cleaned[f"{name}_cyrillic"] = in_either_alphabet(cleaned[name])
        except ValidationError as error:
            self.add_error(name, error)

    @property
    def is_from_a_machine(self) -> bool:
        return bool(self.data.get("subject"))

    @property
    def asks(self) -> Person | Newcomer:
        if self.person:
            return self.person
        cyrillic = {f"{name}_cyrillic": self.cleaned_data.get(f"{name}_cyrillic", "") for name in NAMES}
        latin = {name: self.cleaned_data[name] for name in NAMES}
        return Newcomer(**latin, **cyrillic, language=self.cleaned_data["language"])

    @property
    def reach(self) -> Reach:
        cleaned = self.cleaned_data
        return Reach(
            email=cleaned["email"],
            phone=cleaned["phone"],
            call_when=cleaned["call_when"] or CandidatePath.CallTime.ANY,
            may_leave_message=cleaned["may_leave_message"],
        )
