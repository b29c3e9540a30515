"""The links of a menu, as editors set them or as the tree of pages has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from cms.models.settings import MenuLink

FOOTER = "footer"


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    path: str = ""
    menu: str = ""
    icon: str = ""
    family: UUID | None = None
    """What a page shares with its translations."""
    is_duty: bool = False
    """Whether the law wants every page to lead there."""
    is_of_the_tree: bool = True


def menu_of(
    name: str, *, chosen: Sequence[MenuLink], pages: Sequence[Link], language: str
) -> tuple[Link, ...]:
    """The links chosen for this menu; where none is, the pages of the tree that are marked for it.

    Whatever was chosen, the footer leads to what the law asks for.
    """
    of_this_menu = [link for link in chosen if link.menu == name]
    if of_this_menu:
        known = {page.family: page for page in pages}
        found = [_chosen(link, known.get(_family(link)), language=language) for link in of_this_menu]
        links = [link for link in found if link]
    else:
        links = [page for page in pages if page.menu == name]
    if name == FOOTER:
        there = {link.url for link in links}
        links += [page for page in pages if page.is_duty and page.url not in there]
    return tuple(links)


def _family(link: MenuLink) -> UUID | None:
    return link.page.translation_key if link.page else None


def _chosen(link: MenuLink, page: Link | None, *, language: str) -> Link | None:
    """A page goes by its own title unless other words were given in the reader's own language.

    One that is not published in that language is left out.
    """
    if link.page_id:
        words = getattr(link, f"label_{language}", "")
        return Link(label=words or page.label, url=page.url, icon=page.icon) if page else None
    return Link(label=link.label or link.address, url=link.address) if link.address else None
