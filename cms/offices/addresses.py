"""Where the page of an office is, in a language."""

from __future__ import annotations

from types import SimpleNamespace

from django.utils.translation import get_language

from cms.addresses import address_of
from cms.models import OfficePage


def office_addresses(language: str | None = None) -> dict[int, str]:
    """Office to the address of its page in a language, the reader's unless another is given. One query."""
    shared = SimpleNamespace()
    pages = OfficePage.objects.live().filter(locale__language_code=language or get_language())
    return {page.office_id: address_of(page, shared=shared) for page in pages.defer("body", "easy_read")}
