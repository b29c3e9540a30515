"""A room code that was scanned stays good for ten minutes, while the visitor says who she is.

It lies signed in the visitor's own session, survives the sign-in, and is never made to last longer: opening
the same code again finds the scan that is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4, uuid5

from django.core import signing
from django.utils import timezone

from attendance.models import Scan

if TYPE_CHECKING:
    from django.http import HttpRequest

    from lms.people.models import Person
    from sessions.models import Session

STAYS_GOOD = timedelta(minutes=10)
_KEY, _SALT = "room_scan", "attendance.room_scan"


@dataclass(frozen=True, kw_only=True)
class RoomScan:
    """That somebody with this phone was in the room then."""

    session: UUID
    code: str
    is_printed: bool
    at: datetime
    nonce: UUID

    @property
    def method(self) -> Scan.Method:
        return Scan.Method.PRINTED if self.is_printed else Scan.Method.ROOM

    @property
    def good_until(self) -> datetime:
        return self.at + STAYS_GOOD

    def event_id(self, person: Person, act: Scan.Act) -> UUID:
        """The same for every tap that follows one scan, so that it counts once."""
        return uuid5(self.nonce, f"{person.uuid}:{act.value}")


def keep_scan(request: HttpRequest, session: Session, code: str, *, is_printed: bool) -> RoomScan:
    """Keep what was scanned just now; the same code again keeps the hour of the first time."""
    held = kept_scan(request, session)
    if held is not None and held.code == code:
        return held
    scan = RoomScan(session=session.uuid, code=code, is_printed=is_printed, at=timezone.now(), nonce=uuid4())
    facts = [scan.session.hex, code, is_printed, scan.at.timestamp(), scan.nonce.hex]
    request.session[_KEY] = signing.dumps(facts, salt=_SALT)
    return scan


def kept_scan(request: HttpRequest, session: Session) -> RoomScan | None:
    """The scan of this very session that is still good, if any."""
    token = request.session.get(_KEY)
    if not token:
        return None
    try:
        meeting, code, is_printed, at, nonce = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    scan = RoomScan(
        session=UUID(meeting),
        code=code,
        is_printed=is_printed,
        at=datetime.fromtimestamp(at, UTC),
        nonce=UUID(nonce),
    )
    is_good = scan.session == session.uuid and timezone.now() < scan.good_until
    return scan if is_good else None
