"""What the scanner of a trainer's phone talks to. Signed in by the session's cookie, with a CSRF token."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Body, Field, Router, Schema
from ninja.errors import HttpError
from pydantic import AwareDatetime, StringConstraints, ValidationError, model_validator

from attendance.access import sessions_at_desk
from attendance.checkin import MOST_EVENTS, note_batch
from attendance.events import DoorEvent, Noted
from attendance.models import Scan
from attendance.roster import record_look, seated_with_passes
from attendance.verdicts import detail, saying
from lms.people.models import Person
from sessions.models import Session

FIRST_YEAR, LAST_YEAR = 1970, 2200  # what a clock without battery shows, and what arithmetic bears

router = Router(tags=["desk"])

Device = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
Words = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]


class EventIn(Schema):
    """One thing that happened at the door."""

    event_id: UUID = Field(description="Made by the device; the same event may be sent any number of times.")
    device: Device
    session: UUID
    happened_at: AwareDatetime = Field(description="By the clock of the device.")
    act: Literal["enter", "leave", "excuse", "absent", "annul"] = "enter"
    method: Literal["camera", "code", "list"] = "camera"
    code: Annotated[Words, Field(description="What the camera read or somebody typed.")] = ""
    person: UUID | None = None
    annuls: Annotated[UUID | None, Field(description="The event undone; only with the act annul.")] = None
    reason: Words = ""

    @model_validator(mode="after")
    def is_whole(self) -> Self:
        if (self.act == "annul") != (self.annuls is not None):
            raise ValueError("An undoing names the event it undoes, and nothing else does.")
        if not FIRST_YEAR <= self.happened_at.year <= LAST_YEAR:
            raise ValueError("No clock is that wrong.")
        # PostgreSQL refuses offsets that Python allows.
        self.happened_at = self.happened_at.astimezone(UTC)
        return self


class ResultOut(Schema):
    """The answer to one event, in the language of the request."""

    event_id: str | None = None
    status: Literal["recorded", "repeated", "refused"]
    error: Annotated[str, Field(description="Why it was refused: broken, or no_session of yours.")] = ""
    verdict: str = ""
    colour: str = ""
    word: str = ""
    remedy: str = ""
    name: Annotated[str, Field(description="Only of people with a place in this run.")] = ""
    detail: str = ""
    attendance: str = ""


class RosterRowOut(Schema):
    name: str
    fingerprint: str = Field(
        description="SHA-256 of the pass's secret, in hex; empty for whoever has no pass."
    )


class RosterOut(Schema):
    session: UUID
    starts_at: datetime
    ends_at: datetime
    people: list[RosterRowOut]


@router.post(
    "/scans",
    response=list[ResultOut],
    summary="Tell what happened at the door",
    openapi_extra={
        "requestBody": {
            "content": {
                "application/json": {
                    "schema": {"type": "array", "maxItems": MOST_EVENTS, "items": EventIn.json_schema()}
                }
            }
        }
    },
)
def post_scans(request: HttpRequest, events: Body[list[Any]]) -> list[ResultOut]:
    """Each event is answered on its own, in the order sent: a broken one does not spoil the others."""
    if len(events) > MOST_EVENTS:
        raise HttpError(413, f"At most {MOST_EVENTS} events at once.")
    answers: dict[int, ResultOut] = {}
    by_session: dict[UUID, list[tuple[int, EventIn]]] = defaultdict(list)
    for index, raw in enumerate(events):
        try:
            event = EventIn.model_validate(raw)
        except ValidationError:
            answers[index] = ResultOut(event_id=_id_of(raw), status="refused", error="broken")
        else:
            by_session[event.session].append((index, event))

    sessions = {
        session.uuid: session for session in sessions_at_desk(request.user).filter(uuid__in=by_session)
    }
    for uuid, told in by_session.items():
        if uuid in sessions:
            noted = _note(sessions[uuid], [event for _index, event in told])
            answers |= {index: _answer(each) for (index, _event), each in zip(told, noted, strict=True)}
        else:
            answers |= {
                index: ResultOut(event_id=str(event.event_id), status="refused", error="no_session")
                for index, event in told
            }
    return [answers[index] for index in range(len(events))]


@router.get(
    "/sessions/{uuid:session_id}/roster", response=RosterOut, summary="Who is expected, and their passes"
)
def get_roster(request: HttpRequest, session_id: UUID) -> RosterOut:
    session = get_object_or_404(sessions_at_desk(request.user), uuid=session_id)
    record_look(session, by=request.user)
    return RosterOut(
        session=session.uuid,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        people=[
            RosterRowOut(
                name=place.person.display_name,
                fingerprint=next((held.fingerprint for held in place.person.passes.all()), ""),
            )
            for place in seated_with_passes(session)
        ],
    )


def _note(session: Session, events: list[EventIn]) -> list[Noted]:
    # The query that found the session found the person too; more of them than the key is not needed here.
    worker = Person(pk=session.worker_id)  # type: ignore[attr-defined]
    return note_batch([_door_event(event) for event in events], session=session, by=worker)


def _door_event(event: EventIn) -> DoorEvent:
    return DoorEvent(
        event_id=event.event_id,
        device=event.device,
        happened_at=event.happened_at,
        act=Scan.Act(event.act),
        method=Scan.Method(event.method),
        code=event.code,
        person=event.person,
        annuls=event.annuls,
        reason=event.reason,
    )


def _answer(noted: Noted) -> ResultOut:
    said = saying(noted)
    return ResultOut(
        event_id=str(noted.scan.event_id),
        status="repeated" if noted.is_repeat else "recorded",
        verdict=noted.verdict,
        colour=said.colour,
        word=str(noted.verdict.label),
        remedy=str(said.remedy),
        name=noted.person.display_name if noted.person else "",
        detail=detail(noted),
        attendance=noted.attendance.status if noted.attendance else "",
    )


def _id_of(raw: object) -> str | None:
    """The id of a broken event, so that the device knows which one it was."""
    named = raw.get("event_id") if isinstance(raw, dict) else None
    return named[:64] if isinstance(named, str) else None
