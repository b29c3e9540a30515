"""The clock of a device may be wrong. What it told is kept; what counts is by ours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

TOLERANCE = timedelta(seconds=60)
"""As much may go by on the way, and no attendance depends on it."""
FIRST_YEAR, LAST_YEAR = 1970, 2200
"""What a clock without battery shows, and what arithmetic bears."""

MOST_SECONDS = 2**31 - 1
"""What the column of a device holds: 68 years."""


def is_a_time(at: datetime) -> bool:
    return FIRST_YEAR <= at.year <= LAST_YEAR


def skew(*, sent_at: datetime, now: datetime) -> timedelta:
    """How far the clock of a device is behind ours (negative: ahead), measured when it sent.

    Nothing is corrected by less than the time that a letter may take, nor by a clock that shows no year.
    """
    if not is_a_time(sent_at):
        return timedelta()
    # PostgreSQL refuses offsets that Python allows.
    behind = now - sent_at.astimezone(UTC)
    return behind if abs(behind) > TOLERANCE else timedelta()


def corrected(device_at: datetime, *, by: timedelta, now: datetime) -> datetime:
    """When it was by a right clock: never later than now, since it has happened."""
    return min(device_at.astimezone(UTC) + by, now)


def ahead_by(skew: timedelta) -> int:
    """The same as a device is known by: in seconds, those of a clock that is ahead above nought."""
    return max(-MOST_SECONDS, min(-round(skew.total_seconds()), MOST_SECONDS))
