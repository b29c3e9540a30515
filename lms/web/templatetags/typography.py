"""Small manners of setting type that Polish and Ukrainian readers expect."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

SHORT_WORD = re.compile(r"(?<![\w&;'’-])([aiouwzAIOUWZаіуовзйяєАІУОВЗЙЯЄ]) (?=\S)")
DASH = re.compile(r" (?=[–—] )")


@register.filter
def bind_short_words(text: object) -> SafeString:
    """Keep a one-letter word with the next ("z opieką", "у Вроцлаві"), and a dash with the one before."""
    bound = SHORT_WORD.sub("\\1\u00a0", conditional_escape(str(text)))
    return mark_safe(DASH.sub("\u00a0", bound))  # noqa: S308 - escaped just now
