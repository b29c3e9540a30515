"""A weekly timetable becomes sessions.

The series is an Event of django-scheduler with a Rule; from it come naive local starts, which are put on
the clock of Wrocław here, so that a weekly 10.00 stays 10.00 over both clock changes. Seats, attendance
and reservations need real rows, hence every start inside a horizon becomes a Session, once: what was moved
or cancelled by hand stays so, and what the rule no longer gives is reported and never deleted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from schedule.models import Calendar, Event, Rule

from sessions.errors import Clash, NotATimetable
from sessions.models import Run, Session, Timetable
from sessions.models.session import WARSAW
from sessions.planning import hold_living, put_on
from sessions.reservations import resources_needed

if TYPE_CHECKING:
    from collections.abc import Collection

HORIZON = timedelta(days=400)
LONGEST_MINUTES = 24 * 60
LIVING = (Run.Status.DRAFT, Run.Status.PUBLISHED)


@dataclass(frozen=True)
class Unfolded:
    """What became of a series: sessions made now, sessions its rule no longer gives, hours not free."""

    created: list[Session] = field(default_factory=list)
    gone: list[Session] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)


@transaction.atomic
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
) -> Timetable:
    """Plan a series on some weekdays (0 is Monday) and turn it into sessions of the run's room and trainers.

    It ends after so many ``meetings`` or on ``until``; with neither it goes on and is unfolded nightly.
    Raises NotATimetable, and Clash when any of the hours is taken: then nothing of it is planned.
    """
    if not 0 < minutes <= LONGEST_MINUTES or (until and until < first_date):
        raise NotATimetable
    run = hold_living(run)
    rule = weekly_rule(weekdays, meetings=meetings, until=until)
    rule.save()
    starts_at = on_the_clock(datetime.combine(first_date, start))
    event = Event.objects.create(
        calendar=_calendar_of(run),
        title=run.code,
        rule=rule,
        start=starts_at,
        end=starts_at + timedelta(minutes=minutes),
        end_recurring_period=_end_of(until) if until else None,
    )
    timetable = Timetable.objects.create(run=run, event=event, kind=kind)
    unfolded = unfold(timetable, until=max(first_date, timezone.localdate()) + HORIZON)
    if unfolded.clashes:
        raise Clash.of_all(unfolded.clashes)
    return timetable


@transaction.atomic
def unfold(timetable: Timetable, *, until: date, since: date | None = None) -> Unfolded:
    """Make the sessions that the series gives up to a day and that are not there yet. Safe to repeat.

    Hours that are not free are reported, and the other sessions are made all the same. Nothing is
    made before ``since``.
    """
    run = Run.objects.hold(timetable.run)
    if run.status not in LIVING:
        return Unfolded()
    starts = local_starts(timetable.event, since=since, until=until)
    days = (since or first_day(timetable.event), until)
    rows = timetable.sessions.filter(planned_date__range=days).values_list("planned_date", "planned_time")
    planned = {datetime.combine(day, hour) for day, hour in rows if day and hour}
    created, clashes = _make(timetable, run, [start for start in starts if start not in planned])
    return Unfolded(created=created, gone=_untouched(timetable, planned - set(starts)), clashes=clashes)


def keep_unfolded(today: date) -> list[tuple[Timetable, Unfolded]]:
    """Bring every series of a living run up to the horizon; returns those that need somebody's eye."""
    living = Timetable.objects.filter(run__status__in=LIVING)
    noticed = []
    for timetable in living.select_related("run", "event__rule"):
        unfolded = unfold(timetable, since=today, until=today + HORIZON)
        if unfolded.gone or unfolded.clashes:
            noticed.append((timetable, unfolded))
    return noticed


def weekly_rule(weekdays: Collection[int], *, meetings: int | None, until: date | None) -> Rule:
    """A rule made of checked values only, since django-scheduler reads a typing error as "every day".

    It is a daily rule bound to weekdays: in a weekly one the package keeps only the weekday of the first
    date and silently drops the others.
    """
    days = sorted(set(weekdays))
    if not days or not set(days) <= set(range(7)):
        raise NotATimetable
    if meetings is not None and (meetings < 1 or until):
        raise NotATimetable
    params = "byweekday:" + ",".join(str(day) for day in days)
    if meetings:
        params += f";count:{meetings}"
    return Rule(name="weekly", description=params, frequency="DAILY", params=params)


def local_starts(event: Event, *, since: date | None, until: date) -> list[datetime]:
    """The starts that the series gives, as the clock on the wall shows them, without a time zone."""
    series = event.get_rrule_object(WARSAW)
    if series is None:
        return []
    first = since or first_day(event)
    return list(
        series.between(datetime.combine(first, time.min), datetime.combine(until, time.max), inc=True)
    )


def first_day(event: Event) -> date:
    return timezone.localtime(event.start, WARSAW).date()


def on_the_clock(local: datetime) -> datetime:
    """The moment at which the clocks of Wrocław show this; in the hour skipped in spring, one hour later."""
    return local.replace(tzinfo=WARSAW).astimezone(UTC)


def _make(timetable: Timetable, run: Run, starts: list[datetime]) -> tuple[list[Session], list[Clash]]:
    if not starts:
        return [], []
    trainers = list(run.trainers.all())
    resources = resources_needed(run, room=run.room, trainers=trainers)
    length = timetable.event.end - timetable.event.start
    created, clashes = [], []
    for local in starts:
        starts_at = on_the_clock(local)
        session = Session(
            run=run,
            timetable=timetable,
            planned_date=local.date(),
            planned_time=local.time(),
            starts_at=starts_at,
            ends_at=starts_at + length,
            kind=timetable.kind,
            room=run.room,
            online_link=run.online_link,
        )
        try:
            created.append(put_on(session, trainers=trainers, resources=resources))
        except Clash as clash:
            clashes.append(clash)
    return created, clashes


def _untouched(timetable: Timetable, planned: set[datetime]) -> list[Session]:
    """Those of the sessions given for these hours that are still to come and untouched by hand."""
    if not planned:
        return []
    coming = timetable.sessions.filter(
        starts_at__gt=timezone.now(), status=Session.Status.PLANNED, is_changed_by_hand=False
    )
    return [session for session in coming if session.planned_start in planned]


def _end_of(day: date) -> datetime:
    return on_the_clock(datetime.combine(day, time.max))


def _calendar_of(run: Run) -> Calendar:
    return Calendar.objects.get_or_create(slug=f"run-{run.uuid}", defaults={"name": str(run.code)})[0]
