"""The calendar as its widget reads it: JSON of hours without a zone, columns, colours as names of classes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from lms.people.permission_policies import visible
from sessions.calendar_page.background import (
    Stretch,
    absences_between,
    holidays_between,
    person_column,
    room_column,
    taken_by_others,
)
from sessions.calendar_page.clock import as_text
from sessions.calendar_page.entries import SESSION, Entry, entries_between
from sessions.models import Room
from sessions.timetables.clock import on_the_wall, start_of

if TYPE_CHECKING:
    from datetime import date

    from lms.people.roles import AnyUser
    from sessions.calendar_page.filters import Chosen

NO_ROOM, NO_TRAINER = "room-0", "person-0"
SHORTEST = timedelta(minutes=15)
"""What is drawn of an entry that ends, by the clock on the wall, before it begins: one night in October."""


def as_json(user: AnyUser, *, since: date, until: date, chosen: Chosen) -> dict[str, Any]:
    """Everything from one day to another, which no longer counts."""
    begins, ends = start_of(since), start_of(until)
    entries = entries_between(user, begins, ends, chosen)
    away = absences_between(user, begins, ends, chosen)
    taken = taken_by_others(user, begins, ends, chosen)
    base = reverse("calendar:page")
    holidays = holidays_between(since, until - timedelta(days=1))
    return {
        "entries": [
            *(_entry(entry, base) for entry in entries),
            *(drawn for stretch in [*away, *taken] for drawn in _behind(stretch)),
        ],
        "rooms": _rooms(user, entries, chosen),
        "trainers": _trainers(entries, away, chosen),
        "holidays": {day.isoformat(): name for day, name in holidays.items()},
    }


def _entry(entry: Entry, base: str) -> dict[str, Any]:
    classes = [f"krok-entry--{entry.look}"]
    classes += ["krok-entry--cancelled"] if entry.is_cancelled else []
    classes += ["krok-entry--draft"] if entry.is_draft else []
    columns = [room_column(entry.room[0]) if entry.room else NO_ROOM]
    columns += [person_column(pk) for pk, _name in entry.people] or [NO_TRAINER]
    starts, ends = on_the_wall(entry.starts_at), on_the_wall(entry.ends_at)
    return {
        "id": f"{entry.of}-{entry.pk}",
        "start": as_text(entry.starts_at),
        "end": max(ends, starts + SHORTEST).isoformat(timespec="seconds"),
        "title": entry.title,
        "resourceIds": columns,
        "classNames": classes,
        "startEditable": entry.may_move,
        "durationEditable": entry.may_move and entry.of == SESSION,
        "extendedProps": {
            "kind": entry.kind,
            "where": entry.where,
            "people": entry.with_whom,
            "note": entry.note,
            "marks": entry.marks,
            "room": entry.room[0] if entry.room else "",
            "changesRoom": entry.of == SESSION,
            "sequence": entry.sequence,
            "address": f"{base}{entry.of}/{entry.pk}/",
        },
    }


def _behind(stretch: Stretch) -> list[dict[str, Any]]:
    """In its column as a ground; where there are no columns, as a line above the hours, with its name."""
    drawn = {
        "start": as_text(stretch.starts_at),
        "end": as_text(stretch.ends_at),
        "title": stretch.words,
        "resourceIds": [stretch.column],
        "startEditable": False,
        "durationEditable": False,
    }
    behind = {
        **drawn,
        "display": "background",
        "classNames": ["krok-behind"],
        "extendedProps": {"only": "columns", "words": stretch.words},
    }
    if stretch.is_taken:
        return [behind]
    last = on_the_wall(stretch.ends_at - timedelta(seconds=1)).date() + timedelta(days=1)
    line = {
        **drawn,
        "allDay": True,
        "start": on_the_wall(stretch.starts_at).date().isoformat(),
        "end": last.isoformat(),
        "classNames": ["krok-away"],
        "extendedProps": {"only": "plain", "words": stretch.words},
    }
    return [behind, line]


def _rooms(user: AnyUser, entries: list[Entry], chosen: Chosen) -> list[dict[str, str]]:
    """All rooms of the reader, since anything may be moved into them, and those in which something is."""
    rooms = {room.pk: str(room) for room in visible(Room, user).filter(is_in_use=True)}
    if chosen.room:
        rooms = {chosen.room.pk: str(chosen.room)}
    rooms |= dict(entry.room for entry in entries if entry.room)
    columns = [{"id": room_column(pk), "title": name} for pk, name in sorted(rooms.items(), key=_by_name)]
    nowhere = any(entry.room is None for entry in entries)
    return [*columns, *([{"id": NO_ROOM, "title": _("online, or no room yet")}] if nowhere else [])]


def _trainers(entries: list[Entry], away: list[Stretch], chosen: Chosen) -> list[dict[str, str]]:
    """Those who hold something in these hours."""
    people = dict(person for entry in entries for person in entry.people)
    if chosen.trainer:
        people = {chosen.trainer.pk: str(chosen.trainer)}
    columns = [{"id": person_column(pk), "title": name} for pk, name in sorted(people.items(), key=_by_name)]
    nobody = any(not entry.people for entry in entries)
    return [*columns, *([{"id": NO_TRAINER, "title": _("no trainer yet")}] if nobody else [])]


def _by_name(column: tuple[int, str]) -> tuple[str, int]:
    return column[1].casefold(), column[0]
