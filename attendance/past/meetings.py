"""Which meeting a row means: by the code of its run, the day, and the hour where there were several."""

from __future__ import annotations

from collections import defaultdict
from datetime import time
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone

from attendance.past.columns import Column
from lms.people.permission_policies import visible
from sessions.models import Run, Session
from sessions.timetables.clock import end_of, start_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from attendance.past.rows import Said
    from lms.people.models import User

AT_ONCE = 400
T = TypeVar("T")


def find_meetings(rows: Iterable[Said], *, user: User) -> None:
    """Give each row its meeting, or say why it has none. Two queries, however many rows there are."""
    asked = [said for said in rows if said.run and said.day]
    if not asked:
        return
    codes = {said.run.lower() for said in asked}
    runs = visible(Run, user, "change").annotate(lower_code=Lower("code"))
    known = {run.lower_code: run for part in _parts(codes) for run in runs.filter(lower_code__in=part)}
    days = [said.day for said in asked if said.day]
    meetings = _meetings(known.values(), since=min(days), until=max(days))
    for said in asked:
        run = known.get(said.run.lower())
        if run is None:
            said.refuse(Column.RUN, "no_such_run", value=said.run[:40])
        elif said.day:
            _choose(said, meetings.get((run.pk, said.day), []))


def _meetings(runs: Iterable[Run], *, since: date, until: date) -> dict[tuple[int, date], list[Session]]:
    found: dict[tuple[int, date], list[Session]] = defaultdict(list)
    for part in _parts(run.pk for run in runs):
        sessions = Session.objects.filter(
            Q(starts_at__gte=start_of(since), starts_at__lte=end_of(until)), run__in=part
        )
        for session in sessions.select_related("run__course").prefetch_related("units"):
            found[session.run_id, timezone.localdate(session.starts_at)].append(session)
    return found


def _choose(said: Said, sessions: list[Session]) -> None:
    held = [session for session in sessions if not session.is_cancelled]
    if said.start:
        named = [each for each in held if _wall(each) == said.start]
        if not named and held:
            said.refuse(Column.START, "no_meeting_then", hours=_hours(held))
            return
        held = named or held
    if not held:
        said.refuse(Column.DAY, "called_off" if sessions else "no_meeting_that_day")
    elif len(held) > 1:
        said.refuse(Column.START, "several_meetings", hours=_hours(held))
    elif held[0].ends_at > timezone.now():
        said.refuse(Column.DAY, "still_to_come")
    else:
        said.session = held[0]


def _hours(sessions: list[Session]) -> list[str]:
    return [f"{_wall(session):%H:%M}" for session in sessions]


def _wall(session: Session) -> time:
    """The hour at which it began, to the minute."""
    return timezone.localtime(session.starts_at).time().replace(second=0, microsecond=0)


def _parts(values: Iterable[T]) -> list[list[T]]:
    known = list(values)
    return [known[start : start + AT_ONCE] for start in range(0, len(known), AT_ONCE)]
