"""What people change about themselves."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.people.form_fields import EMAIL_WRONG, phone_number
from lms.people.models import Person


class DetailsForm(forms.ModelForm[Person]):
    """What people change about themselves without anybody's help. The address has its own way, by a code."""

    class Meta:
        model = Person
        fields = ("language", "phone")
        widgets = {
            "language": forms.RadioSelect,
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        }
        labels = {"language": _("Language of our messages"), "phone": _("Phone")}

    def clean_phone(self) -> str:
        return phone_number(self.cleaned_data["phone"])


class AddressForm(forms.Form):
    """A new e-mail address, which a code must prove."""

    email = forms.EmailField(
        label=_("New e-mail address"),
        help_text=_("We will send a six-digit code there."),
        error_messages={"required": _("Type your e-mail address."), "invalid": EMAIL_WRONG},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()


class AddressCodeForm(forms.Form):
    """The code that proves a new address."""

    code = forms.CharField(
        label=_("Six-digit code"),
        error_messages={"required": _("Type the six digits from our message.")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
