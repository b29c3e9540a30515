"""When rooms are open. A room for which no hours are written down is always open."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from sessions.errors import OutsideRoomHours
from sessions.models import RoomHours
from sessions.timetables.clock import on_the_wall

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime, time

    from sessions.models import Room


class OpeningHours:
    """The hours of some rooms, read once."""

    def __init__(self, rooms: Iterable[Room]) -> None:
        self._of: dict[int, dict[int, list[tuple[time, time]]]] = {}
        for hours in RoomHours.objects.filter(room__in=[room.pk for room in rooms]):
            days = self._of.setdefault(hours.room_id, defaultdict(list))
            days[hours.weekday].append((hours.opens, hours.closes))

    def refusal(self, room: Room, starts_at: datetime, ends_at: datetime) -> OutsideRoomHours | None:
        """Why the room cannot be used then, or None when it is open all the time."""
        days = self._of.get(room.pk)
        if days is None:
            return None
        begins, ends = on_the_wall(starts_at), on_the_wall(ends_at)
        of_day = days.get(begins.weekday(), [])
        same_day = begins.date() == (ends - timedelta(microseconds=1)).date()
        if same_day and any(opens <= begins.time() and ends.time() <= closes for opens, closes in of_day):
            return None
        return OutsideRoomHours(room, starts_at=starts_at, hours=of_day)
