"""Every page that may be found, with its address in each language it has.

Higher rooms tell what they show beside the tree of pages: what the hook ``addresses_for_sitemap`` gives are
names of addresses, each the same page in every language.
"""

from __future__ import annotations

from collections import defaultdict
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail import hooks
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
    return [_entry(page, families[page.translation_key]) for page in pages] + list(_beside_the_tree())


def _beside_the_tree() -> Iterator[dict[str, Any]]:
    for name in [name for names in hooks.get_hooks("addresses_for_sitemap") for name in names()]:
        family = {}
        for code, _language in settings.LANGUAGES:
            with translation.override(code):
                family[code] = settings.SITE_ADDRESS + reverse(name)
        for address in family.values():
            yield {"location": address, "lastmod": None, "alternates": _alternates(family)}


def _alternates(family: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"lang_code": code, "location": address} for code, address in family.items()]


def _listed_pages() -> Iterator[PublicPage]:
    for model in get_page_models():
        if issubclass(model, PublicPage):
            yield from model.listed_pages().public().select_related("locale").order_by("path")


def _entry(page: PublicPage, family: Mapping[str, str]) -> dict[str, Any]:
    return {
        "location": family[page.locale.language_code],
        "lastmod": page.last_published_at,
        "alternates": _alternates(family),
    }
