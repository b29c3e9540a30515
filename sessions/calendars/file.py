"""Entries as a calendar file (RFC 5545): one event a meeting, none repeats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress

from sessions.models.session import WARSAW

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sessions.calendars.entry import Entry

ALARM_BEFORE = timedelta(hours=2)

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


@dataclass(frozen=True, kw_only=True)
class Correspondents:
    """Between whom an invitation goes: addresses of e-mail, and the organiser's name."""

    organiser: str
    organiser_name: str
    attendee: str


def calendar_file(
    entries: Iterable[Entry],
    *,
    method: str = "PUBLISH",
    name: str = "",
    between: Correspondents | None = None,
) -> bytes:
    """A whole calendar. ``name`` is what programs call a feed; ``method`` is of RFC 5546."""
    calendar = Calendar()
    calendar.add("prodid", "-//Krok//Krok//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("name", name)
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", timedelta(hours=1))
    calendar.add_component(Timezone.from_ical(WARSAW_RULES))
    for entry in entries:
        calendar.add_component(_event(entry, between))
    return bytes(calendar.to_ical())


def _event(entry: Entry, between: Correspondents | None) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", entry.starts_at.astimezone(WARSAW))
    event.add("dtend", entry.ends_at.astimezone(WARSAW))
    event.add("status", "CONFIRMED" if entry.stands else "CANCELLED")
    event.add("summary", entry.summary)
    if entry.is_private:
        event.add("class", "PRIVATE")
    for name in ("description", "location", "url"):
        if said := getattr(entry, name):
            event.add(name, said)
    if between:
        _address(event, between)
    if entry.stands:
        event.add_component(_alarm(entry))
    return event


def _address(event: Event, between: Correspondents) -> None:
    organiser = vCalAddress(f"mailto:{between.organiser}")
    organiser.params["CN"] = between.organiser_name
    attendee = vCalAddress(f"mailto:{between.attendee}")
    attendee.params |= {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
    event.add("organizer", organiser)
    event.add("attendee", attendee)


def _alarm(entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", -ALARM_BEFORE)
    return alarm
