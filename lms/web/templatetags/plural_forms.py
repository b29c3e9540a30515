"""The forms of a counted phrase, each shown once, for scripts that count and may hold no words themselves."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.utils.translation import get_language

register = template.Library()


@dataclass(frozen=True)
class Form:
    """A form as browsers call it (``Intl.PluralRules``), and a number that takes it."""

    name: str
    sample: int


SLAVIC = (Form("one", 1), Form("few", 2), Form("many", 5))
OTHERS = (Form("one", 1), Form("other", 2))


@register.simple_tag
def plural_forms() -> tuple[Form, ...]:
    return SLAVIC if (get_language() or "")[:2] in {"pl", "uk"} else OTHERS
