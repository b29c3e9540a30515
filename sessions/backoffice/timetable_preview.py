"""What a weekly timetable would give, before anything of it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from schedule.models import Event

from sessions.errors import Clash
from sessions.timetable import HORIZON, local_starts, on_the_clock, plan_weekly, weekly_rule

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sessions.models import Run


@dataclass(frozen=True)
class Meeting:
    """One date of the preview. ``is_taken``: the room or somebody is not free at that hour."""

    starts_at: datetime
    ends_at: datetime
    is_taken: bool


@dataclass(frozen=True)
class Preview:
    meetings: Sequence[Meeting]
    clash: Clash | None


def preview_weekly(run: Run, **plan: Any) -> Preview:
    """The dates of a plan (the arguments of ``plan_weekly``), with what clashes. Writes nothing.

    Whether an hour is free is found by planning it for real and taking everything back.
    """
    starts = _starts(
        weekdays=plan["weekdays"],
        first_date=plan["first_date"],
        start=plan["start"],
        meetings=plan["meetings"],
        until=plan["until"],
    )
    clash = _clash_of(run, plan)
    taken = set(clash.hours) if clash else set()
    length = timedelta(minutes=plan["minutes"])
    return Preview([Meeting(start, start + length, start in taken) for start in starts], clash)


def _starts(
    *, weekdays: Collection[int], first_date: date, start: time, meetings: int | None, until: date | None
) -> list[datetime]:
    starts_at = on_the_clock(datetime.combine(first_date, start))
    event = Event(rule=weekly_rule(weekdays, meetings=meetings, until=until), start=starts_at, end=starts_at)
    last = until or first_date + HORIZON
    return [on_the_clock(local) for local in local_starts(event, since=None, until=last)]


def _clash_of(run: Run, plan: dict[str, Any]) -> Clash | None:
    try:
        with transaction.atomic():
            plan_weekly(run, **plan)
            transaction.set_rollback(True)
    except Clash as clash:
        return clash
    return None
