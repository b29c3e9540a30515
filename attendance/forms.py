"""What a trainer types and taps at Desk."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from attendance.marking import Mark


class MarkForm(forms.Form):
    """One tap on the list. The event id was made with the page, so that a second tap changes nothing."""

    person = forms.UUIDField()
    mark = forms.ChoiceField(choices=Mark)
    at = forms.TimeField(required=False)
    event_id = forms.UUIDField(required=False)


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


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label=_("Why must it be opened again?"),
        help_text=_("It stays in the log. For example: two people came in after the list was closed."),
        max_length=200,
    )
