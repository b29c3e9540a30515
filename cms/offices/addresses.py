"""Where the page of an office is, in a language."""

from __future__ import annotations

from types import SimpleNamespace

from django.utils.translation import get_language

from cms.addresses import address_of
from cms.models import OfficePage
from cms.sharing import shared


def office_addresses() -> dict[int, str]:
    """Office to the address of its page in the reader's language. At most one query."""
    return shared("office_addresses", _read, rooms=("cms",))


def _read() -> dict[int, str]:
    roots = SimpleNamespace()
    pages = OfficePage.objects.live().filter(locale__language_code=get_language())
    return {page.office_id: address_of(page, shared=roots) for page in pages.defer("body", "easy_read")}
