"""The shapes of what Desk and the house tell each other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, AwareDatetime, StringConstraints, model_validator

from attendance.door.clock import is_a_time

MOST_SEQUENCE = 2**53
"""As far as a browser counts without a gap."""

OF_THE_HOUSE = ("apology", "closing", "correction-", "import", "list-", "page-", "paper-", "room-")
"""How the house names what it notes by itself; no device may go by such a name."""


def is_a_devices(name: str) -> str:
    if name.startswith(OF_THE_HOUSE):
        raise ValueError("That name is the house's own.")
    return name


def has_letters(name: str) -> str:
    if not any(sign.isalpha() for sign in name):
        raise ValueError("A name has letters.")
    return name


DeviceName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$"), AfterValidator(is_a_devices)]
Words = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, strip_whitespace=True, pattern=r"^[^\x00-\x1f]+$"),
    AfterValidator(has_letters),
]


class WalkInIn(Schema):
    """Somebody who is on no list."""

    person: UUID = Field(description="Made by the device; from now on this person is called by it.")
    name: Name
    contact: Annotated[Words, Field(description="A phone or an e-mail, if they gave one.")] = ""
    birth_year: Annotated[int, Field(ge=1900, le=2100)] | None = None


class EventIn(Schema):
    """One thing that happened at the door."""

    event_id: UUID = Field(description="Made by the device; the same event may be sent any number of times.")
    session: UUID
    sequence: Annotated[
        int, Field(ge=0, le=MOST_SEQUENCE, description="Rises with each event of a device.")
    ] = 0
    happened_at: AwareDatetime = Field(description="By the clock of the device, right or wrong.")
    act: Literal["enter", "leave", "excuse", "absent", "annul"] = "enter"
    method: Literal["camera", "code", "list"] = "camera"
    code: Annotated[Words, Field(description="What the camera read or somebody typed.")] = ""
    person: UUID | None = None
    annuls: Annotated[UUID | None, Field(description="The event undone; only with the act annul.")] = None
    stated_at: Annotated[
        AwareDatetime | None, Field(description="When they came or left, if somebody says so by hand.")
    ] = None
    excuse: Literal["", "health", "family", "work", "authority", "travel", "other"] = ""
    guardian: Annotated[UUID | None, Field(description="Who brings or fetches a child.")] = None
    has_paper_consent: Annotated[bool, Field(description="A guardian signed the paper at the door.")] = False
    walk_in: WalkInIn | None = None
    reason: Words = ""

    @model_validator(mode="after")
    def is_whole(self) -> Self:
        if (self.act == "annul") != (self.annuls is not None):
            raise ValueError("An undoing names the event it undoes, and nothing else does.")
        if self.excuse and self.act != "excuse":
            raise ValueError("Only somebody excused has an excuse.")
        if not all(is_a_time(at) for at in (self.happened_at, self.stated_at) if at):
            raise ValueError("No clock is that wrong.")
        # PostgreSQL refuses offsets that Python allows.
        self.happened_at = self.happened_at.astimezone(UTC)
        self.stated_at = self.stated_at and self.stated_at.astimezone(UTC)
        return self


class ScansIn(Schema):
    """What a device has kept, oldest first. Broken events are answered one by one."""

    device: DeviceName
    sent_at: AwareDatetime = Field(description="By the clock of the device, at this moment.")
    events: list[Any]
    worker: Annotated[
        UUID | None, Field(description="Who noted them. Refused (409) if somebody else is signed in by now.")
    ] = None


class ResultOut(Schema):
    """The answer to one event, in the language of the request."""

    event_id: str | None = None
    status: Literal["recorded", "repeated", "refused"]
    error: Annotated[
        str, Field(description="Why it was refused: broken, no_session of yours, or outside_session.")
    ] = ""
    verdict: str = ""
    colour: str = ""
    word: str = ""
    remedy: str = ""
    person: UUID | None = None
    name: Annotated[str, Field(description="Only of people with a place in this run, and its walk-ins.")] = ""
    detail: str = ""
    attendance: str = ""


class ScansOut(Schema):
    server_time: datetime
    revoked: Annotated[bool, Field(description="The device was locked: destroy its lists, then say so.")]
    results: list[ResultOut]


class DeviceOut(Schema):
    revoked: bool


class DeviceIn(Schema):
    device: DeviceName


class PersonRef(Schema):
    person: UUID
    name: str


class NeedOut(Schema):
    icon: str
    text: str


class PackagePersonOut(Schema):
    """Somebody of a list, and what the door must know of them."""

    person: UUID
    name: Annotated[str, Field(description="The alias where there is one; of a confidential run never more.")]
    born: Annotated[int | None, Field(description="The year.")] = None
    is_child: bool = False
    fingerprint: Annotated[str, Field(description="SHA-256 of the pass's secret, in hex; or empty.")] = ""
    short_fingerprint: Annotated[
        str, Field(description="SHA-256 of the session's id (hex) and the first eight signs.")
    ] = ""
    place: Annotated[
        Literal["expected", "waiting", "cancelled", "guest", "elsewhere", "walk_in"],
        Field(description="Elsewhere: makes this one up in another group, and is welcome here all the same."),
    ]
    status: str = ""
    came_at: datetime | None = None
    left_at: datetime | None = None
    came_by: str = ""
    scanned_in: Annotated[
        UUID | None, Field(description="Their own scan of the room code, which the trainer may undo.")
    ] = None
    needs: list[NeedOut] = []
    guardians: list[PersonRef] = []
    has_consent: bool = False
    apart: Annotated[
        list[str], Field(description="Whom they must not meet; only their own pass makes it readable.")
    ] = []
    calls_first: Annotated[
        bool, Field(description="Whatever the list says: the coordinator is called before they come in.")
    ] = False
    note: str = ""


class UnitOut(Schema):
    starts_at: datetime
    ends_at: datetime
    kind: str
    topic: str


class PackageSessionOut(Schema):
    uuid: UUID
    code: str
    title: str
    topic: str
    starts_at: datetime
    ends_at: datetime
    status: str
    room: str
    checks_out: bool
    asks_guardian: bool
    asks_consent: bool
    is_confidential: bool
    door_opens_at: datetime
    door_closes_at: datetime
    door_secret: str
    units: list[UnitOut]
    people: list[PackagePersonOut]
    revoked: Annotated[list[str], Field(description="Fingerprints of old passes of these people.")]


class WorkerOut(Schema):
    """Whose lists these are. A device that kept those of somebody else destroys them."""

    person: UUID | None = None
    name: str
    queue_keys: Annotated[
        list[str], Field(description="Base64; what waits is sealed with the first when its owner goes.")
    ] = []


class VisitOut(Schema):
    """An appointment of a specialist, to be read without a connection."""

    name: Annotated[str, Field(description="The name of lists; of a confidential one a neutral word.")]
    service: str
    starts_at: datetime
    ends_at: datetime
    room: str


class PackageOut(Schema):
    server_time: datetime
    worker: WorkerOut
    device: DeviceOut
    sessions: list[PackageSessionOut]
    visits: Annotated[list[VisitOut], Field(description="A specialist's own, of today and the week.")] = []


class HereOut(Schema):
    """The count that a screen shows, and who waits for a nod."""

    here: int
    expected: int
    to_confirm: list[PersonRef]


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
