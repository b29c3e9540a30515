"""Where the page of an office is, in the reader's language."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language

from cms.models import OfficePage


def page_address(office: str) -> Subquery:
    """An expression for queries about what lies in an office; ``office`` is the path of the key that says so.

    The home page of a language has that language as its slug, so an address is the page's ``url_path``.
    """
    pages = OfficePage.objects.live().filter(office=OuterRef(office), locale__language_code=get_language())
    return Subquery(pages.order_by("path").values("url_path")[:1])
