"""What planning or changing a series would do, date by date, before anything is written.

Everything is read at once for the whole stretch, however many dates there are. A date is refused when
somebody or something is taken, the room is closed or an adult may not work with children; it is only
remarked upon when it is a holiday, outside the hours of a trainer, past, or moved by the change of clocks.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils import timezone

from sessions.arrangements import Arrangement
from sessions.clearances import assert_cleared
from sessions.errors import Clash, NotCleared, PlanningError
from sessions.holidays import holiday_on
from sessions.models import Specialist, WorkingHours
from sessions.opening import OpeningHours
from sessions.remedies import Alternatives, Hours, Remedies
from sessions.taken import TakenHours
from sessions.timetables.changing import foresee
from sessions.timetables.clock import is_shown_twice, is_skipped, on_the_clock
from sessions.working_hours import hours_between

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lms.people.models import Person
    from sessions.models import Run, Session, Timetable
    from sessions.timetables.changing import Moving, Outcome
    from sessions.timetables.plan import Plan


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One date. ``session`` is the one that comes to it in a change; ``stays`` where it is, then."""

    local: datetime
    starts_at: datetime
    ends_at: datetime
    session: Session | None = None
    stays: bool = False
    is_left_out: bool = False
    refusal: PlanningError | None = None
    remedies: Remedies | None = None
    holiday: str = ""
    is_past: bool = False
    clock_moves_it: bool = False
    clock_shows_it_twice: bool = False
    outside_hours_of: tuple[Person, ...] = ()

    @property
    def day(self) -> date:
        return self.local.date()

    @property
    def is_taken(self) -> bool:
        return isinstance(self.refusal, Clash)

    @property
    def is_planned(self) -> bool:
        """Whether saving would write it."""
        return not self.is_left_out and not self.refusal

    @property
    def is_new_date(self) -> bool:
        return self.session is None or (not self.stays and self.session.starts_at != self.starts_at)


@dataclass(frozen=True)
class Outlook:
    """All dates of a series, and what becomes of sessions for which none is left."""

    meetings: Sequence[Meeting]
    called_off: Sequence[Session] = ()
    kept: Sequence[Session] = ()
    basis: str = field(default="", repr=False)

    @property
    def planned(self) -> list[Meeting]:
        return [meeting for meeting in self.meetings if meeting.is_planned]

    @property
    def left_out(self) -> set[date]:
        """The days on which nothing is planned, by choice or because it cannot be."""
        return {meeting.day for meeting in self.meetings if not meeting.is_planned}

    @property
    def fingerprint(self) -> str:
        """The same as long as the same would be written: dates, what is refused and what is called off."""
        said = [self.basis]
        for each in self.meetings:
            standing = f"{each.session.pk}.{each.session.sequence}" if each.session else ""
            said.append(
                f"{each.starts_at.isoformat()} {each.ends_at.isoformat()} {standing} {each.refusal!r}"
            )
        said += [f"{session.pk}.{session.sequence}" for session in (*self.called_off, *self.kept)]
        return sha256("\n".join(said).encode()).hexdigest()[:32]


def look_ahead(
    run: Run,
    *,
    plan: Plan,
    arrangement: Arrangement,
    left_out: Collection[date] | None = None,
    changing: Timetable | None = None,
    since: date | None = None,
    basis: str = "",
) -> Outlook:
    """What would become of the series. Writes nothing. Raises NotATimetable and HourSkipped.

    ``left_out`` are the days somebody unticked; None while nobody was asked yet, then holidays are left
    out. ``changing`` with ``since`` is the series that would go on like this from that day. ``basis`` is
    whatever else the reader saw, for the fingerprint.
    """
    plan.series()
    starts = plan.local_starts()
    if left_out is None:
        known = set(changing.skipped_days.values_list("day", flat=True)) if changing else set()
        left_out = {start.date() for start in starts if holiday_on(start.date()) or start.date() in known}
    if not starts:
        return Outlook([], basis=basis)
    seen = _Seen(run, plan, arrangement, left_out=frozenset(left_out))
    if changing is None or since is None:
        return Outlook(_remark_hours(seen.meetings(None), arrangement), basis=basis)
    refused: dict[date, Meeting] = {}
    while True:
        # A date that is refused is left out, and the sessions after it come to other dates.
        outcome = foresee(changing, since=since, plan=plan, skipped=seen.left_out | refused.keys())
        meetings = seen.meetings(outcome, before=Arrangement.of(changing))
        news = {each.day: each for each in meetings if each.refusal and each.day not in refused}
        if all(each.is_left_out for each in news.values()):
            break
        refused |= {day: replace(each, session=None) for day, each in news.items() if not each.is_left_out}
    return Outlook(
        _remark_hours([refused.get(each.day, each) for each in meetings], arrangement),
        called_off=outcome.called_off,
        kept=outcome.kept,
        basis=basis,
    )


