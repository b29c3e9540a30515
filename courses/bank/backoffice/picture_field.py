"""The picture of a question: chosen in its form, shown below its words."""

from __future__ import annotations

import html
import re
from typing import Any

from django import forms

from cms.uploads.pictures import clean_picture
from courses.bank.cleaning import PICTURE

UUID = r"([0-9a-f-]{36})"
AT_END = re.compile(
    rf'<p><img src="{PICTURE}{UUID}" alt="([^"]*)"></p>$|<p><img alt="([^"]*)" src="{PICTURE}{UUID}"></p>$'
)


class PictureField(forms.FileField):
    """Looked into as every picture that is uploaded."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/avif"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        return clean_picture(file) if file else None


def picture_at_end(stem: str) -> tuple[str, str, str]:
    """The stem without the picture that ends it, the picture's uuid, and its description."""
    found = AT_END.search(stem)
    if not found:
        return stem, "", ""
    uuid, alt = (found[1], found[2]) if found[1] else (found[4], found[3])
    return stem[: found.start()], uuid, html.unescape(alt)


def end_with(stem: str, uuid: str, alt: str) -> str:
    if not uuid:
        return stem
    if not stem.startswith("<"):
        stem = f"<p>{stem}</p>"
    return f'{stem}<p><img src="{PICTURE}{uuid}" alt="{html.escape(alt)}"></p>'
