"""How long the door stands open around a session, and what counts as late. House rules of the centre."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sessions.models import Session

DOOR_OPENS_BEFORE = timedelta(minutes=60)
DOOR_CLOSES_AFTER = timedelta(minutes=60)

GRACE = timedelta(minutes=10)
"""Coming or going this much off the hour is neither late nor early, and costs no minutes."""

DESK_DAYS = timedelta(days=7)
"""A trainer sees a session from a week before to a week after."""

ENOUGH_OF_A_UNIT = 0.5
"""Whoever was there for half of a unit attended it."""


def is_still_open(session: Session, at: datetime) -> bool:
    """It has begun, and its door is not shut yet."""
    return session.starts_at <= at <= session.ends_at + DOOR_CLOSES_AFTER
