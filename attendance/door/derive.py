"""From scans to attendance. A pure function of the set of entries.

The order in which entries arrive, repeats and the batches they come in make no difference: entries are
put in the order in which they were noted, each counted once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from attendance.door.undoings import undone_by
from attendance.door.units import Stretch
from attendance.door.windows import ENOUGH_OF_A_UNIT, GRACE
from attendance.models import Attendance, Scan

MOST_MINUTES = 32767  # the column is a small integer


@dataclass(frozen=True)
class Derived:
    """What the entries amount to. No status means that nothing is known yet.

    ``method`` is how the entry was made that says so: the coming, the going where only that was seen, or
    that they were away.
    """

    status: Attendance.Status | None = None
    minutes: int = 0
    practice_minutes: int = 0
    units: int = 0
    arrived_at: datetime | None = None
    left_at: datetime | None = None
    is_in: bool = False
    excuse: str = ""
    method: str = ""


@dataclass(frozen=True)
class Moment:
    """Somebody came or went, as one entry has it."""

    at: datetime
    is_coming: bool
    method: str

    @property
    def order(self) -> tuple[datetime, bool]:
        return self.at, not self.is_coming


@dataclass(frozen=True)
class Stay:
    """From when to when; no end means not gone yet."""

    since: datetime
    until: datetime | None = None
    method: str = ""


AWAY = {Scan.Act.EXCUSE: Attendance.Status.EXCUSED, Scan.Act.MARK_ABSENT: Attendance.Status.ABSENT}


def derive(
    scans: Iterable[Scan], *, starts_at: datetime, ends_at: datetime, units: Sequence[Stretch] = ()
) -> Derived:
    """What is known of one person at one session, from the entries about them there.

    Where the session has units, the first begins and the last ends it: before, between and after them
    nothing is earned and nobody is late.
    """
    stretches = units or (Stretch(starts_at, ends_at),)
    starts_at, ends_at = stretches[0].starts_at, stretches[-1].ends_at
    away: Scan | None = None
    marks: list[Scan] = []
    for scan in _said(standing(scans)):
        away = scan if scan.act in AWAY else None
        marks = [] if away else [*marks, scan]
    if away:
        status = AWAY[Scan.Act(away.act)]
        excuse = away.excuse if status == Attendance.Status.EXCUSED else ""
        return Derived(status=status, excuse=excuse, method=away.method)
    stays = _stays(marks, starts_at=starts_at)
    if not stays:
        return Derived()
    whole, practice, attended = _earned(stays, stretches)
    return Derived(
        status=_status(stays, starts_at=starts_at, ends_at=ends_at),
        minutes=whole,
        practice_minutes=practice,
        units=attended,
        arrived_at=stays[0].since,
        left_at=stays[-1].until,
        is_in=stays[-1].until is None,
        method=stays[0].method,
    )


def _said(stands: list[Scan]) -> list[Scan]:
    """That the closing of the list found nothing noted counts only as long as nothing else is noted.

    What was seen before may arrive later, or turn out to be about this person.
    """
    return [scan for scan in stands if scan.method != Scan.Method.CLOSING] or stands


# --- which entries stand, and in which order -------------------------------------------------------------


def standing(scans: Iterable[Scan]) -> list[Scan]:
    """The entries that count and were not undone, in the order in which they were noted."""
    noted = in_order(scan for scan in scans if scan.counts)
    turns = {_name(scan): turn for turn, scan in enumerate(noted)}
    undone: set[tuple[str, object]] = set()
    for annul in (scan for scan in noted if scan.act == Scan.Act.ANNUL):
        for target in undone_by(annul, noted):
            since, until = turns[_name(target)], turns[_name(annul)]
            undone |= {_name(scan) for scan in noted[since : until + 1] if _is_repeat(scan, target)}
            undone.add(_name(target))
    return [scan for scan in noted if scan.act != Scan.Act.ANNUL and _name(scan) not in undone]


def in_order(scans: Iterable[Scan]) -> list[Scan]:
    """Each entry once, in a total order: the device's own inside a device, the right time across devices.

    A clock that jumps back does not undo the order of a device: what it noted later is not earlier. Entries
    without a number of order stand where their time puts them.
    """
    once = {_name(scan): scan for scan in scans}
    latest: dict[str, datetime] = {}
    noted: dict[tuple[str, object], datetime] = {}
    for name, scan in sorted(once.items(), key=lambda each: (each[1].sequence, each[1].happened_at)):
        noted[name] = scan.happened_at
        if scan.sequence:
            latest[scan.device] = noted[name] = max(
                scan.happened_at, latest.get(scan.device, scan.happened_at)
            )
    return sorted(
        once.values(),
        key=lambda scan: (
            noted[_name(scan)],
            scan.device if scan.sequence else "",
            scan.sequence,
            scan.event_id.int,
            scan.device,
        ),
    )


def _name(scan: Scan) -> tuple[str, object]:
    return scan.device, scan.event_id


def _is_repeat(scan: Scan, target: Scan) -> bool:
    """What the same device noted again of the same thing goes with it, if it was before the undoing."""
    return (scan.device, scan.act, scan.person_id, scan.noted_by_id) == (
        target.device,
        target.act,
        target.person_id,
        target.noted_by_id,
    )


# --- what they amount to ---------------------------------------------------------------------------------


def _stays(marks: list[Scan], *, starts_at: datetime) -> list[Stay]:
    moments: list[Moment] = []
    for mark in marks:
        told = Moment(mark.time, mark.act == Scan.Act.ENTER, mark.method)
        if mark.stated_at and told.is_coming:
            # "She came at 17.20" overrides what the door saw until then; "at 17.00" only adds to it.
            moments = [moment for moment in moments if moment.at > told.at]
        elif mark.stated_at:
            moments = sorted((each for each in moments if each.at < told.at), key=lambda each: each.order)
            while moments and not moments[-1].is_coming:
                moments.pop()
        moments.append(told)

    stays: list[Stay] = []
    came: Moment | None = None
    for moment in sorted(moments, key=lambda moment: moment.order):
        if moment.is_coming:
            came = came or moment
        elif came:
            stays.append(Stay(came.at, moment.at, came.method))
            came = None
        elif not stays and moment.at > starts_at:
            # Seen going, never seen coming: they were there from the start.
            stays.append(Stay(starts_at, moment.at, moment.method))
    if came:
        stays.append(Stay(came.at, None, came.method))
    return stays


def _status(stays: list[Stay], *, starts_at: datetime, ends_at: datetime) -> Attendance.Status:
    left_at = stays[-1].until
    if left_at and left_at < ends_at - GRACE:
        return Attendance.Status.LEFT_EARLY
    if stays[0].since > starts_at + GRACE:
        return Attendance.Status.LATE
    return Attendance.Status.PRESENT


def _earned(stays: list[Stay], stretches: Sequence[Stretch]) -> tuple[int, int, int]:
    """Whole minutes of real time inside the units, those of practice among them, and units attended.

    The grace is for the first and the last minutes of the session.
    """
    hours = _forgiven(stays, starts_at=stretches[0].starts_at, ends_at=stretches[-1].ends_at)
    whole, practice, attended = timedelta(), timedelta(), 0
    for stretch in stretches:
        spent = sum(
            (
                max(timedelta(), min(until, stretch.ends_at) - max(since, stretch.starts_at))
                for since, until in hours
            ),
            timedelta(),
        )
        whole += spent
        practice += spent if stretch.is_practice else timedelta()
        attended += spent >= (stretch.ends_at - stretch.starts_at) * ENOUGH_OF_A_UNIT
    return _minutes(whole), _minutes(practice), attended


def _forgiven(
    stays: list[Stay], *, starts_at: datetime, ends_at: datetime
) -> list[tuple[datetime, datetime]]:
    hours = []
    for stay in stays:
        since, until = stay.since, stay.until or ends_at
        if stay is stays[0] and since <= starts_at + GRACE:
            since = starts_at
        if stay is stays[-1] and until >= ends_at - GRACE:
            until = ends_at
        hours.append((since, until))
    return hours


def _minutes(spent: timedelta) -> int:
    return min(int(spent.total_seconds() // 60), MOST_MINUTES)
