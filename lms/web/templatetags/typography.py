"""Small manners of setting type that Polish and Ukrainian readers expect."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

SHORT_WORD = re.compile(r"(?<![\w&;'’-])([aiouwzAIOUWZаіуовзйяєАІУОВЗЙЯЄ]) (?=\S)")


@register.filter
def bind_short_words(text: object) -> SafeString:
    """Keep a one-letter word on the line of the word after it: "z opieką", "у Вроцлаві"."""
    return mark_safe(SHORT_WORD.sub("\\1\u00a0", conditional_escape(str(text))))  # noqa: S308 - escaped just now
