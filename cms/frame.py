"""The frame around every page of the public site: its main pages in a language, and facts about the house.

Read once, kept in the cache until a page or the settings change, so that pages which are no part of
the public site (My Krok, a booking) can show the same footer without a query.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils import translation
from wagtail.models import Page

from cms.addresses import address_of
from cms.remembering import KEPT_FOR, version

if TYPE_CHECKING:
    from cms.models.settings import HouseFacts


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    path: str = ""
    menu: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Frame:
    """Home and its children, in the order of the tree, and what the footer says."""

    links: tuple[Link, ...]
    facts: HouseFacts

    def menu(self, name: str) -> list[Link]:
        """The links of the "navigation" or of the "footer"."""
        return [link for link in self.links if link.menu == name]

    def way_to(self, page: Page) -> list[Link]:
        """From the home page to this one."""
        above = [link for link in self.links if page.path.startswith(link.path) and link.path != page.path]
        return [*above, Link(label=page.title, url="", path=page.path)]


def frame(language: str) -> Frame:
    key = f"public:frame:{version()}:{language}"
    kept: Frame | None = cache.get(key)
    if kept is None:
        kept = _read_frame(language)
        cache.set(key, kept, KEPT_FOR)
    return kept


def _read_frame(language: str) -> Frame:
    from cms.models import HouseFacts  # noqa: PLC0415 - the models' pages need this frame

    pages = Page.objects.live().filter(locale__language_code=language, depth__in=(2, 3)).order_by("path")
    with translation.override(language):
        shared = SimpleNamespace()
        links = tuple(link for link in (_link(page, shared) for page in pages) if link.url)
    return Frame(links=links, facts=HouseFacts.objects.first() or HouseFacts())


def _link(page: Page, shared: object) -> Link:
    kind = page.specific_class
    return Link(
        label=page.title,
        url=address_of(page, shared=shared),
        path=page.path,
        menu=getattr(kind, "menu", "") if page.show_in_menus else "",
        icon=getattr(kind, "menu_icon", ""),
    )
