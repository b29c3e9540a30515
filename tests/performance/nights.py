"""What the house does by itself at night, measured without a server: nobody waits for it, but it must end."""

from __future__ import annotations

from datetime import time, timedelta
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sessions.arrangements import Arrangement
from sessions.models import Session, Timetable
from sessions.timetables.clock import on_the_clock
from sessions.timetables.patterns import Weekly
from sessions.timetables.plan import Plan
from sessions.timetables.reconciling import keep_unfolded
from sessions.timetables.unfolding import write_series
from tests.factories.sessions import RunFactory

TIMETABLES = 500
MEETINGS = 40
BAR_SECONDS = 2.0


def reconcile_timetables() -> str:
    """Compare 500 timetables of a school year with their 20,000 sessions, when nothing has changed."""
    for number in range(TIMETABLES):
        _a_settled_series(number)
    with CaptureQueriesContext(connection) as asked:
        started = perf_counter()
        noticed = keep_unfolded(timezone.localdate())
        seconds = perf_counter() - started
    return (
        f"nightly reconciliation of {TIMETABLES} timetables, nothing to do: {seconds:.2f} s "
        f"(bar: {BAR_SECONDS:.0f} s), {len(asked)} queries, {len(noticed)} left to look at"
    )


def _a_settled_series(number: int) -> None:
    """A series with its sessions, written many at once: how long that takes is not the question here."""
    run = RunFactory()
    plan = Plan(
        pattern=Weekly((number % 7, (number + 2) % 7)),
        first_date=timezone.localdate() - timedelta(days=60),
        start=time(8 + number % 10),
        minutes=90,
        meetings=MEETINGS,
    )
    timetable = Timetable(run=run)
    write_series(timetable, plan.series(), Arrangement(), skipped=())
    Session.objects.bulk_create(
        Session(
            run=run,
            timetable=timetable,
            planned_date=local.date(),
            planned_time=local.time(),
            starts_at=on_the_clock(local),
            ends_at=on_the_clock(local) + timedelta(minutes=plan.minutes),
        )
        for local in plan.local_starts()
    )
