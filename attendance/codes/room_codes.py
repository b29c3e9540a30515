"""The code that a room shows: made of the session's secret and the clock, so that a screen needs no network.

``screen.js`` does the same arithmetic on the device that shows it. A code lasts for its window and the one
after, since between seeing it and reading it a window may end.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from attendance.models import DoorSecret

if TYPE_CHECKING:
    from sessions.models import Session

WINDOW_SECONDS = 20
CODE_LENGTH = 10
WINDOWS_REMEMBERED = 3 * 60 * 60 // WINDOW_SECONDS
"""So far back a code is known as one of ours that is over."""
WINDOWS_AHEAD = 15 * 60 // WINDOW_SECONDS
"""So far ahead a code is known as one of a screen whose clock is fast."""
SHORT_LENGTH = 26
_PRINTED = b"printed"


class Reading(Enum):
    """What a code turns out to be."""

    SCREEN = "screen"
    PRINTED = "printed"
    EXPIRED = "expired"
    AHEAD = "ahead"
    FOREIGN = "foreign"

    @property
    def is_good(self) -> bool:
        return self in {Reading.SCREEN, Reading.PRINTED}


def secret_of(session: Session) -> str:
    """The secret of a session, made on the first call."""
    return DoorSecret.objects.get_or_create(session=session)[0].secret


def code_of(secret: str, at: datetime) -> str:
    """What a right screen shows at a moment: ten signs of base32."""
    return _code(secret, str(_window(at)).encode())


def printed_code_of(secret: str) -> str:
    """What hangs at the door of a room without a screen. It lasts, so a trainer confirms whoever used it."""
    return _code(secret, _PRINTED)


def is_valid(session: Session, code: str, at: datetime) -> bool:
    return read(session, code, at=at) is Reading.SCREEN


def read(session: Session, code: str, *, at: datetime) -> Reading:
    """What the code is at this session and moment. Signs are compared in constant time. Writes nothing."""
    held = DoorSecret.objects.filter(session=session).first()
    if held is None or len(code) != CODE_LENGTH:
        return Reading.FOREIGN
    if hmac.compare_digest(code.encode(), printed_code_of(held.secret).encode()):
        return Reading.PRINTED
    now = _window(at)
    of_which = {
        Reading.SCREEN: (now, now - 1),
        Reading.EXPIRED: range(now - WINDOWS_REMEMBERED, now - 1),
        Reading.AHEAD: range(now + 1, now + WINDOWS_AHEAD),
    }
    for reading, windows in of_which.items():
        if any(_is_code(code, held.secret, window) for window in windows):
            return reading
    return Reading.FOREIGN


def room_address(session: Session, code: str) -> str:
    """What the QR holds: an address that any camera opens, mostly in signs that a QR packs tightly."""
    return settings.SITE_ADDRESS + reverse("passes:room", args=[short_of(session), code])


def short_of(session: Session) -> str:
    """The session's uuid in 26 signs of base32."""
    return base64.b32encode(session.uuid.bytes).decode().rstrip("=")


def uuid_in(short: str) -> UUID | None:
    """The uuid behind such signs; none for anything else."""
    if len(short) != SHORT_LENGTH:
        return None
    try:
        return UUID(bytes=base64.b32decode(f"{short}======"))
    except (binascii.Error, ValueError):
        return None


def _window(at: datetime) -> int:
    return int(at.timestamp() // WINDOW_SECONDS)


def _code(secret: str, message: bytes) -> str:
    digest = hmac.digest(bytes.fromhex(secret), message, "sha256")
    return base64.b32encode(digest).decode()[:CODE_LENGTH]


def _is_code(code: str, secret: str, window: int) -> bool:
    return hmac.compare_digest(code.encode(), _code(secret, str(window).encode()).encode())
