"""What cards say of pages elsewhere: activities, news, leaflets. All of them are read in one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from wagtail.models import Page

from cms.models import ActivityPage, LeafletPage, NewsPage
from cms.sharing import shared

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from cms.models import PublicPage

NEWS_KNOWN = 6
ACTIVITY, LEAFLET, NEWS = "activity", "leaflet", "news"


@dataclass(frozen=True)
class Teaser:
    """A page in a few words, in the language of the reader."""

    kind: str
    title: str
    url_path: str
    lead: str
    translation_key: UUID
    number: int | None
    """Of its activity."""
    icon: str | None
    day: date | None


def activity_teasers() -> list[Teaser]:
    """The centre's activities in their order."""
    return sorted(_of(ACTIVITY), key=lambda teaser: teaser.number or 0)


def latest_news(number: int) -> list[Teaser]:
    return _of(NEWS)[:number]


def leaflet_teasers(
    *, chosen: Iterable[PublicPage | None] = (), activity: str = "", number: int | None = None
) -> list[Teaser]:
    """The leaflets chosen, in whatever language they were; else those of an activity; else the newest."""
    known = _of(LEAFLET)
    if families := [page.translation_key for page in chosen if page]:
        by_family = {teaser.translation_key: teaser for teaser in known}
        return [by_family[family] for family in families if family in by_family]
    return [teaser for teaser in known if not activity or str(teaser.number) == activity][:number]


def _of(kind: str) -> list[Teaser]:
    known: list[Teaser] = shared("teasers", _read, rooms=("cms",))
    return [teaser for teaser in known if teaser.kind == kind]


def _read() -> list[Teaser]:
    """All activities and leaflets of this language, and its latest news; the newest first."""
    here = Q(locale__language_code=get_language())
    latest = NewsPage.listed_pages().filter(here).order_by("-date", "-pk")[:NEWS_KNOWN]
    kinds = {
        ACTIVITY: Q(activitypage__in=ActivityPage.listed_pages().filter(here)),
        LEAFLET: Q(leafletpage__in=LeafletPage.listed_pages().filter(here)),
        NEWS: Q(newspage__in=latest.values("pk")),
    }
    rows = (
        Page.objects.annotate(
            kind=Case(*(When(is_one, then=Value(kind)) for kind, is_one in kinds.items())),
            lead=Coalesce("activitypage__lead", "leafletpage__lead", "newspage__lead"),
            number=Coalesce("activitypage__activity__number", "leafletpage__activity__number"),
            icon=F("activitypage__activity__icon"),
            day=F("newspage__date"),
        )
        .filter(kind__isnull=False)
        .order_by(F("day").desc(nulls_last=True), "-first_published_at", "-pk")
    )
    return [Teaser(**row) for row in rows.values(*Teaser.__dataclass_fields__)]
