"""An event as a file that any calendar opens (RFC 5545)."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from icalendar import Calendar, Event

from cms.addresses import address_of

if TYPE_CHECKING:
    from cms.models import EventPage


def calendar_of(page: EventPage) -> HttpResponse:
    """One event, in the language of its page. All its languages share one UID, so it is kept once."""
    calendar = Calendar()
    calendar.add("prodid", "-//Krok//Krok//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_event(page))
    return HttpResponse(
        calendar.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{page.slug}.ics"'},
    )


def _event(page: EventPage) -> Event:
    event = Event()
    event.add("uid", f"{page.translation_key}@krok")
    event.add("dtstamp", (page.last_published_at or page.starts_at).astimezone(UTC))
    event.add("dtstart", page.starts_at.astimezone(UTC))
    event.add("dtend", page.ends_at.astimezone(UTC))
    event.add("summary", page.title)
    event.add("description", page.lead)
    if page.where:
        event.add("location", page.where)
    if own := address_of(page, shared=page):
        event.add("url", settings.SITE_ADDRESS + own)
    return event
