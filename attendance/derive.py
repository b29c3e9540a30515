"""From scans to attendance. A pure function of the set of entries.

The order in which entries arrive, repeats and the batches they come in make no difference: entries are
put in the order in which they were noted, each counted once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from attendance.models import Attendance, Scan
from attendance.windows import GRACE

MOST_MINUTES = 32767  # the column is a small integer


@dataclass(frozen=True)
class Derived:
    """What the entries amount to. No status means that nothing is known yet."""

    status: Attendance.Status | None = None
    minutes: int = 0
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    is_in: bool = False


@dataclass(frozen=True)
class Stay:
    """From when to when; no end means not gone yet."""

    since: datetime
    until: datetime | None = None


AWAY = {Scan.Act.EXCUSE: Attendance.Status.EXCUSED, Scan.Act.MARK_ABSENT: Attendance.Status.ABSENT}


def derive(scans: Iterable[Scan], *, starts_at: datetime, ends_at: datetime) -> Derived:
    """What is known of one person at one session, from the entries about them there."""
    away: Attendance.Status | None = None
    marks: list[Scan] = []
    for scan in standing(scans):
        away = AWAY.get(Scan.Act(scan.act))
        marks = [] if away else [*marks, scan]
    if away:
        return Derived(status=away)
    stays = _stays(marks, starts_at=starts_at)
    if not stays:
        return Derived()
    return Derived(
        status=_status(stays, starts_at=starts_at, ends_at=ends_at),
        minutes=_minutes(stays, starts_at=starts_at, ends_at=ends_at),
        arrived_at=stays[0].since,
        left_at=stays[-1].until,
        is_in=stays[-1].until is None,
    )


def standing(scans: Iterable[Scan]) -> list[Scan]:
    """The entries that count and were not undone, in the order in which they were noted."""
    once = {(scan.device, scan.event_id): scan for scan in scans if scan.counts}
    noted = sorted(once.values(), key=lambda scan: (scan.happened_at, scan.event_id.int, scan.device))
    undone: set[tuple[str, object]] = set()
    for annul in (scan for scan in noted if scan.act == Scan.Act.ANNUL):
        for target in (scan for scan in noted if scan.event_id == annul.annuls_event):
            undone |= {(scan.device, scan.event_id) for scan in noted if _is_undone(scan, target, annul)}
    return [
        scan for scan in noted if scan.act != Scan.Act.ANNUL and (scan.device, scan.event_id) not in undone
    ]


def _is_undone(scan: Scan, target: Scan, annul: Scan) -> bool:
    """The entry itself, and what the same device noted again of the same thing before it was undone."""
    if scan.event_id == target.event_id:
        return True
    is_repeat = (scan.device, scan.act, scan.person_id) == (target.device, target.act, target.person_id)
    return is_repeat and target.happened_at <= scan.happened_at <= annul.happened_at


def _stays(marks: list[Scan], *, starts_at: datetime) -> list[Stay]:
    moments: list[tuple[datetime, bool]] = []  # when, and whether it was coming
    for mark in marks:
        coming = mark.act == Scan.Act.ENTER
        if mark.stated_at and coming:
            # "She came at 17.20" overrides what the door saw until then; "at 17.00" only adds to it.
            moments = [moment for moment in moments if moment[0] > mark.time]
        elif mark.stated_at:
            moments = [moment for moment in moments if moment[0] < mark.time]
            while moments and not max(moments)[1]:
                moments.remove(max(moments))
        moments.append((mark.time, coming))

    stays: list[Stay] = []
    since: datetime | None = None
    for at, coming in sorted(moments, key=lambda moment: (moment[0], not moment[1])):
        if coming:
            since = since or at
        elif since:
            stays.append(Stay(since, at))
            since = None
        elif not stays and at > starts_at:
            # Seen going, never seen coming: they were there from the start.
            stays.append(Stay(starts_at, at))
    if since:
        stays.append(Stay(since))
    return stays


def _status(stays: list[Stay], *, starts_at: datetime, ends_at: datetime) -> Attendance.Status:
    left_at = stays[-1].until
    if left_at and left_at < ends_at - GRACE:
        return Attendance.Status.LEFT_EARLY
    if stays[0].since > starts_at + GRACE:
        return Attendance.Status.LATE
    return Attendance.Status.PRESENT


def _minutes(stays: list[Stay], *, starts_at: datetime, ends_at: datetime) -> int:
    """Whole minutes of real time spent inside the session; the grace is for its first and last ones."""
    spent = timedelta()
    for stay in stays:
        since, until = stay.since, stay.until or ends_at
        if stay is stays[0] and since <= starts_at + GRACE:
            since = starts_at
        if stay is stays[-1] and until >= ends_at - GRACE:
            until = ends_at
        spent += max(timedelta(), min(until, ends_at) - max(since, starts_at))
    return min(int(spent.total_seconds() // 60), MOST_MINUTES)
