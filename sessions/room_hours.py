"""When a room can be used, weekday by weekday. Hours that touch or overlap become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from sessions.errors import NotATimetable, WrongHours
from sessions.models import Room, RoomHours

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import time


@transaction.atomic
def open_room(room: Room, *, weekdays: Collection[int], opens: time, closes: time) -> list[RoomHours]:
    """Let the room be used on these weekdays (0 is Monday) in that time, besides when it is open already.

    Raises WrongHours, and NotATimetable when no weekday is given. Safe to repeat.
    """
    if closes <= opens:
        raise WrongHours
    if not weekdays or not set(weekdays) <= set(range(7)):
        raise NotATimetable
    Room.objects.select_for_update(of=("self",), no_key=True).get(pk=room.pk)
    opened = []
    for weekday in sorted(set(weekdays)):
        touching = room.hours.filter(weekday=weekday, opens__lte=closes, closes__gte=opens)
        first = min([opens, *(hours.opens for hours in touching)])
        last = max([closes, *(hours.closes for hours in touching)])
        touching.delete()
        opened.append(RoomHours.objects.create(room=room, weekday=weekday, opens=first, closes=last))
    return opened


def shut_room(hours: RoomHours) -> None:
    """Take opening hours away. A room that has none left is always open again."""
    hours.delete()
