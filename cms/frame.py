"""The frame around every page of the public site: its menus in a language, and facts about the house.

Read once, kept in the cache until a page or the settings change, so that pages which are no part of
the public site (My Krok, a booking) can show the same header and footer without a query.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import translation
from wagtail.models import Page

from cms.addresses import UNDER_A_LANGUAGE, address_of
from cms.menus import Link, menu_of
from cms.sharing import shared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cms.models.settings import HeaderMark, HouseFacts, MenuLink

__all__ = ["Frame", "Link", "frame"]

OF_THE_TREE = (2, 3)
"""Depths of the home page and of its children."""


@dataclass(frozen=True)
class Frame:
    """What stands around a page in one language."""

    links: tuple[Link, ...]
    """Home and its children, in the order of the tree."""
    menus: Mapping[str, tuple[Link, ...]]
    marks: tuple[HeaderMark, ...]
    facts: HouseFacts

    def menu(self, name: str) -> list[Link]:
        """The links of the "navigation" or of the "footer"."""
        return list(self.menus.get(name, ()))

    def way_to(self, page: Page) -> list[Link]:
        """From the home page to this one."""
        above = [link for link in self.links if page.path.startswith(link.path) and link.path != page.path]
        return [*above, Link(label=page.title, url="", path=page.path)]


def frame(language: str) -> Frame:
    return shared("frame", partial(_read_frame, language), language, rooms=("cms", "courses"))


def _read_frame(language: str) -> Frame:
    from cms.models import HeaderMark, HouseFacts, MenuLink  # noqa: PLC0415 - the models' pages need this frame

    chosen = list(MenuLink.objects.select_related("house", "page").order_by("sort_order"))
    facts = chosen[0].house if chosen else HouseFacts.objects.first()
    marks = tuple(HeaderMark.objects.order_by("sort_order")) if facts else ()
    pages = _pages(language, chosen)
    with translation.override(language):
        roots = SimpleNamespace()
        links = [link for link in (_link(page, roots) for page in pages) if link.url]
        menus = {
            name: menu_of(name, chosen=chosen, pages=links, language=language)
            for name in MenuLink.Menu.values
        }
    return Frame(
        links=tuple(link for link in links if link.is_of_the_tree),
        menus=menus,
        marks=marks,
        facts=facts or HouseFacts(),
    )


def _pages(language: str, chosen: Iterable[MenuLink]) -> list[Page]:
    """The published pages of the tree, and those chosen for a menu that lie deeper and may be listed."""
    families = {link.page.translation_key for link in chosen if link.page}
    found = list(
        Page.objects.live()
        .filter(Q(depth__in=OF_THE_TREE) | Q(translation_key__in=families), locale__language_code=language)
        .order_by("path")
    )
    found = [page for page in found if page.url_path.startswith(UNDER_A_LANGUAGE)]
    deep = [page for page in found if page.depth not in OF_THE_TREE]
    if not deep:
        return found
    listed: set[int] = set()
    for kind in {page.specific_class for page in deep}:
        listed |= set(
            kind.listed_pages().filter(pk__in=[page.pk for page in deep]).values_list("pk", flat=True)
        )
    return [page for page in found if page not in deep or page.pk in listed]


def _link(page: Page, roots: object) -> Link:
    kind = page.specific_class
    return Link(
        label=page.title,
        url=address_of(page, shared=roots),
        path=page.path,
        family=page.translation_key,
        menu=getattr(kind, "menu", "") if page.show_in_menus else "",
        icon=getattr(kind, "menu_icon", ""),
        is_duty=getattr(kind, "is_duty", False),
        is_of_the_tree=page.depth in OF_THE_TREE,
    )
