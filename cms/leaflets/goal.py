"""Where a scanned leaflet leads: to its page in the reader's language, or to the nearest thing there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from wagtail.models import Page

from cms.addresses import address_of
from cms.doors import open_to_all
from cms.models import LeafletPage, PublicPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import QuerySet


@dataclass(frozen=True)
class Goal:
    address: str
    language: str


def goal_of(code: str, *, language: str) -> Goal | None:
    """The page it leads to; without one, the leaflet on the screen; nothing when that is gone too."""
    family = list(LeafletPage.objects.filter(code=code).select_related("leads_to", "locale"))
    target = next((leaflet.leads_to for leaflet in family if leaflet.leads_to), None)
    languages = preferred(language)
    return _nearest(pages_to_show(target), languages) or _nearest(pages_to_show(*family), languages)


def pages_to_show(*family: Page | None) -> list[Page]:
    """The published translations of a page that anybody may be shown. A confidential page has none."""
    known = next((page for page in family if page), None)
    if known is None:
        return []
    kind = known.specific_class
    pages: QuerySet[Any] = Page.objects.live()
    if kind is not None and issubclass(kind, PublicPage):
        pages = kind.listed_pages()
    return list(open_to_all(pages.filter(translation_key=known.translation_key)).select_related("locale"))


def preferred(language: str) -> tuple[str, ...]:
    """The language asked for, then those that its readers are likely to know."""
    fallback = settings.MODELTRANSLATION_FALLBACK_LANGUAGES
    return (language, *fallback.get(language, fallback["default"]))


def _nearest(pages: Iterable[Page], languages: Sequence[str]) -> Goal | None:
    known = {page.locale.language_code: page for page in pages}
    for language in (*languages, *known):
        if language in known and (address := address_of(known[language])):
            return Goal(address=address, language=language)
    return None
