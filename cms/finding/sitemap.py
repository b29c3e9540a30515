"""Every page that may be found, with its address in each language it has."""

from __future__ import annotations

from collections import defaultdict
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from wagtail.models import get_page_models

from cms.addresses import address_of
from cms.models import PublicPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def entries() -> list[dict[str, Any]]:
    """Entries as Django's ``sitemap.xml`` template draws them; one query a type of page."""
    shared = SimpleNamespace()
    families: dict[Any, dict[str, str]] = defaultdict(dict)
    pages = list(_listed_pages())
    for page in pages:
        address = settings.SITE_ADDRESS + address_of(page, shared=shared)
        families[page.translation_key][page.locale.language_code] = address
    return [_entry(page, families[page.translation_key]) for page in pages]


def _listed_pages() -> Iterator[PublicPage]:
    for model in get_page_models():
        if issubclass(model, PublicPage):
            yield from model.listed_pages().public().select_related("locale").order_by("path")


def _entry(page: PublicPage, family: Mapping[str, str]) -> dict[str, Any]:
    return {
        "location": family[page.locale.language_code],
        "lastmod": page.last_published_at,
        "alternates": [{"lang_code": code, "location": address} for code, address in family.items()],
    }
