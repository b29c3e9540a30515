"""Where and with whom sessions are held, and whether they may be: what planning asks before it reserves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from sessions.clearances import assert_cleared
from sessions.opening import OpeningHours
from sessions.reservations import resources_needed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from lms.people.models import Person
    from sessions.models import Childcare, Resource, Room, Run, Session, Timetable

    Hours = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """The room of a session and the adults who make it possible."""

    room: Room | None = None
    trainers: tuple[Person, ...] = ()
    interpreter: Person | None = None
    childcare: Childcare | None = None

    @classmethod
    def of(cls, planned: Session | Timetable | Run) -> Arrangement:
        """As a session or a series has it; of a run, what is usual in it."""
        return cls(
            room=planned.room,
            trainers=tuple(planned.trainers.all()),
            interpreter=planned.interpreter,
            childcare=planned.childcare,
        )

    def is_same_as(self, other: Arrangement) -> bool:
        """Whether all is the same, in whatever order the trainers are named."""
        return (set(self.trainers), self.room, self.interpreter, self.childcare) == (
            set(other.trainers),
            other.room,
            other.interpreter,
            other.childcare,
        )

    def changed_as(self, before: Arrangement, after: Arrangement) -> Arrangement:
        """This one, with what differs between two others made as in the second."""
        return Arrangement(
            room=self.room if before.room == after.room else after.room,
            trainers=self.trainers if set(before.trainers) == set(after.trainers) else after.trainers,
            interpreter=self.interpreter if before.interpreter == after.interpreter else after.interpreter,
            childcare=self.childcare if before.childcare == after.childcare else after.childcare,
        )

    @property
    def adults(self) -> list[Person]:
        """Those who will be in one room with the participants."""
        return [*self.trainers, *([self.interpreter] if self.interpreter else [])]

    def resources(self, run: Run, *, at: Session | None = None) -> list[Resource]:
        """All that a session of the run takes, those who come among it; ``at``: planned already."""
        return resources_needed(
            run,
            room=self.room,
            trainers=self.trainers,
            interpreter=self.interpreter,
            childcare=self.childcare,
            at=at,
        )


def assert_allowed(run: Run, arrangement: Arrangement, hours: Sequence[Hours]) -> None:
    """Raise NotCleared when an adult may not work with the children of the run, and OutsideRoomHours."""
    assert_cleared(arrangement.adults, days={timezone.localdate(start) for start, _end in hours}, run=run)
    if arrangement.room is None:
        return
    opening = OpeningHours([arrangement.room])
    for starts_at, ends_at in hours:
        if refusal := opening.refusal(arrangement.room, starts_at, ends_at):
            raise refusal
