"""A letter of a device, event by event: read, put right by the clock, noted, answered in the order sent."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from ninja.errors import HttpError
from pydantic import ValidationError

from attendance.api.schemas import EventIn, ResultOut, ScansIn, ScansOut
from attendance.codes.guessing import is_short
from attendance.desk.packing import name_at_door
from attendance.door import clock
from attendance.door.checkin import MOST_EVENTS, note_batch
from attendance.door.events import DoorEvent, Noted, WalkInWords
from attendance.door.verdicts import detail, saying
from attendance.door.windows import DOOR_CLOSES_AFTER, DOOR_OPENS_BEFORE
from attendance.models import Scan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lms.people.models import Person
    from sessions.models import Session, Unit


@dataclass
class HandedIn:
    """What a device told, event by event, in the order sent."""

    sent: ScansIn
    now: datetime = field(default_factory=timezone.now)
    answers: dict[int, ResultOut] = field(default_factory=dict)
    by_session: dict[UUID, list[tuple[int, EventIn]]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        if len(self.sent.events) > MOST_EVENTS:
            raise HttpError(413, f"At most {MOST_EVENTS} events at once.")
        for index, raw in enumerate(self.sent.events):
            try:
                event = EventIn.model_validate(raw)
            except ValidationError:
                self.answers[index] = ResultOut(event_id=_id_of(raw), status="refused", error="broken")
            else:
                self.by_session[event.session].append((index, event))

    @property
    def skew(self) -> timedelta:
        return clock.skew(sent_at=self.sent.sent_at, now=self.now)

    def refuse(self, uuid: UUID) -> None:
        """Of a session that is none of theirs nothing is said."""
        self.answers |= {
            index: ResultOut(event_id=str(event.event_id), status="refused", error="no_session")
            for index, event in self.by_session[uuid]
        }

    def note(
        self, session: Session, *, by: Person, units: Sequence[Unit] | None = None, is_held_back: bool = False
    ) -> None:
        told = []
        for index, event in self.by_session[session.uuid]:
            if _is_outside(session, event.stated_at):
                self.answers[index] = ResultOut(
                    event_id=str(event.event_id), status="refused", error="outside_session"
                )
            else:
                told.append((index, event))
        events = [self._door_event(event) for _index, event in told]
        noted = note_batch(events, session=session, by=by, units=units, is_held_back=is_held_back)
        self.answers |= {
            index: _answer(each, session=session, names_nobody=is_held_back)
            for (index, _event), each in zip(told, noted, strict=True)
        }

    def short_codes(self) -> list[int]:
        """Where a code was typed that might be guessed."""
        return [index for told in self.by_session.values() for index, event in told if is_short(event.code)]

    def number_unknown(self, indexes: Sequence[int]) -> int:
        """How many of these belonged to nobody, and were told for the first time."""
        answers = (self.answers[index] for index in indexes)
        return sum(
            answer.status == "recorded" and answer.verdict == Scan.Verdict.UNKNOWN_PASS for answer in answers
        )

    def out(self, *, is_locked: bool) -> ScansOut:
        results = [self.answers[index] for index in range(len(self.sent.events))]
        return ScansOut(server_time=self.now, revoked=is_locked, results=results)

    def _door_event(self, event: EventIn) -> DoorEvent:
        told = event.walk_in
        return DoorEvent(
            event_id=event.event_id,
            device=self.sent.device,
            happened_at=clock.corrected(event.happened_at, by=self.skew, now=self.now),
            device_at=event.happened_at,
            sequence=event.sequence,
            act=Scan.Act(event.act),
            method=Scan.Method(event.method),
            code=event.code,
            person=told.person if told else event.person,
            annuls=event.annuls,
            stated_at=event.stated_at,
            excuse=event.excuse,
            guardian=event.guardian,
            has_paper_consent=event.has_paper_consent,
            walk_in=WalkInWords(name=told.name, contact=told.contact, birth_year=told.birth_year)
            if told
            else None,
            reason=event.reason,
        )


def _is_outside(session: Session, stated_at: datetime | None) -> bool:
    if stated_at is None:
        return False
    return not session.starts_at - DOOR_OPENS_BEFORE <= stated_at <= session.ends_at + DOOR_CLOSES_AFTER


def _answer(noted: Noted, *, session: Session, names_nobody: bool) -> ResultOut:
    """Whoever has no right to the list any more hears that it is kept, and of whom it was no word."""
    said = saying(noted)
    answer = ResultOut(
        event_id=str(noted.scan.event_id),
        status="repeated" if noted.is_repeat else "recorded",
        verdict=noted.verdict,
        colour=said.colour,
        word=str(noted.verdict.label),
        remedy=str(said.remedy),
    )
    if names_nobody:
        return answer
    if noted.person:
        answer.person, answer.name = noted.person.uuid, name_at_door(noted.person, session=session)
    answer.detail = detail(noted)
    answer.attendance = noted.attendance.status if noted.attendance else ""
    return answer


def _id_of(raw: object) -> str | None:
    """The id of a broken event, so that the device knows which one it was."""
    named = raw.get("event_id") if isinstance(raw, dict) else None
    return named[:64] if isinstance(named, str) else None
