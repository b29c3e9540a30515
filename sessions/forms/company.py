"""What people type when they come with others: a second adult, who stays with a child, together or apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from lms.people.form_fields import EMAIL_WRONG, Label, LatinNames, name_field, phone_number
from lms.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Sequence

TOGETHER, APART = "together", "apart"


class AdultForm(LatinNames):
    """Another adult who comes along: a name, a language and a way to reach them."""

    given_name = name_field(_("Their given name"), _("Type their given name."))
    family_name = name_field(_("Their family name"), _("Type their family name."))
    email = forms.EmailField(
        label=_("Their e-mail"),
        required=False,
        error_messages={"invalid": EMAIL_WRONG},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Their phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("In which language shall we write to them?"),
        choices=Person.Language.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a language.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", get_language())

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()

    def clean_phone(self) -> str:
        return phone_number(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["email"] and not cleaned["phone"]:
            self.add_error(
                "email", ValidationError(gettext("Type their e-mail address or their phone number."))
            )
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What ``lms.people.care.write_down_adult`` asks."""
        return dict(self.cleaned_data)


class ComesAlongForm(forms.Form):
    """Which adult stays with the child."""

    along = forms.ChoiceField(
        label=_("Who comes along and stays with the child?"),
        help_text=_("An adult stays for the whole meeting. We keep those hours free for them too."),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who comes along.")},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Label]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["along"]).choices = choices


class TogetherForm(forms.Form):
    """Whether those who ask belong together, when there is not room for all. Together, unless they say so."""

    together = forms.ChoiceField(
        label=_("If there are not enough seats for all of you"),
        choices=[(TOGETHER, ""), (APART, "")],
        widget=forms.RadioSelect,
        initial=TOGETHER,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["together"]).choices = [
            (TOGETHER, Label(gettext("We stay together"), gettext("We come only if all of us get a seat."))),
            (
                APART,
                Label(gettext("Each takes what there is"), gettext("Some may get a seat while others wait.")),
            ),
        ]

    def clean_together(self) -> str:
        return self.cleaned_data["together"] or TOGETHER

    @property
    def is_together(self) -> bool:
        return not self.is_valid() or self.cleaned_data["together"] == TOGETHER
