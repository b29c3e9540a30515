"""The codes that would have been sent, read back from their messages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from lms.messaging.models import Message

SHOWN = 5
SIX_DIGITS = re.compile(r"(?<!\d)\d{6}(?!\d)")


class CodeForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("The one you typed when signing in. Leave it empty to see the newest codes of all."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


@dataclass(frozen=True)
class SentCode:
    code: str
    message: Message


def latest_codes(address: str) -> list[SentCode]:
    """The newest codes first."""
    found = Message.objects.filter(kind="sign_in_code")
    if address:
        found = found.filter(address__iexact=address)
    return [
        SentCode(code=digits.group(), message=message)
        for message in found[:SHOWN]
        if (digits := SIX_DIGITS.search(message.text))
    ]
