"""What a file would do, row by row. Writes nothing."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from attendance.door.derive import Derived, derive, standing
from attendance.door.marking import at_time_of
from attendance.door.units import stretches_of
from attendance.models import Attendance, Scan
from attendance.past.columns import Column
from attendance.past.meetings import find_meetings
from attendance.past.people import find_people
from attendance.past.rows import Effect, Said, Vocabulary, understand
from sessions.models import MakeUp, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from attendance.past.reading import RawRow
    from lms.people.models import User
    from sessions.models import Session

PART = 500
Key = tuple[int, int]
HEARSAY = (Scan.Method.CLOSING, Scan.Method.IMPORT)
"""Entries of nobody who saw it with their own eyes: a file may say better."""


def plan(raw: Sequence[RawRow], *, user: User, progress: Callable[[int], None] | None = None) -> list[Said]:
    """Every row with its meeting, its person, and what would change; in parts, which are told as they go."""
    words = Vocabulary()
    seen: dict[Key, int] = {}
    planned: list[Said] = []
    for start in range(0, len(raw), PART):
        part = [understand(row, words=words) for row in raw[start : start + PART]]
        find_meetings(part, user=user)
        find_people(part, user=user)
        _refuse_repeats(part, seen)
        _compare(part)
        planned += part
        if progress:
            progress(len(planned))
    return planned


def events_of(said: Said) -> list[tuple[Scan.Act, datetime | None]]:
    """What a row says, as entries of the log: what happened, and when it is said to have been."""
    session = _session(said)
    if said.act != Scan.Act.ENTER:
        return [(Scan.Act(said.act), None)]
    came = _moment(session, said.came) or session.starts_at
    left = _moment(session, said.left)
    gone = [(Scan.Act.LEAVE, left)] if left and left < session.ends_at else []
    return [(Scan.Act.ENTER, came), *gone]


def _refuse_repeats(part: Iterable[Said], seen: dict[Key, int]) -> None:
    """One person was at one meeting once: two rows that say so are perhaps two people."""
    for said in part:
        if said.session is None or said.person is None:
            continue
        key = said.session.pk, said.person.pk
        if key in seen:
            said.refuse(Column.NAME, "twice", row=seen[key])
        else:
            seen[key] = said.number


def _compare(part: Sequence[Said]) -> None:
    """Set what would become of each row against what is known already. Four queries a part."""
    found = [said for said in part if said.is_understood and said.session and said.person]
    sessions = {_session(said).pk: _session(said) for said in found}
    people = {said.person.pk for said in found if said.person}
    known = {
        (row.session_id, row.person_id): row
        for row in Attendance.objects.filter(session__in=sessions, person__in=people)
    }
    entries = _entries(sessions, people)
    placed = _placed(sessions.values(), people)
    for said in found:
        key = _key(said)
        _assert_hours(said)
        if said.is_understood:
            said.has_place = key in placed
            _weigh(said, known.get(key), entries.get(key, []))


def _weigh(said: Said, row: Attendance | None, entries: list[Scan]) -> None:
    derived = _derived(said)
    said.becomes = {"status": derived.status, "minutes": derived.minutes, "excuse": derived.excuse}
    if row is None:
        said.effect = Effect.NEW
        return
    said.was = {"status": row.status, "minutes": row.minutes, "excuse": row.excuse}
    if said.was == said.becomes:
        said.effect = Effect.SAME
        return
    said.effect = Effect.CHANGES
    said.standing = standing(entries)
    if any(scan.method not in HEARSAY for scan in said.standing):
        said.refuse(Column.ATTENDANCE, "known_otherwise", status=row.status, minutes=row.minutes)


def _derived(said: Said) -> Derived:
    """What the entries of this row alone would amount to."""
    session, now = _session(said), timezone.now()
    scans = [
        Scan(
            event_id=uuid4(),
            device="plan",
            sequence=turn,
            act=act,
            method=Scan.Method.IMPORT,
            verdict=Scan.Verdict.NOTED,
            happened_at=now,
            stated_at=stated_at,
            excuse=said.excuse,
        )
        for turn, (act, stated_at) in enumerate(events_of(said), start=1)
    ]
    return derive(scans, starts_at=session.starts_at, ends_at=session.ends_at, units=stretches_of(session))


def _assert_hours(said: Said) -> None:
    session = _session(said)
    came, left = _moment(session, said.came), _moment(session, said.left)
    facts = {
        "start": f"{timezone.localtime(session.starts_at):%H:%M}",
        "end": f"{timezone.localtime(session.ends_at):%H:%M}",
    }
    if came and came >= session.ends_at:
        said.refuse(Column.CAME, "outside_meeting", **facts)
    if left and left <= session.starts_at:
        said.refuse(Column.LEFT, "outside_meeting", **facts)
    if came and left and left <= came:
        said.refuse(Column.LEFT, "left_before_coming")


def _moment(session: Session, at: time | None) -> datetime | None:
    return None if at is None else at_time_of(session, at)


def _entries(sessions: Iterable[int], people: Iterable[int]) -> dict[Key, list[Scan]]:
    about = Q(session__in=list(sessions)) & (Q(person__in=list(people)) | Q(person=None))
    found: dict[Key, list[Scan]] = defaultdict(list)
    undoings: list[Scan] = []
    for scan in Scan.objects.filter(about).order_by():
        if scan.person_id is None:
            undoings.append(scan)
        else:
            found[scan.session_id, scan.person_id].append(scan)
    for undoing in undoings:
        for key, entries in found.items():
            if key[0] == undoing.session_id:
                entries.append(undoing)
    return found


def _placed(sessions: Iterable[Session], people: Iterable[int]) -> set[Key]:
    """Who of them has a place that a meeting expects: in its run, or as somebody who makes it up there."""
    by_run: dict[int, list[int]] = defaultdict(list)
    for session in sessions:
        by_run[session.run_id].append(session.pk)
    places = Place.objects.expected().filter(run__in=by_run, person__in=list(people))
    own = {
        (session, person) for run, person in places.values_list("run", "person") for session in by_run[run]
    }
    every = [pk for keys in by_run.values() for pk in keys]
    guests = MakeUp.objects.filter(session__in=every, cancelled_at=None, place__person__in=list(people))
    return own | set(guests.values_list("session", "place__person"))


def _session(said: Said) -> Session:
    if said.session is None:
        raise ValueError("A row without a meeting says nothing.")
    return said.session


def _key(said: Said) -> Key:
    if said.person is None:
        raise ValueError("A row without a person says nothing.")
    return _session(said).pk, said.person.pk
