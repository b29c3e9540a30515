"""Feeds of what is new, in each language, as RSS and as Atom. Nothing in them that a list would not show."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime, time
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from cms.addresses import address_of
from cms.models import EventPage, NewsIndexPage, NewsPage
from cms.remembering import remembered
from lms.web.limits import limited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest, HttpResponse

LENGTH = 20


@dataclass(frozen=True)
class Entry:
    """One thing that is new. ``identity`` never changes, whatever becomes of its address."""

    identity: str
    title: str
    text: str
    address: str
    published_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Asked:
    language: str
    path: str


class HouseFeed(Feed[Entry, Asked]):
    """What all feeds share; addresses are the site's own, whichever name the request came by."""

    @abstractmethod
    def items(self, obj: Asked) -> Iterable[Entry]: ...

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Asked:
        return Asked(language=get_language() or settings.LANGUAGE_CODE, path=request.path)

    def feed_url(self, obj: Asked) -> str:
        return f"{settings.SITE_ADDRESS}{obj.path}"

    def feed_guid(self, obj: Asked) -> str:
        return uuid5(NAMESPACE_URL, self.feed_url(obj)).urn

    def author_name(self, obj: Asked) -> str:
        return _("Municipal Social Welfare Centre in Wrocław")

    def item_title(self, item: Entry) -> str:
        return item.title

    def item_description(self, item: Entry) -> str:
        return item.text

    def item_link(self, item: Entry) -> str:
        return f"{settings.SITE_ADDRESS}{item.address}"

    def item_guid(self, item: Entry) -> str:
        return uuid5(NAMESPACE_URL, item.identity).urn

    item_guid_is_permalink = False

    def item_pubdate(self, item: Entry) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Entry) -> datetime:
        return item.changed_at


class NewsFeed(HouseFeed):
    def title(self, obj: Asked) -> str:
        return f"{settings.WAGTAIL_SITE_NAME}: {_('news')}"

    def description(self, obj: Asked) -> str:
        return _("News and events of the centre and its partners, for families, guardians and carers.")

    def link(self, obj: Asked) -> str:
        index = NewsIndexPage.listed_pages().filter(locale__language_code=obj.language).first()
        return settings.SITE_ADDRESS + (address_of(index) if index else f"/{obj.language}/")

    def items(self, obj: Asked) -> list[Entry]:
        pages: list[NewsPage | EventPage] = []
        for kind in (NewsPage, EventPage):
            listed: Any = kind.listed_pages()
            told = listed.public().filter(locale__language_code=obj.language)
            pages += told.defer("body", "easy_read").order_by("-first_published_at")[:LENGTH]
        shared = SimpleNamespace()
        entries = [_entry(page, obj, address=address_of(page, shared=shared)) for page in pages]
        return sorted(entries, key=lambda entry: entry.published_at, reverse=True)[:LENGTH]


class AtomNewsFeed(NewsFeed):
    feed_type = Atom1Feed
    subtitle = NewsFeed.description


def served(feed: HouseFeed) -> Callable[..., HttpResponse]:
    """The view of a feed: remembered for strangers, and not sent again to those who have it."""

    @limited("60/m/ip")
    @require_safe
    @conditional_page
    @remembered
    def view(request: HttpRequest) -> HttpResponse:
        return feed(request)

    return view


def _entry(page: NewsPage | EventPage, asked: Asked, *, address: str) -> Entry:
    first = page.first_published_at or timezone.now()
    day = page.date if isinstance(page, NewsPage) else None
    if day and day != timezone.localtime(first).date():
        first = timezone.make_aware(datetime.combine(day, time()))
    return Entry(
        identity=f"page/{page.translation_key}/{asked.language}",
        title=page.title,
        text=page.lead,
        address=address,
        published_at=first,
        changed_at=page.last_published_at or first,
    )
