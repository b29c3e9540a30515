"""Whether a counter is open now, when it opens next, and its week: what pages ask of its plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from cms.models import HoursException
from cms.offices import words
from cms.offices.plan import WARSAW, OtherHours, Plan, Span, Why

if TYPE_CHECKING:
    from cms.models import Closure, Counter
    from cms.offices.plan import DayHours, Opening

SOON = timedelta(minutes=30)
"""So long before closing a page says that it closes soon."""
FOR_EVER = timedelta(days=300)
"""What is open so long closes never."""
NOTICED_AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class WeekRow:
    """Days of the week with the same hours, and whether today is one of them."""

    weekdays: tuple[int, ...]
    spans: tuple[Span, ...]
    is_today: bool = False

    @property
    def days(self) -> str:
        """ "Mon–Wed, Fri"."""
        return words.weekdays(self.weekdays)

    @property
    def hours(self) -> str:
        """ "8.00–15.00", or "closed"."""
        return words.spans(self.spans)


@dataclass(frozen=True)
class Notice:
    """Days to come on which a counter does not keep the hours of its week."""

    first: date
    last: date
    hours: DayHours

    @property
    def days(self) -> str:
        return words.days(self.first, self.last)

    @property
    def in_words(self) -> str:
        return words.notice(self.hours)


@dataclass(frozen=True)
class HoursNow:
    """The hours of a counter as they stand at a moment, said in the reader's language."""

    plan: Plan
    at: datetime

    @cached_property
    def _ahead(self) -> list[Opening]:
        return list(islice(self.plan.openings(self.at), 2))

    @cached_property
    def date(self) -> date:
        return self.at.astimezone(WARSAW).date()

    @cached_property
    def today(self) -> DayHours:
        return self.plan.on(self.date)

    @property
    def is_open(self) -> bool:
        return bool(self._ahead) and self._ahead[0].starts <= self.at

    @property
    def closes_at(self) -> datetime | None:
        """When it closes, while it is open; nothing for what is open round the clock."""
        if not self.is_open or self._ahead[0].ends - self.at > FOR_EVER:
            return None
        return self._ahead[0].ends

    @property
    def is_closing_soon(self) -> bool:
        return self.closes_at is not None and self.closes_at - self.at <= SOON

    @property
    def next_opening(self) -> datetime | None:
        return next((opening.starts for opening in self._ahead if opening.starts > self.at), None)

    @property
    def week(self) -> list[tuple[int, tuple[Span, ...]]]:
        """The seven days from Monday, each with its spans."""
        return list(enumerate(self.plan.week))

    @cached_property
    def rows(self) -> list[WeekRow]:
        """Equal days together, in the order of their first: the table a reader wants."""
        groups: dict[tuple[Span, ...], list[int]] = {}
        for weekday, spans in self.week:
            groups.setdefault(spans, []).append(weekday)
        in_order = sorted(groups.items(), key=lambda group: (not group[0], group[1][0]))
        return [WeekRow(tuple(days), spans, self.date.weekday() in days) for spans, days in in_order]

    @property
    def last_of_month(self) -> str:
        """The hours of the last working day of a month, where they differ."""
        return "" if self.plan.last_of_month is None else words.spans(self.plan.last_of_month)

    @property
    def status(self) -> str:
        return words.status(self)

    @property
    def detail(self) -> str:
        return words.detail(self)

    @property
    def in_words(self) -> str:
        """ "Open now, until 15.30", or "Closed now. Opens tomorrow, Tuesday, at 7.30"."""
        return words.now(self)

    @property
    def week_in_words(self) -> str:
        """ "Mon–Wed, Fri 8.00–15.00, Thu 8.00–16.30"."""
        return words.week(row for row in self.rows if row.spans)

    @property
    def changes_at(self) -> datetime:
        """Until when what is said here stays true: it opens, closes, or another day begins."""
        midnight = datetime.combine(self.date + timedelta(days=1), time(0), tzinfo=WARSAW)
        moments = [midnight, self.next_opening, self.closes_at]
        if self.closes_at and not self.is_closing_soon:
            moments.append(self.closes_at - SOON)
        return min(moment for moment in moments if moment is not None)

    @cached_property
    def notices(self) -> list[Notice]:
        """The days of the next two months that differ from the week, equal ones in a row together."""
        rows: list[list[DayHours]] = []
        for ahead in range(NOTICED_AHEAD.days + 1):
            hours = self.plan.on(self.date + timedelta(days=ahead))
            if not self._differs(hours):
                continue
            if rows and self._goes_on(rows[-1][-1], hours):
                rows[-1].append(hours)
            else:
                rows.append([hours])
        return [Notice(row[0].day, row[-1].day, row[0]) for row in rows]

    @property
    def notices_soon(self) -> list[Notice]:
        """Those of the next two weeks."""
        return [notice for notice in self.notices if notice.first - self.date <= timedelta(days=14)]

    def _differs(self, hours: DayHours) -> bool:
        return hours.why is not Why.WEEK and hours.spans != self.plan.week[hours.day.weekday()]

    def _goes_on(self, before: DayHours, after: DayHours) -> bool:
        """Whether two days say the same, with nothing between but days that are closed every week.

        A holiday has a name of its own, so it stands alone.
        """
        if (before.why, before.reason, before.spans) != (after.why, after.reason, after.spans):
            return False
        between = range(1, (after.day - before.day).days)
        return after.why is not Why.HOLIDAY and not any(
            self.plan.on(before.day + timedelta(days=number)).spans for number in between
        )


def hours_of(counter: Counter, *, at: datetime) -> HoursNow:
    """The hours of a counter at a moment. Its rows may have been read before, see ``read_offices``."""
    return HoursNow(plan=plan_of(counter), at=at)


def plan_of(counter: Counter) -> Plan:
    week: list[list[Span]] = [[] for _weekday in range(7)]
    for hours in counter.weekly_hours.all():
        week[hours.weekday].append(Span(hours.opens, hours.closes))
    exceptions = list(counter.exceptions.all())
    on_days = [one for one in exceptions if one.kind == HoursException.Kind.DAYS]
    of_months = [one for one in exceptions if one.kind == HoursException.Kind.LAST_OF_MONTH]
    last_spans = tuple(sorted(span for one in of_months for span in _spans(one)))
    return Plan(
        week=tuple(tuple(sorted(spans)) for spans in week),
        other=tuple(_other(one, _spans(one)) for one in on_days),
        last_of_month=last_spans if of_months else None,
        last_of_month_reason=next((one.reason for one in of_months if one.reason), ""),
        closures=tuple(_other(one, ()) for one in counter.office.closures.all()),
        keeps_holidays=counter.office.closes_on_holidays,
    )


def _spans(exception: HoursException) -> tuple[Span, ...]:
    if exception.opens is None or exception.closes is None:
        return ()
    return (Span(exception.opens, exception.closes),)


def _other(row: HoursException | Closure, spans: tuple[Span, ...]) -> OtherHours:
    first: date = row.first_day  # type: ignore[assignment]  # a constraint has it for exceptions of days
    last: date = row.last_day  # type: ignore[assignment]
    return OtherHours(first_day=first, last_day=last, spans=spans, reason=row.reason or "")
