"""When a counter is open: its week, the days that differ, closures, holidays; on the clock of Warsaw.

Pure rules: no database, no words. Of the rules for a day the first that speaks is right:

1. a closure of the office;
2. other hours for these days, the shortest span of days before a longer one, those for the very same
   days added up. Other hours for several days ("in July from 8 to 13") change the days that are open
   anyway; for one day alone they open even a Saturday or a holiday;
3. a public holiday, where the office keeps them;
4. other hours on the last working day of a month;
5. the week.

"The last day of the month" on a door means the last day on which the counter works in that month. Read
as a date of the calendar it would say nothing in a month that ends on a Sunday, and whoever comes on
Friday at one would stand before a closed cash desk. So it is the last day with hours in the week that
is no holiday and not closed.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from cms.offices.public_holidays import is_holiday

if TYPE_CHECKING:
    from collections.abc import Iterator

WARSAW = ZoneInfo("Europe/Warsaw")
MIDNIGHT = time(23, 59)
"""Closing at 23.59 is said for midnight: no clock shows 24.00."""
HORIZON = 366
"""Days ahead in which an opening is looked for."""
MONDAY_TO_FRIDAY = frozenset(range(5))


class Why(Enum):
    """Which rule gave a day its hours."""

    CLOSURE = "closure"
    OTHER_HOURS = "other hours"
    HOLIDAY = "holiday"
    LAST_OF_MONTH = "last of month"
    WEEK = "week"


@dataclass(frozen=True, order=True)
class Span:
    """From when to when on the wall clock of one day."""

    opens: time
    closes: time

    @property
    def is_whole_day(self) -> bool:
        return self.opens == time(0) and self.closes >= MIDNIGHT

    def on(self, day: date) -> Opening:
        """The span as moments. It may be empty on the night that loses an hour."""
        ends = (day + timedelta(days=1), time(0)) if self.closes >= MIDNIGHT else (day, self.closes)
        return Opening(_moment(day, self.opens), _moment(*ends))


@dataclass(frozen=True)
class Opening:
    """From one moment to another, without a break, both in UTC."""

    starts: datetime
    ends: datetime


@dataclass(frozen=True, kw_only=True)
class OtherHours:
    """Days with hours of their own; closed when there are no spans."""

    first_day: date
    last_day: date
    spans: tuple[Span, ...] = ()
    reason: str = ""

    @property
    def days(self) -> tuple[date, date]:
        return self.first_day, self.last_day

    @property
    def length(self) -> timedelta:
        return self.last_day - self.first_day

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class DayHours:
    """The hours of a day, in order, and the rule that gave them."""

    day: date
    spans: tuple[Span, ...]
    why: Why
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All that is known of the hours of one counter. ``week`` begins on Monday."""

    week: tuple[tuple[Span, ...], ...] = ((),) * 7
    other: tuple[OtherHours, ...] = ()
    last_of_month: tuple[Span, ...] | None = None
    last_of_month_reason: str = ""
    closures: tuple[OtherHours, ...] = ()
    keeps_holidays: bool = True

    def on(self, day: date) -> DayHours:
        for closure in self.closures:
            if closure.covers(day):
                return DayHours(day, (), Why.CLOSURE, closure.reason)
        if (other := self._other_on(day)) is not None:
            return DayHours(day, tuple(sorted(other.spans)), Why.OTHER_HOURS, other.reason)
        if self._is_free(day):
            return DayHours(day, (), Why.HOLIDAY)
        if self.last_of_month is not None and day == self.last_working_day(day.year, day.month):
            return DayHours(
                day, tuple(sorted(self.last_of_month)), Why.LAST_OF_MONTH, self.last_of_month_reason
            )
        return DayHours(day, tuple(sorted(self.week[day.weekday()])), Why.WEEK)

    def openings(self, since: datetime) -> Iterator[Opening]:
        """What is open at ``since`` or later, in order, for a year. Spans that touch are one opening."""
        first_day = since.astimezone(WARSAW).date()
        running: Opening | None = None
        for ahead in range(HORIZON + 1):
            day = first_day + timedelta(days=ahead)
            for span in self.on(day).spans:
                opening = span.on(day)
                if opening.ends <= opening.starts or opening.ends <= since:
                    continue
                if running is None:
                    running = opening
                elif opening.starts <= running.ends:
                    running = Opening(running.starts, max(running.ends, opening.ends))
                else:
                    yield running
                    running = opening
        if running is not None:
            yield running

    def is_open(self, at: datetime) -> bool:
        first = next(self.openings(at), None)
        return first is not None and first.starts <= at

    def next_opening(self, at: datetime) -> datetime | None:
        """When it opens the next time, within a year. One that is open now has to close before."""
        return next((opening.starts for opening in self.openings(at) if opening.starts > at), None)

    def last_working_day(self, year: int, month: int) -> date | None:
        """The last day of a month on which the counter works, see above."""
        weekdays = frozenset(number for number, spans in enumerate(self.week) if spans) or MONDAY_TO_FRIDAY
        for number in range(monthrange(year, month)[1], 0, -1):
            day = date(year, month, number)
            if day.weekday() in weekdays and not self._is_free(day) and not self._is_closed(day):
                return day
        return None

    def _other_on(self, day: date) -> OtherHours | None:
        covering = [other for other in self.other if other.covers(day)]
        if not covering:
            return None
        nearest = min(covering, key=lambda other: (other.length, other.first_day))
        same = [other for other in covering if other.days == nearest.days]
        closed = [other for other in same if not other.spans]
        if closed:
            return closed[0]
        if nearest.length and (self._is_free(day) or not self.week[day.weekday()]):
            return None
        return OtherHours(
            first_day=nearest.first_day,
            last_day=nearest.last_day,
            spans=tuple(span for other in same for span in other.spans),
            reason=next((other.reason for other in same if other.reason), ""),
        )

    def _is_free(self, day: date) -> bool:
        return self.keeps_holidays and is_holiday(day)

    def _is_closed(self, day: date) -> bool:
        if any(closure.covers(day) for closure in self.closures):
            return True
        other = self._other_on(day)
        return other is not None and not other.spans


def _moment(day: date, hour: time) -> datetime:
    """An hour on the wall as a moment. Of an hour that comes twice in autumn, the first."""
    return datetime.combine(day, hour, tzinfo=WARSAW).astimezone(UTC)
