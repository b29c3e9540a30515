"""Which papers a leaflet has in each of its languages, for those who want to take one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import F, OuterRef, Subquery
from django.utils.functional import cached_property
from django.utils.http import urlencode

from cms.leaflets.codes import pdf_address
from cms.leaflets.paper import MOST_PAGES, has_easy
from cms.leaflets.published import published_leaflets
from cms.models import LeafletEdition, LeafletPage

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from django.db.models import QuerySet


@dataclass(frozen=True)
class PaperOnOffer:
    format: str
    easy: bool
    address: str
    pages: int | None
    """Known once it was made."""
    kilobytes: int | None

    @property
    def name(self) -> str:
        return str(LeafletPage.Format(self.format).label)

    @property
    def is_one_sheet(self) -> bool:
        return self.pages is None or self.pages <= MOST_PAGES


@dataclass(frozen=True)
class LeafletInLanguage:
    """The latest version of a leaflet in one language."""

    edition: LeafletEdition
    language: str
    best: str
    """The size it was made for."""

    @property
    def language_name(self) -> str:
        return dict(settings.LANGUAGES)[self.language]

    @cached_property
    def is_easy(self) -> bool:
        return has_easy(self.edition.content)

    @cached_property
    def papers(self) -> list[PaperOnOffer]:
        """The size it was made for first. Folded paper is offered only where the words fit."""
        kinds = sorted(LeafletPage.Format.values, key=lambda kind: kind != self.best)
        offered = [self._paper(kind, easy=False) for kind in kinds]
        if self.is_easy:
            offered += [self._paper(kind, easy=True) for kind in kinds]
        return [paper for paper in offered if paper.format != LeafletPage.Format.FOLDED or paper.is_one_sheet]

    @property
    def plain_papers(self) -> list[PaperOnOffer]:
        return [paper for paper in self.papers if not paper.easy]

    @property
    def easy_papers(self) -> list[PaperOnOffer]:
        return [paper for paper in self.papers if paper.easy]

    def _paper(self, kind: str, *, easy: bool) -> PaperOnOffer:
        asked = {"format": kind} | ({"easy": 1} if easy else {})
        known = self.edition.papers.get(paper_name(kind, easy=easy), {})
        address = pdf_address(self.edition.content["code"], language=self.language)
        return PaperOnOffer(
            format=kind,
            easy=easy,
            address=f"{address}?{urlencode(asked)}",
            pages=known.get("pages"),
            kilobytes=known.get("kilobytes"),
        )


def paper_name(kind: str, *, easy: bool) -> str:
    return f"{kind}-easy" if easy else kind


def latest_editions() -> QuerySet[LeafletEdition]:
    """Of every published leaflet the last version."""
    last = LeafletEdition.objects.filter(page=OuterRef("page")).order_by("-number").values("number")[:1]
    editions = LeafletEdition.objects.filter(page__in=published_leaflets(), number=Subquery(last))
    return editions.annotate(
        family=F("page__translation_key"),
        language=F("page__locale__language_code"),
        best=F("page__format"),
    )


def leaflets_by_family(families: Collection[UUID]) -> dict[UUID, list[LeafletInLanguage]]:
    """Every language of these leaflets, in the order of the house. One query."""
    order = [code for code, _name in settings.LANGUAGES]
    found: dict[UUID, list[LeafletInLanguage]] = defaultdict(list)
    latest = latest_editions().filter(page__translation_key__in=families)
    editions: list[Any] = list(latest)
    for edition in sorted(editions, key=lambda edition: order.index(edition.language)):
        known = LeafletInLanguage(edition=edition, language=edition.language, best=edition.best)
        found[edition.family].append(known)
    return found
