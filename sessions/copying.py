"""A run is held again: everything of it but its people, on new dates."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min

from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from sessions.arrangements import Arrangement
from sessions.errors import Clash
from sessions.models import Run, RunLanguage, Session
from sessions.planning import add_session
from sessions.timetables.clock import on_the_clock, on_the_wall
from sessions.timetables.patterns import Dates
from sessions.timetables.plan import Plan
from sessions.timetables.unfolding import plan_series
from sessions.units import copy_units

if TYPE_CHECKING:
    from datetime import date

    from lms.people.models import Person
    from sessions.models import Timetable

OWN = ("id", "uuid", "code", "status", "decided_at", "version", "created_at", *Run.COUNTERS)
"""What a copy does not take over."""


@transaction.atomic
def copy_run(run: Run, *, code: str, first_date: date, by: Person | None, with_rooms: bool = True) -> Run:
    """A draft like the run, its first meeting on ``first_date`` or the first day after it that fits.

    Series keep their pattern, hour and number of meetings; single meetings move by the same number of days,
    and so do the days of booking and deciding. Raises Clash with all that is taken, and what planning
    raises; then nothing is written.
    """
    begins = first_day_of(run)
    shift = first_date - begins if begins else timedelta()
    copy = _row(run, code=code, shift=shift)
    clashes: list[Clash] = []
    for timetable in run.timetables.select_related("event__rule").prefetch_related("trainers"):
        arrangement = _arrangement(timetable, with_rooms=with_rooms)
        try:
            plan = _plan(timetable, shift)
            again = plan_series(copy, plan=plan, arrangement=arrangement, kind=timetable.kind, by=by)
        except Clash as clash:
            clashes.append(clash)
        else:
            _units_again(timetable, to=again)
    for session in _single(run):
        try:
            _again(session, run=copy, shift=shift, with_rooms=with_rooms)
        except Clash as clash:
            clashes.append(clash)
    if clashes:
        raise Clash.of_all(clashes)
    record(AuditEntry.Action.CREATED, copy, actor=by.user if by else None)
    return copy


def first_day_of(run: Run) -> date | None:
    """The day of the first meeting; none while none is planned."""
    first = run.sessions.not_cancelled().aggregate(first=Min("starts_at"))["first"]
    return on_the_wall(first).date() if first else None


def _row(run: Run, *, code: str, shift: timedelta) -> Run:
    values = {field.name: getattr(run, field.name) for field in run._meta.concrete_fields}
    copy = Run(**{name: value for name, value in values.items() if name not in OWN})
    copy.uuid, copy.code, copy.status = uuid.uuid4(), code, Run.Status.DRAFT
    copy.booking_closes_at = _moved(run.booking_closes_at, shift)
    copy.booking_opens_at = _moved(run.booking_opens_at, shift) if run.booking_opens_at else None
    copy.decision_on = run.decision_on + shift if run.decision_on else None
    copy.save()
    copy.trainers.set(run.trainers.all())
    spoken = run.languages.values_list("language", flat=True)
    RunLanguage.objects.bulk_create(RunLanguage(run=copy, language=language) for language in spoken)
    return copy


def _plan(timetable: Timetable, shift: timedelta) -> Plan:
    """The same pattern and number of meetings, later."""
    plan = Plan.of(timetable.event)
    if isinstance(plan.pattern, Dates):
        days = tuple(day + shift for day in plan.pattern.days)
        return Plan.on(days, start=plan.start, minutes=plan.minutes)
    number = len(plan.local_starts()) if plan.until else plan.meetings
    return replace(plan, first_date=plan.first_date + shift, meetings=number, until=None)


def _single(run: Run) -> list[Session]:
    return list(run.sessions.not_cancelled().filter(timetable=None).prefetch_related("trainers"))


def _again(session: Session, *, run: Run, shift: timedelta, with_rooms: bool) -> None:
    arrangement = _arrangement(session, with_rooms=with_rooms)
    copy = add_session(
        run,
        starts_at=_moved(session.starts_at, shift),
        ends_at=_moved(session.ends_at, shift),
        room=arrangement.room,
        online_link=session.online_link,
        kind=session.kind,
        trainers=arrangement.trainers,
        interpreter=arrangement.interpreter,
        childcare=arrangement.childcare,
        topic=session.topic,
    )
    topics = ("topic_pl", "topic_uk", "topic_en")
    for name in topics:
        setattr(copy, name, getattr(session, name))
    copy.save(update_fields=topics)
    copy_units(session, to=copy)


def _units_again(timetable: Timetable, *, to: Timetable) -> None:
    """The first meeting of the copy has the units of the first meeting, and so on."""
    before = timetable.sessions.order_by("planned_date", "planned_time").prefetch_related("units")
    after = to.sessions.order_by("planned_date", "planned_time")
    for session, copy in zip(before, after, strict=False):
        copy_units(session, to=copy)


def _arrangement(planned: Session | Timetable, *, with_rooms: bool) -> Arrangement:
    arrangement = Arrangement.of(planned)
    return arrangement if with_rooms else replace(arrangement, room=None)


def _moved(moment: datetime, shift: timedelta) -> datetime:
    """The same hour on the wall, other days."""
    return on_the_clock(on_the_wall(moment) + shift)
