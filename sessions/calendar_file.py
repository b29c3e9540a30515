"""A participant's meetings as a calendar file (RFC 5545): one event a session, none repeats.

The UID of an event is its session's for ever, SEQUENCE rises when it is moved or cancelled, and a
cancelled one stays for a month as CANCELLED, so that calendars that hold it already strike it out.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import override, pgettext
from icalendar import Calendar, Event, Timezone

from sessions.models.session import WARSAW

if TYPE_CHECKING:
    from sessions.models import Place, Run, Session

CANCELLED_KEPT = timedelta(days=30)

# Written out by hand: the one that the library derives from the zone data changes to summer time at a
# wrong moment. The rule is that of Directive 2000/84/EC, in force since 1996.
WARSAW_RULES = """BEGIN:VTIMEZONE
TZID:Europe/Warsaw
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")


def calendar_of(place: Place, *, language: str | None = None) -> bytes:
    """The meetings of a place, in the language of its person unless another is given."""
    sessions = place.run.sessions.select_related("room__office").order_by("starts_at", "pk")
    with override(language or place.person.language):
        calendar = _empty_calendar()
        for session in sessions:
            if not session.is_cancelled or session.changed_at > timezone.now() - CANCELLED_KEPT:
                calendar.add_component(_event(session, place))
        return bytes(calendar.to_ical())


def _empty_calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Krok//Krok//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add_component(Timezone.from_ical(WARSAW_RULES))
    return calendar


def _event(session: Session, place: Place) -> Event:
    event = Event()
    event.add("uid", f"{session.uuid}@krok")
    event.add("sequence", session.sequence)
    event.add("dtstamp", session.changed_at)
    event.add("last-modified", session.changed_at)
    event.add("dtstart", session.starts_at.astimezone(WARSAW))
    event.add("dtend", session.ends_at.astimezone(WARSAW))
    stands = place.is_held and not session.is_cancelled
    event.add("status", "CONFIRMED" if stands else "CANCELLED")
    if place.run.is_confidential:
        event.add("summary", pgettext("neutral message", "Appointment"))
        event.add("class", "PRIVATE")
    else:
        _describe(event, session, place.run, has_seat=place.has_seat)
    return event


def _describe(event: Event, session: Session, run: Run, *, has_seat: bool) -> None:
    """What and where. Joining online is for the seated only."""
    event.add("summary", run.course.title)
    if session.topic or run.theme:
        event.add("description", session.topic or run.theme)
    if room := session.room:
        event.add("location", ", ".join(filter(None, [room.name, room.street, room.floor])))
    if has_seat and (link := session.online_link or run.online_link):
        event.add("url", link)
