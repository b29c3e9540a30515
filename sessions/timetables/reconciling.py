"""Every series is compared with its sessions each night, and at once when it is saved.

Nearly always there is nothing to do, so everything is read at once and compared in memory; a run is held
and unfolded only where a session is missing. What cannot be settled stands as a remark until it is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from sessions.errors import Clash, NotCleared, OutsideRoomHours
from sessions.models import Run, Session, SkippedDay, Timetable, TimetableRemark
from sessions.timetables.clock import start_of
from sessions.timetables.plan import HORIZON, local_starts
from sessions.timetables.unfolding import LIVING, Unfolded, unfold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from sessions.errors import PlanningError

TAKEN_LENGTH = 300


@dataclass
class _Standing:
    """What there is of one series from a day on."""

    planned: set[datetime] = field(default_factory=set)
    untouched: set[datetime] = field(default_factory=set)
    skipped: set[date] = field(default_factory=set)
    has_remarks: bool = False


def keep_unfolded(today: date) -> list[tuple[Timetable, Unfolded]]:
    """Bring every series of a living run up to the horizon; returns those that need somebody's eye."""
    living = Timetable.objects.filter(run__status__in=LIVING)
    _forget_remarks(TimetableRemark.objects.exclude(timetable__in=living))
    standing = _read(living, today)
    noticed = []
    for timetable in living.select_related("run", "event__rule"):
        if _is_settled(timetable, standing[timetable.pk], today):
            continue
        unfolded = settle(timetable, today=today)
        if unfolded.gone or unfolded.refused:
            noticed.append((timetable, unfolded))
    return noticed


@transaction.atomic
def settle(timetable: Timetable, *, today: date) -> Unfolded:
    """Make what is missing of one series, and note what cannot be made and what is no longer given."""
    Run.objects.hold(timetable.run)
    unfolded = unfold(timetable, since=today, until=today + HORIZON)
    _note(timetable, unfolded)
    return unfolded


def _read(living: QuerySet[Timetable], today: date) -> dict[int, _Standing]:
    standing: dict[int, _Standing] = defaultdict(_Standing)
    now = timezone.now()
    days = (today, today + HORIZON)
    sessions = Session.objects.filter(timetable__in=living, planned_date__range=days).values_list(
        "timetable_id", "planned_date", "planned_time", "status", "is_changed_by_hand", "starts_at"
    )
    for pk, day, hour, status, by_hand, starts_at in sessions.iterator():
        if day is None or hour is None:
            continue
        local = datetime.combine(day, hour)
        standing[pk].planned.add(local)
        if status == Session.Status.PLANNED and not by_hand and starts_at > now:
            standing[pk].untouched.add(local)
    skipped = SkippedDay.objects.filter(timetable__in=living, day__gte=today)
    for pk, day in skipped.values_list("timetable_id", "day"):
        standing[pk].skipped.add(day)
    for pk in TimetableRemark.objects.filter(timetable__in=living).values_list("timetable_id", flat=True):
        standing[pk].has_remarks = True
    return standing


def _is_settled(timetable: Timetable, standing: _Standing, today: date) -> bool:
    """Whether the rule gives just what is there, and no remark waits to be taken away."""
    if standing.has_remarks:
        return False
    event = timetable.event
    is_over = event.end_recurring_period and event.end_recurring_period < start_of(today)
    starts = set() if is_over else set(local_starts(event, since=today, until=today + HORIZON))
    wanted = {start for start in starts if start.date() not in standing.skipped}
    return not (standing.untouched - wanted) and not (wanted - standing.planned)


def _note(timetable: Timetable, unfolded: Unfolded) -> None:
    """Keep just the remarks that hold now. Safe to repeat."""
    wanted: dict[tuple[str, datetime], tuple[Session | None, str]] = {}
    for session in unfolded.gone:
        wanted[TimetableRemark.Kind.GONE, session.starts_at] = (session, "")
    for refused in unfolded.refused:
        wanted[TimetableRemark.Kind.CLASH, refused.starts_at] = (None, in_the_way(refused.error))
    known = {(remark.kind, remark.starts_at): remark for remark in timetable.remarks.all()}
    _forget_remarks(remark for key, remark in known.items() if key not in wanted)
    for (kind, starts_at), (told_of, taken) in wanted.items():
        remark = known.get((kind, starts_at))
        if remark is None:
            TimetableRemark.objects.create(
                timetable=timetable, kind=kind, starts_at=starts_at, session=told_of, taken=taken
            )
        elif (remark.session, remark.taken) != (told_of, taken):
            remark.session, remark.taken = told_of, taken
            remark.save(update_fields=["session", "taken"])


def in_the_way(error: PlanningError) -> str:
    """Who or what is not free or may not be there, by name: names need no translation."""
    if isinstance(error, Clash):
        named = [str(resource) for resource in error.resources]
    elif isinstance(error, OutsideRoomHours):
        named = [str(error.room)]
    elif isinstance(error, NotCleared):
        named = sorted({str(reason.person) for reason in error.reasons})
    else:
        named = []
    return ", ".join(named)[:TAKEN_LENGTH]


def _forget_remarks(remarks: Iterable[TimetableRemark]) -> None:
    if stale := [remark.pk for remark in remarks]:
        TimetableRemark.objects.filter(pk__in=stale).delete()
