"""The clock on the wall in Wrocław, which skips an hour in March and shows one twice in October.

What is decided: the hour that is shown twice is the first of the two, still summer time. The hour that is
skipped does not exist: one meeting at it is refused with words, and so is a series that begins with it;
inside a series that day's meeting starts an hour later, which the preview says.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from django.utils import timezone

from sessions.models.session import WARSAW


def on_the_clock(local: datetime) -> datetime:
    """The moment at which the clocks of Wrocław show this; in the hour skipped in spring, one hour later."""
    return local.replace(tzinfo=WARSAW).astimezone(UTC)


def on_the_wall(moment: datetime) -> datetime:
    """What the clocks of Wrocław show at this moment, without a time zone."""
    return timezone.localtime(moment, WARSAW).replace(tzinfo=None)


def is_skipped(local: datetime) -> bool:
    """Whether no clock of Wrocław ever shows this: the night on which summer time begins."""
    return on_the_wall(on_the_clock(local)) != local


def is_shown_twice(local: datetime) -> bool:
    """Whether the clocks show this twice: the night on which summer time ends."""
    first, second = (local.replace(tzinfo=WARSAW, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and not is_skipped(local)


def end_of(day: date) -> datetime:
    return on_the_clock(datetime.combine(day, time.max))


def start_of(day: date) -> datetime:
    return on_the_clock(datetime.combine(day, time.min))
