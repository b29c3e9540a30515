"""The address of a page, without asking which site the reader is on: there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import Page


def address_of(page: Page, *, shared: object | None = None) -> str:
    """The path of a page, or nothing for one that stands outside the site.

    ``shared`` is any object that goes through all calls for a list of pages: Wagtail keeps the roots of
    the site on it, and so reads them once.
    """
    parts = page.get_url_parts(shared)
    return parts[2] or "" if parts else ""
