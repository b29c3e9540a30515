"""What a page is about, in the words of schema.org: for search engines, read by no one else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.utils import timezone

from cms.models import (
    ContactPage,
    EventPage,
    HomePage,
    NewsPage,
    OfficePage,
    PartnerPage,
    PublicPage,
)
from cms.offices.cards import OfficeCard, office_cards
from cms.offices.structured import office_data
from cms.signals import structured_data_asked

if TYPE_CHECKING:
    from collections.abc import Callable

Thing = dict[str, Any]
CONTEXT = "https://schema.org"


def things_on(page: PublicPage) -> list[Thing]:
    """Everything the page says of itself; nothing for a page that may not be found."""
    if not (page.live and page.is_listed):
        return []
    things = [*_own(page), *_told_above(page)]
    if trail := _breadcrumbs(page):
        things.append(trail)
    return things


def _own(page: PublicPage) -> list[Thing]:
    for kind, describe in DESCRIPTIONS.items():
        if isinstance(page, kind):
            return describe(page)
    return []


def _told_above(page: PublicPage) -> list[Thing]:
    answers = structured_data_asked.send(sender=type(page), page=page)
    return [thing for _receiver, told in answers for thing in cast("list[Thing]", told)]


def _breadcrumbs(page: PublicPage) -> Thing | None:
    way = page.breadcrumbs
    if len(way) < 2:
        return None
    items = []
    for position, link in enumerate(way, start=1):
        item: Thing = {"@type": "ListItem", "position": position, "name": link.label}
        if link.url:
            item["item"] = settings.SITE_ADDRESS + link.url
        items.append(item)
    return {"@type": "BreadcrumbList", "itemListElement": items}


# --- the kinds of pages ------------------------------------------------------------------------


def _home(page: PublicPage) -> list[Thing]:
    language = page.locale.language_code
    search = f"{settings.SITE_ADDRESS}/{language}/search/?q={{search_term_string}}"
    return [
        {
            "@type": "WebSite",
            "name": settings.WAGTAIL_SITE_NAME,
            "url": f"{settings.SITE_ADDRESS}/{language}/",
            "inLanguage": language,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": search},
                "query-input": "required name=search_term_string",
            },
        }
    ]


def _contact(page: PublicPage) -> list[Thing]:
    return [_office_of(card, page) for card in office_cards(at=timezone.now())]


def _office(page: PublicPage) -> list[Thing]:
    office = cast("OfficePage", page).office_id
    return [_office_of(card, page) for card in office_cards(at=timezone.now()) if card.office.pk == office]


def _office_of(card: OfficeCard, page: PublicPage) -> Thing:
    return office_data(card.office, url=settings.SITE_ADDRESS + card.url if card.url else _address(page))


def _news(page: PublicPage) -> list[Thing]:
    news = cast("NewsPage", page)
    return [
        {
            "@type": "NewsArticle",
            "headline": news.title,
            "description": news.lead,
            "datePublished": news.date.isoformat(),
            "inLanguage": news.locale.language_code,
            "mainEntityOfPage": _address(news),
        }
    ]


def _event(page: PublicPage) -> list[Thing]:
    event = cast("EventPage", page)
    told: Thing = {
        "@type": "Event",
        "name": event.title,
        "description": event.lead,
        "startDate": timezone.localtime(event.starts_at).isoformat(),
        "endDate": timezone.localtime(event.ends_at).isoformat(),
        "inLanguage": event.locale.language_code,
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "isAccessibleForFree": True,
        "url": _address(event),
    }
    if where := (event.office.address if event.office else event.place):
        told["location"] = {"@type": "Place", "name": str(event.office or where), "address": where}
    return [told]


def _partner(page: PublicPage) -> list[Thing]:
    partner = cast("PartnerPage", page)
    facts = {"url": partner.website, "telephone": partner.phone, "email": partner.email}
    said = {name: value for name, value in facts.items() if value}
    return [{"@type": "NGO", "name": partner.title, "description": partner.lead, **said}]


def _address(page: PublicPage) -> str:
    return settings.SITE_ADDRESS + page.addresses[page.locale.language_code]


DESCRIPTIONS: dict[type[PublicPage], Callable[[PublicPage], list[Thing]]] = {
    HomePage: _home,
    ContactPage: _contact,
    OfficePage: _office,
    NewsPage: _news,
    EventPage: _event,
    PartnerPage: _partner,
}
