"""What a public body tells of itself, for templates."""

from __future__ import annotations

from django import template

from cms.duties import cookies

register = template.Library()


@register.simple_tag
def kept_on_device() -> dict[str, list[cookies.Kept]]:
    """Cookies, and the notes that scripts make in the browser."""
    return {"cookies": list(cookies.cookies()), "notes": list(cookies.notes())}
