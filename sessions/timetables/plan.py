"""When the meetings of a series are: a pattern, an hour, a length and an end, and the starts they give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from schedule.models import Event

from sessions.errors import HourSkipped, NotATimetable
from sessions.models.session import WARSAW
from sessions.timetables.clock import end_of, is_skipped, on_the_clock, on_the_wall
from sessions.timetables.patterns import Dates, Pattern, pattern_of, rule_of

HORIZON = timedelta(days=400)
LONGEST_MINUTES = 24 * 60


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The dates of a series. It ends after so many ``meetings``, on ``until``, or goes on.

    A list of dates ends with its last; its ``first_date`` is its first.
    """

    pattern: Pattern
    first_date: date
    start: time
    minutes: int
    meetings: int | None = None
    until: date | None = None

    @classmethod
    def on(cls, days: tuple[date, ...], *, start: time, minutes: int) -> Plan:
        """A list of dates."""
        if not days:
            raise NotATimetable
        listed = tuple(sorted(set(days)))
        return cls(
            pattern=Dates(listed), first_date=listed[0], start=start, minutes=minutes, until=listed[-1]
        )

    @classmethod
    def of(cls, event: Event) -> Plan:
        """The plan that a series was made of."""
        first = on_the_wall(event.start)
        last = on_the_wall(event.end_recurring_period).date() if event.end_recurring_period else None
        days = [start.date() for start in local_starts(event, until=last)] if last else []
        pattern, meetings = pattern_of(event.rule, starts=days)
        return cls(
            pattern=pattern,
            first_date=first.date(),
            start=first.time(),
            minutes=int(event.minutes),
            meetings=meetings,
            until=last,
        )

    def series(self) -> Event:
        """An Event with its Rule, neither of them saved. Raises NotATimetable and HourSkipped."""
        if not 0 < self.minutes <= LONGEST_MINUTES or (self.until and self.until < self.first_date):
            raise NotATimetable
        if self.meetings and self.until:
            raise NotATimetable
        first = datetime.combine(self.first_date, self.start)
        if is_skipped(first):
            raise HourSkipped(first)
        starts_at = on_the_clock(first)
        return Event(
            rule=rule_of(self.pattern, meetings=self.meetings),
            start=starts_at,
            end=starts_at + timedelta(minutes=self.minutes),
            end_recurring_period=end_of(self.until) if self.until else None,
        )

    def local_starts(self, *, until: date | None = None) -> list[datetime]:
        """The starts as the clock on the wall shows them, up to a day or else to the horizon."""
        last = until or self.until or self.first_date + HORIZON
        return local_starts(self.series(), until=last)


def local_starts(event: Event, *, until: date, since: date | None = None) -> list[datetime]:
    """The starts that the series gives, as the clock on the wall shows them, without a time zone."""
    series = event.get_rrule_object(WARSAW)
    if series is None:
        return []
    first = since or first_day(event)
    return list(
        series.between(datetime.combine(first, time.min), datetime.combine(until, time.max), inc=True)
    )


def first_day(event: Event) -> date:
    return on_the_wall(event.start).date()
