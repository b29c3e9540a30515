"""Phone numbers and e-mail addresses in a text become links, so that a phone can call them."""

from __future__ import annotations

import re

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

PHONE = re.compile(r"(?<![\d.–-])\d{2,3}(?: \d{2,3}){2,3}(?![\d–-])(?!\.\d)")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
LINK_OR_TAG = re.compile(r"(<a\b.*?</a>|<[^>]+>)", re.DOTALL | re.IGNORECASE)
POLISH_NUMBER = 9


@register.filter
def phone_address(phone: str) -> str:
    """ "71 784 96 06" as an address to call, from abroad as well."""
    digits = re.sub(r"\D", "", phone or "")
    return f"tel:+48{digits}" if len(digits) == POLISH_NUMBER else f"tel:{digits}"


def _call(found: re.Match[str]) -> str:
    number = found.group()
    if len(re.sub(r"\D", "", number)) != POLISH_NUMBER:
        return number
    return f'<a class="nowrap" href="{phone_address(number)}">{number}</a>'


def _write(found: re.Match[str]) -> str:
    return f'<a href="mailto:{found.group()}">{found.group()}</a>'


@register.filter
def contacts(html: str) -> SafeString:
    """Link what is not a link yet. The markup comes from the editor's field, already cleaned by Wagtail."""
    parts = LINK_OR_TAG.split(str(html))
    linked = (part if part.startswith("<") else EMAIL.sub(_write, PHONE.sub(_call, part)) for part in parts)
    return mark_safe("".join(linked))  # noqa: S308 - only our own anchors are added to cleaned markup
