"""What people most often come for: shown to whoever has not asked yet, or has found nothing."""

from __future__ import annotations

from types import SimpleNamespace

from cms.addresses import address_of
from cms.frame import Link
from cms.models import ActivityPage


def topics(language: str) -> list[Link]:
    """The activities of the house, in their order. One query."""
    shared = SimpleNamespace()
    pages = ActivityPage.listed_pages().filter(locale__language_code=language)
    return [
        Link(label=page.title, url=address_of(page, shared=shared))
        for page in pages.order_by("activity__number").defer("body", "easy_read")
    ]
