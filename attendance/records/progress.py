"""How far somebody is in a run: hours attended of those held and planned, and what can still come of it.

Everything is read once for all the places asked about, in five queries.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from math import ceil
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from attendance.models import Attendance
from sessions.models import MakeUp, Session, Timetable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from sessions.models import Place


@dataclass(frozen=True)
class Minutes:
    """Minutes of real time, theory and practice apart."""

    theory: int = 0
    practice: int = 0

    @property
    def total(self) -> int:
        return self.theory + self.practice

    def __add__(self, other: Minutes) -> Minutes:
        return Minutes(self.theory + other.theory, self.practice + other.practice)

    def at_most(self, other: Minutes) -> Minutes:
        return Minutes(min(self.theory, other.theory), min(self.practice, other.practice))


NONE = Minutes()


@dataclass(frozen=True, kw_only=True)
class Progress:
    """One place's. ``held`` are meetings whose list was handed in; an open list may still change.

    ``left`` holds the minutes of each meeting to come, ``uncounted`` those of meetings that are over while
    nobody has said yet who was there: they may still turn out either way.
    """

    earned: Minutes = NONE
    held: Minutes = NONE
    planned: Minutes = NONE
    left: Sequence[int] = ()
    uncounted: Sequence[int] = ()
    minutes_in_hour: int
    required_share: Decimal
    has_goal: bool = True
    """Whether the hours lead to something: nobody has to pass a drop-in group, or what has no certificate."""

    @property
    def needed(self) -> int:
        """Minutes with which the course is passed."""
        return ceil(self.required_share * self.planned.total)

    @property
    def missing(self) -> int:
        return max(0, self.needed - self.earned.total)

    @property
    def has_enough(self) -> bool:
        return self.planned.total > 0 and not self.missing

    @property
    def can_pass(self) -> bool:
        """Whether the hours can still be earned, in the best case."""
        return self.planned.total > 0 and sum(self.left) + sum(self.uncounted) >= self.missing

    @property
    def meetings_left(self) -> int:
        return len(self.left)

    @property
    def meetings_needed(self) -> int:
        """To how many of the meetings left one must come, whichever they are; all, when they are too few."""
        if not self.missing:
            return 0
        sums = accumulate(sorted(self.left))
        return next((number for number, got in enumerate(sums, 1) if got >= self.missing), self.meetings_left)

    @property
    def meetings_missable(self) -> int:
        return self.meetings_left - self.meetings_needed if self.can_pass else 0

    @property
    def is_begun(self) -> bool:
        return bool(self.held.total or self.uncounted)


def progress_of(places: Iterable[Place]) -> dict[int, Progress]:
    """The progress of each place, by its id. Their runs and courses should have been read with them."""
    places = list(places)
    instead = _make_ups(places)
    sessions = _sessions(places, instead)
    minutes = {session.pk: minutes_of(session) for session in sessions}
    noted = _noted(places)
    by_run: dict[int, list[Session]] = defaultdict(list)
    for session in sessions:
        by_run[session.run_id].append(session)
    by_id = {session.pk: session for session in sessions}
    return {
        place.pk: _progress(
            place,
            own=by_run[place.run_id],
            instead={missed: by_id[other] for missed, other in instead[place.pk].items() if other in by_id},
            minutes=minutes,
            noted=noted[place.pk],
        )
        for place in places
    }


def minutes_of(session: Session) -> Minutes:
    """What a session counts: its units, or the whole of it where it has none. Breaks earn nothing."""
    by_kind = {Timetable.Kind.THEORY: 0, Timetable.Kind.PRACTICE: 0}
    for unit in session.units.all():
        since, until = unit.hours(session)
        by_kind[Timetable.Kind(unit.kind)] += int((until - since).total_seconds() // 60)
    if not session.units.all():
        by_kind[Timetable.Kind(session.kind)] = session.minutes
    return Minutes(by_kind[Timetable.Kind.THEORY], by_kind[Timetable.Kind.PRACTICE])


def _progress(
    place: Place,
    *,
    own: Sequence[Session],
    instead: Mapping[int, Session],
    minutes: Mapping[int, Minutes],
    noted: Mapping[int, Attendance],
) -> Progress:
    course = place.run.course
    held = NONE
    left: list[int] = []
    uncounted: list[int] = []
    now = timezone.now()
    for session in own:
        taken_at = instead.get(session.pk, session)
        if Session.Status.CLOSED in {taken_at.status, session.status}:
            held += minutes[session.pk]
        if taken_at.status == Session.Status.CLOSED:
            continue
        (left if taken_at.ends_at > now else uncounted).append(minutes[taken_at.pk].total)
    closed = [each for each in noted.values() if each.session.status == Session.Status.CLOSED]
    earned = sum((_earned(each, of=minutes.get(each.session_id, NONE)) for each in closed), NONE)
    return Progress(
        earned=earned,
        held=held,
        planned=sum((minutes[session.pk] for session in own), NONE),
        left=tuple(left),
        uncounted=tuple(uncounted),
        minutes_in_hour=course.minutes_in_hour,
        required_share=course.required_share,
        has_goal=course.gives_certificate and not place.run.is_drop_in,
    )


def _earned(attendance: Attendance, *, of: Minutes) -> Minutes:
    """Where all of a session is practice, so is all that was earned there."""
    practice = attendance.practice_minutes if of.theory or not of.practice else attendance.minutes
    return Minutes(attendance.minutes - practice, practice)


def _make_ups(places: Sequence[Place]) -> dict[int, dict[int, int]]:
    """By place: the session at which another one is made up."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = MakeUp.objects.filter(place__in=places, cancelled_at=None).order_by()
    for place, missed, session in rows.values_list("place", "missed", "session"):
        found[place][missed] = session
    return found


def _sessions(places: Sequence[Place], instead: Mapping[int, Mapping[int, int]]) -> list[Session]:
    others = {session for made_up in instead.values() for session in made_up.values()}
    wanted = Q(run__in={place.run_id for place in places}) | Q(pk__in=others)
    found = Session.objects.filter(wanted).not_cancelled().prefetch_related("units")
    return list(found.order_by("starts_at", "pk"))


def _noted(places: Sequence[Place]) -> dict[int, dict[int, Attendance]]:
    found: dict[int, dict[int, Attendance]] = defaultdict(dict)
    for attendance in Attendance.objects.filter(place__in=places).select_related("session").order_by():
        found[attendance.place_id or 0][attendance.session_id] = attendance
    return found
