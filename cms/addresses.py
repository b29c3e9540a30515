"""The address of a page, without asking which site the reader is on: there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from wagtail.models import Page

UNDER_A_LANGUAGE = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)


def address_of(page: Page, *, shared: object | None = None) -> str:
    """The path of a page, or nothing for one that stands outside the site.

    The home page of a language has that language as its slug, so a page's ``url_path`` is its address, and
    no query is needed. Elsewhere Wagtail is asked; ``shared`` is any object that goes through all calls
    for a list of pages: Wagtail keeps the roots of the site on it, and so reads them once.
    """
    if page.url_path.startswith(UNDER_A_LANGUAGE):
        return str(page.url_path)
    parts = page.get_url_parts(shared)
    return parts[2] or "" if parts else ""
