"""A series is changed: "this and later", or all of it that is still to come.

"This and later" ends the old Event the day before and starts a new one; where nothing would be left of the
old one it is changed in place, and "all" means from the first meeting that has not begun. The sessions stay
the same rows with the same calendar UIDs and move to the new dates in their order. Those moved by hand stay
where they were put, cancelled ones stay cancelled, and whatever anything is on record for stays untouched.
A session for which no date is left is called off, never deleted. Everyone concerned is told once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from sessions import make_ups, signals
from sessions.arrangements import Arrangement, assert_allowed
from sessions.errors import AlreadyClosed, Clash
from sessions.models import Session, Timetable, TimetableRemark
from sessions.planning import hold_living
from sessions.reservations import release, reserve
from sessions.timetables import notices
from sessions.timetables.aligning import align
from sessions.timetables.clock import end_of, on_the_clock
from sessions.timetables.plan import HORIZON, Plan, first_day, local_starts
from sessions.timetables.unfolding import raise_refusal, unfold, write_series

if TYPE_CHECKING:
    from collections.abc import Collection

    from schedule.models import Event

    from lms.people.models import Person


@dataclass(frozen=True)
class Moving:
    """What becomes of one session: it goes to this start of the new series, or only takes its number."""

    session: Session
    local: datetime
    stays: bool

    @property
    def starts_at(self) -> datetime:
        return self.session.starts_at if self.stays else on_the_clock(self.local)


@dataclass(frozen=True)
class Outcome:
    """What a change would do, or did."""

    moving: list[Moving] = field(default_factory=list)
    added: list[datetime] = field(default_factory=list)
    called_off: list[Session] = field(default_factory=list)
    kept: list[Session] = field(default_factory=list)


def first_changeable(timetable: Timetable) -> date | None:
    """The day from which "all" counts: of the first session that has not begun."""
    ahead = timetable.sessions.filter(starts_at__gt=timezone.now(), planned_date__isnull=False)
    return ahead.order_by("planned_date").values_list("planned_date", flat=True).first()


def remaining(timetable: Timetable, *, since: date) -> Plan:
    """The plan of what is left of a series from a day on: what the form of a change begins with."""
    plan = Plan.of(timetable.event)
    last = plan.until or since + HORIZON
    ahead = [start.date() for start in local_starts(timetable.event, since=since, until=last)]
    if "byyearday" in timetable.event.rule.params:
        return Plan.on(tuple(ahead) or (since,), start=plan.start, minutes=plan.minutes)
    if plan.meetings:
        before = _number_before(timetable, since)
        return replace(plan, first_date=max(since, plan.first_date), meetings=max(1, plan.meetings - before))
    return replace(plan, first_date=max(since, plan.first_date))


def foresee(timetable: Timetable, *, since: date, plan: Plan, skipped: Collection[date] = ()) -> Outcome:
    """What the change would do with each session. Reads only."""
    rows = timetable.sessions.filter(planned_date__gte=since).order_by("planned_date", "planned_time")
    sessions = list(rows.select_related("room", "interpreter", "childcare").prefetch_related("trainers"))
    starts = [start for start in plan.local_starts() if start.date() not in skipped]
    on_record = _on_record(sessions)
    pairs = align([session.planned_start for session in sessions if session.planned_start], starts)
    moving = [
        Moving(
            session := sessions[there],
            starts[here],
            stays=session.is_changed_by_hand or session.is_cancelled or session.pk in on_record,
        )
        for there, here in pairs
    ]
    taken = {here for _there, here in pairs}
    left = [session for there, session in enumerate(sessions) if there not in {old for old, _new in pairs}]
    may_go = [session for session in left if not session.is_changed_by_hand and session.pk not in on_record]
    return Outcome(
        moving=moving,
        added=[start for number, start in enumerate(starts) if number not in taken],
        called_off=[session for session in may_go if not session.is_cancelled],
        kept=[session for session in left if session not in may_go],
    )


@transaction.atomic
def change_series(
    timetable: Timetable,
    *,
    since: date,
    plan: Plan,
    arrangement: Arrangement,
    kind: str | None = None,
    skipped: Collection[date] = (),
    by: Person | None,
) -> Timetable:
    """Let a series go on differently from a day on; returns the timetable that holds what is to come.

    Only what differs from the series as it was is changed in its sessions, so that a substitute arranged
    for one of them stays. Raises AlreadyClosed when nothing is left to change, and what ``plan_series``
    raises; then all stays as it was.
    """
    run = hold_living(timetable.run)
    timetable = Timetable.objects.select_related("event__rule", "room").get(pk=timetable.pk)
    timetable.run = run
    first = first_changeable(timetable)
    if first is None:
        raise AlreadyClosed
    since = max(since, first)
    event = plan.series()
    before = Arrangement.of(timetable)
    outcome = foresee(timetable, since=since, plan=plan, skipped=skipped)
    following = _following(timetable, since)
    new_kind = kind if kind and kind != timetable.kind else None
    following.kind = new_kind or timetable.kind
    _call_off(outcome.called_off, by=by)
    _detach(outcome)
    if following is timetable:
        event = _in_place(timetable, event)
    else:
        _end_before(timetable, since)
    write_series(following, event, arrangement, skipped=skipped)
    moved, replaced = _move(outcome.moving, following, before=before, after=arrangement, kind=new_kind)
    TimetableRemark.objects.filter(timetable=timetable, starts_at__gte=timezone.now()).delete()
    unfolded = unfold(following, until=max(plan.first_date, timezone.localdate()) + HORIZON)
    raise_refusal(unfolded)
    record(AuditEntry.Action.CHANGED, following, actor=by.user if by else None)
    for session in outcome.called_off:
        # Only now: whoever hears it looks at what is still planned.
        signals.session_cancelled.send(sender=Session, session=session)
    if moved or unfolded.created or outcome.called_off or replaced:
        notices.tell_series(
            run,
            sessions=[*_to_come(outcome), *unfolded.created],
            moved=moved,
            called_off=outcome.called_off,
            replaced=replaced,
        )
    return following


def _following(timetable: Timetable, since: date) -> Timetable:
    """The timetable of what follows: the same where nothing of it lies before."""
    if _number_before(timetable, since) == 0:
        return timetable
    return Timetable(run=timetable.run, kind=timetable.kind)


def _number_before(timetable: Timetable, since: date) -> int:
    if since <= first_day(timetable.event):
        return 0
    return len(local_starts(timetable.event, until=since - timedelta(days=1)))


def _end_before(timetable: Timetable, since: date) -> None:
    """End the old series. A number of meetings would end it as well, and rules know only one end."""
    event, rule = timetable.event, timetable.event.rule
    rule.params = ";".join(part for part in rule.params.split(";") if not part.startswith("count:"))
    rule.save(update_fields=["params"])
    event.end_recurring_period = end_of(since - timedelta(days=1))
    event.save(update_fields=["end_recurring_period"])
    timetable.skipped_days.filter(day__gte=since).delete()


def _in_place(timetable: Timetable, event: Event) -> Event:
    """The event of the timetable with the dates and the rule of another."""
    kept = timetable.event
    kept.start, kept.end = event.start, event.end
    kept.end_recurring_period = event.end_recurring_period
    for name in ("name", "description", "frequency", "params"):
        setattr(kept.rule, name, getattr(event.rule, name))
    return kept


def _detach(outcome: Outcome) -> None:
    """Take away the numbers of the old dates, so that none meets a new one of another session."""
    sessions = [*outcome.kept, *outcome.called_off, *(each.session for each in outcome.moving)]
    Session.objects.filter(pk__in=[session.pk for session in sessions]).update(
        planned_date=None, planned_time=None
    )


def _call_off(sessions: Collection[Session], *, by: Person | None) -> None:
    for session in sessions:
        session.status = Session.Status.CANCELLED
        session.sequence += 1
        session.save(update_fields=["status", "sequence", "changed_at"])
        release(session)
        make_ups.call_off_at(session)
        record(AuditEntry.Action.CHANGED, session, actor=by.user if by else None)


def _move(
    moving: Collection[Moving],
    following: Timetable,
    *,
    before: Arrangement,
    after: Arrangement,
    kind: str | None,
) -> tuple[list[Session], set[Person]]:
    """Give the sessions their new dates, rooms and people; those that moved, and who no longer holds one.

    All hours are given back before any is taken, so that a series never stands in its own way.
    """
    to_come = [each for each in moving if not each.stays]
    for each in moving:
        session = each.session
        session.timetable = following
        session.planned_date, session.planned_time = each.local.date(), each.local.time()
        session.save(update_fields=["timetable", "planned_date", "planned_time"])
    for each in to_come:
        release(each.session)
    length = following.event.end - following.event.start
    was = {each.session.pk: Arrangement.of(each.session) for each in to_come}
    moved: list[Session] = []
    clashes: list[Clash] = []
    for each in sorted(to_come, key=lambda one: one.starts_at):
        session, held = each.session, was[each.session.pk]
        arrangement = held.changed_as(before, after)
        times = (each.starts_at, each.starts_at + length)
        if (session.starts_at, session.ends_at, session.room) != (*times, arrangement.room):
            session.sequence += 1
            moved.append(session)
        session.starts_at, session.ends_at = times
        session.kind = kind or session.kind
        _arrange(session, arrangement, held=held)
        assert_allowed(following.run, arrangement, [times])
        try:
            reserve(session, arrangement.resources(following.run, at=session))
        except Clash as clash:
            clashes.append(clash)
    if clashes:
        raise Clash.of_all(clashes)
    gone = {person for held in was.values() for person in held.adults} - set(after.adults)
    return moved, {person for person in gone if person in before.adults}


def _arrange(session: Session, arrangement: Arrangement, *, held: Arrangement) -> None:
    session.room, session.interpreter = arrangement.room, arrangement.interpreter
    session.childcare = arrangement.childcare
    session.save()
    if set(held.trainers) != set(arrangement.trainers):
        session.trainers.set(arrangement.trainers)


def _to_come(outcome: Outcome) -> list[Session]:
    """The sessions to name in a message: where they are now, as far as they are still to come."""
    now = timezone.now()
    sessions = [each.session for each in outcome.moving]
    return [each for each in sessions if not each.is_cancelled and each.starts_at > now]


def _on_record(sessions: Collection[Session]) -> set[int]:
    """The sessions that are closed, have begun, or for which a higher room keeps a record."""
    now = timezone.now()
    found = {
        session.pk
        for session in sessions
        if session.status == Session.Status.CLOSED or session.starts_at <= now
    }
    answers = signals.sessions_on_record.send(sender=Session, sessions=sessions)
    for _hearer, answer in answers:
        found |= set(answer or ())  # type: ignore[arg-type]
    return found
