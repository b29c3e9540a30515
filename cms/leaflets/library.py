"""What the library of leaflets shows: shelves by activity, and what each leaflet can be had in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cms.addresses import address_of
from cms.leaflets.papers import leaflets_by_family
from cms.leaflets.published import published_leaflets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cms.leaflets.papers import LeafletInLanguage
    from cms.models import Activity, LeafletIndexPage, LeafletPage


@dataclass(frozen=True)
class LeafletCard:
    page: LeafletPage
    address: str
    languages: list[LeafletInLanguage]

    @property
    def own(self) -> LeafletInLanguage | None:
        """It in the language of the library."""
        code = self.page.locale.language_code
        return next((known for known in self.languages if known.language == code), None)

    @property
    def others(self) -> list[LeafletInLanguage]:
        return [known for known in self.languages if known is not self.own]


@dataclass(frozen=True)
class Shelf:
    activity: Activity | None
    cards: list[LeafletCard]


@dataclass(frozen=True)
class Library:
    shelves: list[Shelf]
    """Those the reader asked for."""
    tabs: list[dict[str, Any]]
    """One for every activity that has leaflets; none when there is nothing to choose."""


def library_of(index: LeafletIndexPage, *, chosen: str) -> Library:
    """Two queries, however many leaflets there are. An activity that has none shows all."""
    pages = published_leaflets().filter(pk__in=index.get_children().values("pk"))
    pages = pages.select_related("activity", "locale")
    found = sorted(pages, key=lambda page: (_number(page.activity), page.title))
    languages = leaflets_by_family([page.translation_key for page in found])
    cards = [
        LeafletCard(
            page=page,
            address=address_of(page, shared=index),
            languages=languages.get(page.translation_key, []),
        )
        for page in found
    ]
    shelves = [
        Shelf(activity=group[0].page.activity, cards=group)
        for group in (
            list(group) for _key, group in groupby(cards, key=lambda card: _number(card.page.activity))
        )
    ]
    shown = [shelf for shelf in shelves if shelf.activity and str(shelf.activity.number) == chosen]
    return Library(shelves=shown or shelves, tabs=_tabs(shelves, is_chosen=bool(shown), chosen=chosen))


def _tabs(shelves: Iterable[Shelf], *, is_chosen: bool, chosen: str) -> list[dict[str, Any]]:
    named = [shelf for shelf in shelves if shelf.activity]
    if len(named) < 2:
        return []
    return [
        {"activity": None, "url": "?", "current": not is_chosen},
        *(
            {
                "activity": shelf.activity,
                "url": f"?activity={shelf.activity.number}",
                "current": is_chosen and str(shelf.activity.number) == chosen,
            }
            for shelf in named
            if shelf.activity
        ),
    ]


def _number(activity: Activity | None) -> int:
    """What belongs to no activity stands last."""
    return activity.number if activity else 1000
