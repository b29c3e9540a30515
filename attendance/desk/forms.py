"""What a trainer types and taps at Desk."""

from __future__ import annotations

import re

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance.door.marking import Mark
from attendance.models import Excuse, Scan

CONTACT = re.compile(r"@.+\.|(?:\d\D*){7,}")
OLDEST = 110


class MarkForm(forms.Form):
    """One tap on the list. The event id was made with the page, so that a second tap changes nothing."""

    person = forms.UUIDField()
    mark = forms.ChoiceField(choices=Mark)
    at = forms.TimeField(required=False)
    event_id = forms.UUIDField(required=False)
    excuse = forms.ChoiceField(choices=[("", ""), *Excuse.choices], required=False)
    guardian = forms.UUIDField(required=False)
    has_paper_consent = forms.BooleanField(required=False)


class CodeForm(forms.Form):
    """A pass that no camera read."""

    code = forms.CharField(
        label=_("Code of the pass"),
        max_length=200,
        help_text=_("The first eight signs are enough: ABCD EFGH."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    event_id = forms.UUIDField(required=False, widget=forms.HiddenInput)


class DoorForm(CodeForm):
    """The same, with all that the door may ask besides: which way, and what concerns a child."""

    act = forms.ChoiceField(choices=[(act, act) for act in (Scan.Act.ENTER, Scan.Act.LEAVE)], required=False)
    guardian = forms.UUIDField(required=False)
    has_paper_consent = forms.BooleanField(required=False)


class WalkInForm(forms.Form):
    """Somebody who is on no list, in three fields. The ids were made with the page."""

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=200,
        error_messages={"required": _("Write the name as they say it.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
    )
    contact = forms.CharField(
        label=_("Phone or e-mail"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off"}),
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"invalid": _("Write the year with four digits. It may be left empty.")},
    )
    event_id = forms.UUIDField(required=False, widget=forms.HiddenInput)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_contact(self) -> str:
        contact = str(self.cleaned_data["contact"]).strip()
        if contact and not CONTACT.search(contact):
            raise forms.ValidationError(
                _("This is neither a phone number nor an e-mail. It may be left empty.")
            )
        return contact

    def clean_birth_year(self) -> int | None:
        year: int | None = self.cleaned_data["birth_year"]
        today = timezone.localdate().year
        if year is not None and not today - OLDEST <= year <= today:
            raise forms.ValidationError(_("Write the year with four digits. It may be left empty."))
        return year


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Why must it be opened again?"),
        help_text=_("It stays in the log. For example: two people came in after the list was closed."),
        max_length=200,
    )
