"""What a device tells of the door, and what it hears back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from attendance.models import Excuse, Scan

if TYPE_CHECKING:
    from attendance.models import Attendance
    from lms.people.models import Person
    from sessions.models import Session


@dataclass(frozen=True, kw_only=True)
class WalkInWords:
    """Somebody who is on no list, in the three fields of the door."""

    name: str
    contact: str = ""
    birth_year: int | None = None


@dataclass(frozen=True, kw_only=True)
class DoorEvent:
    """One thing that happened at the door. The device makes ``event_id``, so that it may be told twice.

    Who it is about stands in ``code`` (scanned or typed), ``person`` (tapped on the list) or, for an
    undoing, in the event named by ``annuls``. A walk-in's ``person`` is an id that the device made; told
    once with ``walk_in``, they are on the list like everybody else.

    ``happened_at`` is by a right clock, ``device_at`` as the device had it. ``sequence`` rises with every
    event of a device; 0 where nothing is known of the order.
    """

    event_id: UUID
    device: str
    happened_at: datetime
    sequence: int = 0
    device_at: datetime | None = None
    act: Scan.Act = Scan.Act.ENTER
    method: Scan.Method = Scan.Method.CAMERA
    code: str = ""
    person: UUID | None = None
    annuls: UUID | None = None
    stated_at: datetime | None = None
    excuse: Excuse | str = ""
    guardian: UUID | None = None
    has_paper_consent: bool = False
    walk_in: WalkInWords | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Noted:
    """The answer to an event: the entry in the log and all that the one at the door needs to know.

    ``person`` is there only for people with a place in the run and for its walk-ins, whatever became of it:
    whoever else stands at the door is nobody's business. ``earlier`` is the entry that already let them
    in, ``elsewhere`` the session to which they should go.
    """

    scan: Scan
    verdict: Scan.Verdict
    person: Person | None = None
    attendance: Attendance | None = None
    earlier: Scan | None = None
    elsewhere: Session | None = None
    is_repeat: bool = False
