"""How long the door stands open around a session, and what counts as late. House rules of the centre."""

from __future__ import annotations

from datetime import timedelta

DOOR_OPENS_BEFORE = timedelta(minutes=60)
DOOR_CLOSES_AFTER = timedelta(minutes=60)

GRACE = timedelta(minutes=10)
"""Coming or going this much off the hour is neither late nor early, and costs no minutes."""

DESK_DAYS = timedelta(days=7)
"""A trainer sees a session from a week before to a week after."""
