"""A share as people type it: in percent. It is kept as a part of one."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

NUMBER = re.compile(r"(?P<number>[0-9]{1,3}(?:[.,][0-9]{1,4})?)(?P<sign>%?)")
HUNDRED = Decimal(100)


def in_percent(share: Decimal) -> str:
    return format((share * HUNDRED).normalize(), "f")


class ShareField(forms.Field):
    """Reads "80" and "80 %" alike. Whoever writes 0.8, or 1 without a sign, is asked what is meant.

    ``least``: in percent.
    """

    def __init__(self, *, least: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off"}))
        super().__init__(**kwargs)
        self.least = least

    def prepare_value(self, value: Any) -> Any:
        return in_percent(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:
        typed = "".join(str(value or "").split())
        if not typed:
            return None
        read = NUMBER.fullmatch(typed)
        number = Decimal(read["number"].replace(",", ".")) if read else Decimal(-1)
        if 0 < number <= 1 and read and not read["sign"]:
            words = _("Do you mean %(percent)s %%? Please write it in percent, with the sign.")
            raise ValidationError(words % {"percent": in_percent(number)})
        if number % 1 or not self.least <= number <= HUNDRED:
            words = _("Write a whole number of percent, from %(least)d to 100.")
            raise ValidationError(words % {"least": self.least})
        return number / HUNDRED
