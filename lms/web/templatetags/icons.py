"""Icons drawn inline, so that they take the colour of the text beside them.

An inline drawing costs no request, follows the theme and the contrast switch, and prints.
"""

from functools import lru_cache

from django import template
from django.template import Engine
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@lru_cache(maxsize=128)
def _inner_drawing(name: str) -> str:
    """The drawing without its outer `<svg …>`: the tag writes its own, with our class and label."""
    source = Engine.get_default().get_template(f"icons/{name}.svg").source
    return source[source.index(">") + 1 : source.rindex("</svg>")]


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Draw an icon. With no label it is decoration, and a screen reader passes over it.

    `size` is "", "small", "large" or "huge".
    """
    drawing = mark_safe(_inner_drawing(name))  # noqa: S308 - our own files, not what people typed
    classes = f"icon icon--{name}" + (f" icon--{size}" if size else "")
    meaning = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75"'
        ' stroke-linecap="round" stroke-linejoin="round" {}>{}</svg>',
        classes,
        meaning,
        drawing,
    )
