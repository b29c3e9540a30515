"""What a search finds for a reader of one language.

A page is found in whichever of its languages holds the words, and shown in the reader's: first pages whose
own text holds them, then those found by another language's, and last what has no version in the
reader's language at all. The number of queries depends neither on the words nor on what is found.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from wagtail.models import Page

from cms.addresses import address_of
from cms.search.excerpts import excerpt, marked
from cms.search.folding import terms_of
from cms.search.index import Indexed, pages_with, read
from cms.search.listing import listed_pages
from cms.search.promotions import promoted

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.utils.safestring import SafeString

    from cms.search.promotions import Promotion

MOST_PAGES = 200
"""Nobody reads further; what is asked for in so many pages is asked more narrowly."""
FEW = 3
LONGEST_QUESTION = 200
SUGGESTIONS = 6
_LANGUAGE_ORDER = [code for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Result:
    """A page as it stands among results. ``language`` is the page's own."""

    title: SafeString | str
    url: str
    kind: str
    language: str
    excerpt: SafeString | str = ""
    is_foreign: bool = False
    """Whether it is in another language than the reader's, for it has no version in theirs."""
    offers_quick_exit: bool = False

    @property
    def language_name(self) -> str:
        return str(dict(settings.LANGUAGES).get(self.language, ""))


class Results:
    """Everything found, in order; what stands on one screen is read by ``shown``."""

    def __init__(self, text: str, *, language: str, loosely: bool = False) -> None:
        self.asked = plain(text)
        self.language = language
        self.loosely = loosely
        self.terms = terms_of(self.asked)
        self.is_partial = False

    @cached_property
    def promotions(self) -> list[Promotion]:
        return promoted(self.terms) if self.terms else []

    @cached_property
    def found(self) -> list[int]:
        """Pages with every word, and where these are few, those with any of them after."""
        if not self.terms:
            return []
        if self.loosely:
            return pages_with(self.terms, every=False, limit=MOST_PAGES)
        every = pages_with(self.terms, limit=MOST_PAGES)
        if len(every) >= FEW or len(self.terms) == 1:
            return every
        some = pages_with(self.terms, every=False, limit=MOST_PAGES)
        self.is_partial = bool(some) and not every
        return list(dict.fromkeys([*every, *some]))

    @cached_property
    def families(self) -> dict[UUID, dict[str, Page]]:
        """What was found and what is promoted, in every language it has. One query."""
        if not self.found and not self.promotions:
            return {}
        hits = Page.objects.filter(pk__in=self.found).values("translation_key")
        chosen = [promotion.family for promotion in self.promotions if promotion.family]
        pages = listed_pages().filter(Q(translation_key__in=hits) | Q(translation_key__in=chosen))
        families: dict[UUID, dict[str, Page]] = {}
        for page in pages.select_related("locale"):
            families.setdefault(page.translation_key, {})[page.locale.language_code] = page
        return families

    @cached_property
    def pages(self) -> list[Page]:
        """One page of each family, the promoted ones left out, for they stand above."""
        by_id = {page.pk: page for family in self.families.values() for page in family.values()}
        hits = [by_id[pk] for pk in self.found if pk in by_id]
        own = [page for page in hits if page.locale.language_code == self.language]
        others = [
            self.families[page.translation_key] for page in hits if page.locale.language_code != self.language
        ]
        translated = [family[self.language] for family in others if self.language in family]
        elsewhere = [_first(family) for family in others if self.language not in family]
        promoted_families = {promotion.family for promotion in self.promotions}
        unique = {page.pk: page for page in [*own, *translated, *elsewhere]}
        return [page for page in unique.values() if page.translation_key not in promoted_families]

    @cached_property
    def promoted(self) -> list[Result]:
        return [result for promotion in self.promotions if (result := self._promoted(promotion))]

    @property
    def is_empty(self) -> bool:
        return not self.pages and not self.promoted

    def shown(self, pages: Iterable[Page]) -> list[Result]:
        """Results ready for the screen, each with the piece of text that explains it. One query."""
        listed = list(pages)
        known = read(page.pk for page in listed) if listed else {}
        return [self._result(page, known.get(page.pk, Indexed())) for page in listed]

    def named(self, pages: Iterable[Page]) -> list[Result]:
        """Results with no more than their names."""
        return [self._result(page, Indexed()) for page in pages]

    def _promoted(self, promotion: Promotion) -> Result | None:
        if promotion.family is None:
            return Result(
                title=promotion.title,
                url=promotion.url,
                kind="",
                language=self.language,
                excerpt=promotion.description,
            )
        family = self.families.get(promotion.family, {})
        if not family:
            return None
        page = family.get(self.language) or _first(family)
        told = promotion.description if page.pk == promotion.page_id else page.search_description
        return replace(self._result(page, Indexed()), excerpt=told)

    def _result(self, page: Page, known: Indexed) -> Result:
        return Result(
            title=marked(page.title, self.terms),
            url=address_of(page, shared=self._shared),
            kind=_kind(page),
            language=page.locale.language_code,
            excerpt=excerpt(known.text, self.terms),
            is_foreign=page.locale.language_code != self.language,
            offers_quick_exit=known.offers_quick_exit,
        )

    @cached_property
    def _shared(self) -> SimpleNamespace:
        return SimpleNamespace()


def search(text: str, *, language: str, loosely: bool = False) -> Results:
    """Find pages for what was typed. Loosely: any of the words is enough, the best still come first."""
    return Results(text, language=language, loosely=loosely)


def suggestions(text: str, *, language: str) -> list[Result]:
    """Pages whose title, or a name they are known by, has words that begin as typed. Two queries."""
    terms = terms_of(plain(text), still_typing=True)
    if not terms:
        return []
    ids = pages_with(terms, in_names=True, language=language, limit=SUGGESTIONS)
    pages = Page.objects.select_related("locale").in_bulk(ids)
    shared = SimpleNamespace()
    return [
        Result(
            title=marked(pages[pk].title, terms),
            url=address_of(pages[pk], shared=shared),
            kind=_kind(pages[pk]),
            language=language,
        )
        for pk in ids
        if pk in pages
    ]


def plain(text: str) -> str:
    """What was typed, on one line, without signs that cannot be seen, and not without end."""
    visible = "".join(sign if sign.isprintable() else " " for sign in text[: LONGEST_QUESTION * 10])
    return " ".join(visible.split())[:LONGEST_QUESTION]


def _kind(page: Page) -> str:
    return str(getattr(page.specific_class, "kind", ""))


def _first(family: dict[str, Page]) -> Page:
    return min(family.values(), key=lambda page: _LANGUAGE_ORDER.index(page.locale.language_code))
