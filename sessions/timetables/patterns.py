"""On which days the meetings of a series are: the few patterns a form offers, and the rules they make.

Rules of django-scheduler are made here and nowhere else, of checked values only, since the package reads a
typing error as "every day". Two of its habits shape them: in a rule it holds against the weekday or day of
the first date it keeps only that one and silently drops the others, unless weekdays are given by name; and
it knows no list of dates, which a daily rule bound to days of the year stands for, within one year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from schedule.models import Rule

from sessions.errors import NotATimetable

if TYPE_CHECKING:
    from collections.abc import Collection

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1
WHICH = (1, 2, 3, 4, LAST)
MOST_WEEKS_BETWEEN = 12
LONGEST_LIST = timedelta(days=360)


@dataclass(frozen=True)
class Weekly:
    """On some weekdays (0 is Monday), in every week or every so many weeks."""

    weekdays: tuple[int, ...]
    every: int = 1


@dataclass(frozen=True)
class Monthly:
    """On the first to fourth, or the last (-1), of a weekday in each month."""

    weekday: int
    which: int


@dataclass(frozen=True)
class Dates:
    """On just these days, all within a year."""

    days: tuple[date, ...]


Pattern = Weekly | Monthly | Dates


def rule_of(pattern: Pattern, *, meetings: int | None = None) -> Rule:
    """The rule of a pattern, not saved. Raises NotATimetable where the pattern makes no sense."""
    if meetings is not None and meetings < 1:
        raise NotATimetable
    count = f";count:{meetings}" if meetings else ""
    match pattern:
        case Weekly(weekdays, every):
            if not 1 <= every <= MOST_WEEKS_BETWEEN:
                raise NotATimetable
            names = ",".join(WEEKDAYS[day] for day in _weekdays(weekdays))
            return _rule("weekly", "WEEKLY", f"interval:{every};byweekday:{names}{count}")
        case Monthly(weekday, which):
            if which not in WHICH:
                raise NotATimetable
            (day,) = _weekdays([weekday])
            return _rule("monthly", "MONTHLY", f"byweekday:{WEEKDAYS[day]};bysetpos:{which}{count}")
        case Dates(days):
            if not days or max(days) - min(days) > LONGEST_LIST or meetings is not None:
                raise NotATimetable
            numbers = sorted({day.timetuple().tm_yday for day in days})
            return _rule("dates", "DAILY", "byyearday:" + ",".join(str(number) for number in numbers))


def pattern_of(rule: Rule, *, starts: Collection[date] = ()) -> tuple[Pattern, int | None]:
    """The pattern that a rule of ours was made of, and its number of meetings. ``starts``: all its days."""
    params = rule.get_params()
    meetings = params.get("count")
    if "byyearday" in params:
        return Dates(tuple(sorted(starts))), None
    given = params["byweekday"]
    listed = given if isinstance(given, list) else [given]
    named = [day if isinstance(day, int) else WEEKDAYS.index(str(day)) for day in listed]
    if rule.frequency == "MONTHLY":
        return Monthly(named[0], params["bysetpos"]), meetings
    return Weekly(tuple(sorted(named)), params.get("interval", 1)), meetings


def weekly_rule(weekdays: Collection[int], *, meetings: int | None, until: date | None) -> Rule:
    """A rule for each week that stays right when its first date is moved: weekdays stand as numbers.

    It is a daily rule bound to weekdays: in a weekly one the package keeps only the weekday of the first
    date and silently drops the others.
    """
    days = _weekdays(weekdays)
    if meetings is not None and (meetings < 1 or until):
        raise NotATimetable
    params = "byweekday:" + ",".join(str(day) for day in days)
    return _rule("weekly", "DAILY", params + (f";count:{meetings}" if meetings else ""))


def _weekdays(weekdays: Collection[int]) -> list[int]:
    days = sorted(set(weekdays))
    if not days or not set(days) <= set(range(7)):
        raise NotATimetable
    return days


def _rule(name: str, frequency: str, params: str) -> Rule:
    return Rule(name=name, description=params, frequency=frequency, params=params)
