"""A timetable becomes sessions: what other rooms use of ``sessions.timetables``.

The series is an Event of django-scheduler with a Rule; from it come naive local starts, which are put on
the clock of Wrocław, so that a weekly 10.00 stays 10.00 over both clock changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sessions.arrangements import Arrangement
from sessions.models import Timetable
from sessions.timetables.clock import on_the_clock
from sessions.timetables.patterns import Weekly, weekly_rule
from sessions.timetables.plan import HORIZON, LONGEST_MINUTES, Plan, first_day, local_starts
from sessions.timetables.reconciling import keep_unfolded
from sessions.timetables.unfolding import Unfolded, plan_series, unfold

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, time

    from lms.people.models import Person
    from sessions.models import Run

__all__ = [
    "HORIZON",
    "LONGEST_MINUTES",
    "Unfolded",
    "first_day",
    "keep_unfolded",
    "local_starts",
    "on_the_clock",
    "plan_weekly",
    "unfold",
    "weekly_rule",
]


def plan_weekly(
    run: Run,
    *,
    weekdays: Collection[int],
    first_date: date,
    start: time,
    minutes: int,
    meetings: int | None = None,
    until: date | None = None,
    kind: str = Timetable.Kind.THEORY,
    by: Person | None = None,
) -> Timetable:
    """Plan a weekly series (0 is Monday) in the run's usual room and with its usual people.

    It ends after so many ``meetings`` or on ``until``; with neither it goes on and is unfolded nightly.
    Raises what ``plan_series`` raises; then nothing of it is planned.
    """
    plan = Plan(
        pattern=Weekly(tuple(weekdays)),
        first_date=first_date,
        start=start,
        minutes=minutes,
        meetings=meetings,
        until=until,
    )
    return plan_series(run, plan=plan, arrangement=Arrangement.of(run), kind=kind, by=by)
