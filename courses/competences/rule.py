"""The one rule of standing: what is asked, what is proved, and where that leaves somebody on a day.

Pure: no database, no clock. ``courses.competences.nightly`` tells the same in SQL for everybody at once,
and a test holds the two together. In words:

1. Evidence lasts until the day it says, or the months which the role gives it have passed, whichever comes
   first. Of evidence at the level asked, as much is held as is valid on the same day; where minutes are
   asked, they must add up on that day. The last such day is the day until which the competence is held.
2. Before the window of renewal opens it is *held*; in the window, the last day included, *lapsing*.
3. Whoever does not hold it, and still has days to get it since taking up the role, is *not yet due*, even
   where something of it lapsed before; afterwards *missing* if it was never held, *lapsed, in grace* while
   days of grace are left, and then *lapsed*.
4. A course under way, or evidence that waits for review, makes *in progress* of missing and not yet due. It
   makes nothing of what has lapsed: work that asks for it may not go on only because a course has begun.
5. Where several rules ask for the same, the most urgent answer stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from courses.competences.months import months_later
from courses.models import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

State = Standing.State
FOR_GOOD = date.max
USUAL_WINDOW = 90
"""Days before its end in which something held beyond the role counts as lapsing."""
URGENCY = (
    State.LAPSED,
    State.MISSING,
    State.GRACE,
    State.IN_PROGRESS,
    State.NOT_YET_DUE,
    State.LAPSING,
    State.HELD,
)
"""The most urgent first. The SQL of ``night`` is written from it."""


@dataclass(frozen=True)
class Asked:
    """What a role asks of one person. ``due_on`` is for those who never held it."""

    due_on: date
    level: int = 1
    minutes: int = 0
    valid_months: int | None = None
    window_days: int = USUAL_WINDOW
    grace_days: int = 0


@dataclass(frozen=True)
class Proof:
    """Accepted evidence."""

    achieved_on: date
    expires_on: date | None = None
    level: int = 1
    minutes: int = 0

    def lasts_until(self, *, valid_months: int | None) -> date:
        by_role = FOR_GOOD if valid_months is None else months_later(self.achieved_on, valid_months)
        return min(self.expires_on or FOR_GOOD, by_role)


@dataclass(frozen=True)
class Answer:
    """Where somebody stands: the fields of a ``Standing``."""

    state: State
    level_held: int = 0
    held_until: date | None = None
    due_on: date | None = None
    is_under_way: bool = False


def answer(
    asked: Asked | None, proofs: Sequence[Proof], *, today: date, is_under_way: bool = False
) -> Answer | None:
    """Where this leaves somebody. Asked for nothing, only what was ever proved is told: else None."""
    terms = asked or Asked(due_on=date.min, level=0)
    known = [proof for proof in proofs if proof.achieved_on <= today]
    last = last_day_held(terms, known)
    if last is None and asked is None:
        return None
    is_under_way = is_under_way and asked is not None
    return Answer(
        state=_state_of(terms, last=last, today=today, is_under_way=is_under_way),
        level_held=level_held(terms, known, today=today),
        held_until=None if last == FOR_GOOD else last,
        due_on=_due_on(terms, last=last, today=today) if asked else None,
        is_under_way=is_under_way,
    )


def last_day_held(asked: Asked, proofs: Iterable[Proof]) -> date | None:
    """The last day on which enough evidence is valid together; it may be long past. None: on no day."""
    lasting = [
        (proof.achieved_on, proof.lasts_until(valid_months=asked.valid_months), proof.minutes)
        for proof in proofs
        if proof.level >= asked.level
    ]
    days = [until for _from, until, _minutes in lasting]
    if not asked.minutes:
        return max(days, default=None)
    enough = (
        day
        for day in days
        if sum(minutes for since, until, minutes in lasting if since <= day <= until) >= asked.minutes
    )
    return max(enough, default=None)


def level_held(asked: Asked, proofs: Iterable[Proof], *, today: date) -> int:
    """The highest level proved by what is valid today. Too few minutes are no level at all."""
    valid = [proof for proof in proofs if proof.lasts_until(valid_months=asked.valid_months) >= today]
    if asked.minutes and sum(proof.minutes for proof in valid if proof.level >= asked.level) < asked.minutes:
        return 0
    return max((proof.level for proof in valid), default=0)


def most_urgent(answers: Iterable[Answer]) -> Answer:
    """The answer that stands where several rules ask for the same: the first of the most urgent."""
    return min(answers, key=lambda one: (URGENCY.index(one.state), one.due_on or FOR_GOOD))


def _state_of(asked: Asked, *, last: date | None, today: date, is_under_way: bool) -> State:
    if last is not None and today <= last:
        is_near = last != FOR_GOOD and today >= last - timedelta(days=asked.window_days)
        return State.LAPSING if is_near else State.HELD
    if today <= asked.due_on:
        return State.IN_PROGRESS if is_under_way else State.NOT_YET_DUE
    if last is None:
        return State.IN_PROGRESS if is_under_way else State.MISSING
    return State.GRACE if today <= last + timedelta(days=asked.grace_days) else State.LAPSED


def _due_on(asked: Asked, *, last: date | None, today: date) -> date | None:
    """By when it must be held again, or for the first time; of two deadlines the later one."""
    if last is None:
        return asked.due_on
    if today <= last:
        return None if last == FOR_GOOD else last
    return max(asked.due_on, last + timedelta(days=asked.grace_days))
