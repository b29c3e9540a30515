"""What the stories of this folder do again and again."""

from datetime import date, datetime, time

from sessions.arrangements import Arrangement
from sessions.timetables.changing import change_series
from sessions.timetables.patterns import Weekly
from sessions.timetables.plan import Plan
from sessions.timetables.unfolding import plan_series

FIRST = date(2026, 11, 30)

MONDAY, TUESDAY, WEDNESDAY, THURSDAY = range(4)


def wall(written):
    """What the clocks of Wrocław show."""
    return datetime.fromisoformat(written)


def mondays(**changes):
    usual = {
        "pattern": Weekly((MONDAY,)),
        "first_date": FIRST,
        "start": time(17),
        "minutes": 120,
        "meetings": 4,
    }
    return Plan(**(usual | changes))


def planned(run, plan=None, **given):
    return plan_series(run, plan=plan or mondays(), arrangement=Arrangement.of(run), **given)


def changed(timetable, *, since, plan, **given):
    arrangement = given.pop("arrangement", None) or Arrangement.of(timetable)
    return change_series(timetable, since=since, plan=plan, arrangement=arrangement, by=None, **given)