@dataclass(frozen=True)
class _Seen:
    """A plan looked at: its dates with what stands in the way of each."""

    run: Run
    plan: Plan
    arrangement: Arrangement
    left_out: frozenset[date]

    def meetings(self, outcome: Outcome | None, *, before: Arrangement | None = None) -> list[Meeting]:
        coming = {each.local: each for each in outcome.moving} if outcome else {}
        found = [self._meeting(local, coming.get(local)) for local in self.plan.local_starts()]
        leaving = [*(each.session for each in outcome.moving), *outcome.called_off] if outcome else []
        return _examine(self.run, found, self.arrangement, before=before or self.arrangement, leaving=leaving)

    def _meeting(self, local: datetime, moving: Moving | None) -> Meeting:
        starts_at = on_the_clock(local)
        ends_at = starts_at + timedelta(minutes=self.plan.minutes)
        if moving and moving.stays:
            starts_at, ends_at = moving.session.starts_at, moving.session.ends_at
        return Meeting(
            local=local,
            starts_at=starts_at,
            ends_at=ends_at,
            session=moving.session if moving else None,
            stays=bool(moving and moving.stays),
            is_left_out=local.date() in self.left_out,
            holiday=holiday_on(local.date()),
            is_past=starts_at <= timezone.now(),
            clock_moves_it=is_skipped(local),
            clock_shows_it_twice=is_shown_twice(local),
        )


def _examine(
    run: Run,
    meetings: list[Meeting],
    arrangement: Arrangement,
    *,
    before: Arrangement,
    leaving: list[Session],
) -> list[Meeting]:
    """The meetings with what refuses each and what would do instead."""
    since, until = min(each.starts_at for each in meetings), max(each.ends_at for each in meetings)
    held = {each.local: _held(each, arrangement, before) for each in meetings}
    moving = [session for session in leaving if not _stays(session, meetings)]
    taken = TakenHours(run, list(held.values()), since=since, until=until, but_for=moving)
    opening = OpeningHours({each.room for each in held.values() if each.room})
    uncleared = _uncleared(run, meetings, arrangement)
    wanted = {
        each.local: replace(
            Hours.for_run(run, starts_at=each.starts_at, ends_at=each.ends_at), of=each.session
        )
        for each in meetings
    }
    alternatives = None
    examined = []
    for each in meetings:
        if each.stays:
            examined.append(each)
            continue
        with_whom = held[each.local]
        refusal: PlanningError | None = uncleared.get(each.day)
        if with_whom.room and not refusal:
            refusal = opening.refusal(with_whom.room, each.starts_at, each.ends_at)
        refusal = refusal or taken.clash(with_whom, each.starts_at, each.ends_at)
        remedies = None
        if isinstance(refusal, Clash):
            alternatives = alternatives or Alternatives(wanted.values())
            remedies = alternatives.instead_of(refusal, wanted[each.local])
        examined.append(replace(each, refusal=refusal, remedies=remedies))
    return examined


def _held(meeting: Meeting, arrangement: Arrangement, before: Arrangement) -> Arrangement:
    """Where and with whom the meeting would be: a session keeps what was arranged for it alone."""
    if meeting.session is None:
        return arrangement
    return Arrangement.of(meeting.session).changed_as(before, arrangement)


def _stays(session: Session, meetings: list[Meeting]) -> bool:
    return any(each.stays and each.session == session for each in meetings)


def _uncleared(run: Run, meetings: list[Meeting], arrangement: Arrangement) -> dict[date, NotCleared]:
    """Why an adult may not work with the children of the run, by the day."""
    days = sorted({each.day for each in meetings})
    try:
        assert_cleared(arrangement.adults, days=days, run=run)
    except NotCleared:
        found: dict[date, NotCleared] = {}
        for day in days:
            try:
                assert_cleared(arrangement.adults, days=[day], run=run)
            except NotCleared as refusal:
                found[day] = refusal
        return found
    return {}


def _remark_hours(meetings: list[Meeting], arrangement: Arrangement) -> list[Meeting]:
    """Name the trainers who wrote down when they hold groups, and for whom this is another hour."""
    trainers = {trainer.pk: trainer for trainer in arrangement.trainers}
    rows = Specialist.objects.filter(
        person__in=trainers, working_hours__purpose=WorkingHours.Purpose.SESSIONS
    ).distinct()
    specialists = {specialist.pk: trainers[specialist.person_id] for specialist in rows}
    if not specialists:
        return meetings
    first, last = min(each.starts_at for each in meetings), max(each.ends_at for each in meetings)
    hours = hours_between(specialists, first - timedelta(days=1), last + timedelta(days=1))

    def works(pk: int, meeting: Meeting) -> bool:
        return any(
            begins <= meeting.starts_at and meeting.ends_at <= ends
            for begins, ends, kept in hours.get(pk, [])
            if kept.purpose == WorkingHours.Purpose.SESSIONS
        )

    return [
        replace(
            each,
            outside_hours_of=tuple(who for pk, who in specialists.items() if not works(pk, each)),
        )
        for each in meetings
    ]
