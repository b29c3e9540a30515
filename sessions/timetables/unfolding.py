"""A series becomes sessions: every start inside a horizon becomes a row, once.

Seats, attendance and reservations need real rows. What was moved or called off by hand stays so, a day that
was left out stays out, and what the rule no longer gives is reported and never deleted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from schedule.models import Calendar, Event

from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from sessions.arrangements import Arrangement, assert_allowed
from sessions.errors import Clash, PlanningError
from sessions.models import Run, Session, SkippedDay, Timetable
from sessions.planning import hold_living, put_on
from sessions.timetables import notices
from sessions.timetables.clock import on_the_clock
from sessions.timetables.plan import HORIZON, Plan, first_day, local_starts
from sessions.units import carry_on_in_series

if TYPE_CHECKING:
    from collections.abc import Collection

    from lms.people.models import Person

LIVING = (Run.Status.DRAFT, Run.Status.PUBLISHED)


@dataclass(frozen=True)
class Refused:
    """An hour that could not be planned, and why."""

    starts_at: datetime
    error: PlanningError


@dataclass(frozen=True)
class Unfolded:
    """What became of a series: sessions made now, sessions its rule no longer gives, hours refused."""

    created: list[Session] = field(default_factory=list)
    gone: list[Session] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)

    @property
    def clashes(self) -> list[Clash]:
        return [each.error for each in self.refused if isinstance(each.error, Clash)]


@transaction.atomic
def plan_series(
    run: Run,
    *,
    plan: Plan,
    arrangement: Arrangement,
    kind: str = Timetable.Kind.THEORY,
    skipped: Collection[date] = (),
    by: Person | None = None,
) -> Timetable:
    """Plan a series and turn it into sessions. Whoever has a place in a published run is told, once.

    Raises NotATimetable, HourSkipped, NotCleared, OutsideRoomHours, and Clash when any of the hours is
    taken: then nothing of it is planned.
    """
    run = hold_living(run)
    event = plan.series()
    timetable = Timetable(run=run, kind=kind)
    write_series(timetable, event, arrangement, skipped=skipped)
    unfolded = unfold(timetable, until=max(plan.first_date, timezone.localdate()) + HORIZON)
    raise_refusal(unfolded)
    record(AuditEntry.Action.CREATED, timetable, actor=by.user if by else None)
    notices.tell_series(run, sessions=unfolded.created)
    return timetable


@transaction.atomic
def unfold(timetable: Timetable, *, until: date, since: date | None = None) -> Unfolded:
    """Make the sessions that the series gives up to a day and that are not there yet. Safe to repeat.

    Hours that are refused are reported, and the other sessions are made all the same. Nothing is made
    before ``since``.
    """
    run = Run.objects.hold(timetable.run)
    if run.status not in LIVING:
        return Unfolded()
    skipped = set(timetable.skipped_days.values_list("day", flat=True))
    starts = [
        start
        for start in local_starts(timetable.event, since=since, until=until)
        if start.date() not in skipped
    ]
    days = (since or first_day(timetable.event), until)
    rows = timetable.sessions.filter(planned_date__range=days).values_list("planned_date", "planned_time")
    planned = {datetime.combine(day, hour) for day, hour in rows if day and hour}
    created, refused = _make(timetable, run, [start for start in starts if start not in planned])
    carry_on_in_series(timetable, created)
    return Unfolded(created=created, gone=_untouched(timetable, planned - set(starts)), refused=refused)


def raise_refusal(unfolded: Unfolded) -> None:
    """Raise what was in the way: all the clashes as one, or else the first thing."""
    if unfolded.clashes:
        raise Clash.of_all(unfolded.clashes)
    if unfolded.refused:
        raise unfolded.refused[0].error


def write_series(
    timetable: Timetable, event: Event, arrangement: Arrangement, *, skipped: Collection[date]
) -> None:
    """Write the series down: its rule, its event, where and with whom, and the days it leaves out."""
    event.rule.save()
    event.rule = event.rule  # so that Django sees the key it has now
    event.calendar = _calendar_of(timetable.run)
    event.title = timetable.run.code
    event.save()
    timetable.event = event
    timetable.room, timetable.interpreter = arrangement.room, arrangement.interpreter
    timetable.childcare = arrangement.childcare
    timetable.save()
    timetable.trainers.set(arrangement.trainers)
    timetable.skipped_days.exclude(day__in=skipped).delete()
    SkippedDay.objects.bulk_create(
        (SkippedDay(timetable=timetable, day=day) for day in skipped), ignore_conflicts=True
    )


def _make(timetable: Timetable, run: Run, starts: list[datetime]) -> tuple[list[Session], list[Refused]]:
    if not starts:
        return [], []
    arrangement = Arrangement.of(timetable)
    resources = arrangement.resources(run)
    length = timetable.event.end - timetable.event.start
    hours = [(on_the_clock(local), on_the_clock(local) + length) for local in starts]
    created: list[Session] = []
    refused: list[Refused] = []
    allowed = _is_allowed(run, arrangement, hours)
    for local, (starts_at, ends_at) in zip(starts, hours, strict=True):
        session = Session(
            run=run,
            timetable=timetable,
            planned_date=local.date(),
            planned_time=local.time(),
            starts_at=starts_at,
            ends_at=ends_at,
            kind=timetable.kind,
            room=arrangement.room,
            interpreter=arrangement.interpreter,
            childcare=arrangement.childcare,
            online_link=run.online_link,
        )
        try:
            if not allowed:
                assert_allowed(run, arrangement, [(starts_at, ends_at)])
            with transaction.atomic():
                created.append(put_on(session, trainers=arrangement.trainers, resources=resources))
        except PlanningError as error:
            refused.append(Refused(starts_at, error))
    return created, refused


def _is_allowed(run: Run, arrangement: Arrangement, hours: list[tuple[datetime, datetime]]) -> bool:
    """Whether all the hours pass at once, as nearly always, so that none needs to be asked about alone."""
    try:
        assert_allowed(run, arrangement, hours)
    except PlanningError:
        return False
    return True


def _untouched(timetable: Timetable, planned: set[datetime]) -> list[Session]:
    """Those of the sessions given for these hours that are still to come and untouched by hand."""
    if not planned:
        return []
    coming = timetable.sessions.filter(
        starts_at__gt=timezone.now(), status=Session.Status.PLANNED, is_changed_by_hand=False
    )
    return [session for session in coming if session.planned_start in planned]


def _calendar_of(run: Run) -> Calendar:
    return Calendar.objects.get_or_create(slug=f"run-{run.uuid}", defaults={"name": str(run.code)})[0]
