"""One line of a calendar: what a reader may know of a meeting, whatever the meeting is.

The UID is its meeting's for ever. SEQUENCE only rises: with every move of the meeting, and with every
change of the reader's own place at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sessions.whereabouts import address_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from sessions.models import Appointment, Place, Room, Run, Session

CANCELLED_KEPT = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What stands in the calendar. Times are moments with a zone; texts are in the reader's language."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    summary: str
    stands: bool
    description: str = ""
    location: str = ""
    url: str = ""
    is_private: bool = False


def uid_of(record: UUID) -> str:
    return f"{record}@krok"


def neutral() -> str:
    """What a confidential meeting is called where others may look."""
    return pgettext("neutral message", "Appointment")


def entry_of_session(
    session: Session,
    run: Run,
    *,
    stands: bool = True,
    has_seat: bool = False,
    names: Iterable[str] = (),
    changes: int = 0,
    changed_at: datetime | None = None,
) -> Entry:
    """A session of a run; ``names`` are those of the household who come, where it is not the reader alone."""
    entry = {
        "uid": uid_of(session.uuid),
        "sequence": session.sequence + changes,
        "starts_at": session.starts_at,
        "ends_at": session.ends_at,
        "changed_at": max(session.changed_at, changed_at or session.changed_at),
        "stands": stands and not session.is_cancelled,
    }
    if run.is_confidential:
        return Entry(**entry, summary=neutral(), is_private=True)  # type: ignore[arg-type]
    return Entry(
        **entry,  # type: ignore[arg-type]
        summary=_with(run.course.title, names),
        description=session.topic or run.theme or "",
        location=_address(session.room),
        url=(session.online_link or run.online_link) if has_seat else "",
    )


def entry_of_place(session: Session, place: Place, *, changes: int, changed_at: datetime | None) -> Entry:
    """A session as the holder of a place sees it."""
    return entry_of_session(
        session,
        place.run,
        stands=place.is_held,
        has_seat=place.is_confirmed,
        changes=changes,
        changed_at=changed_at,
    )


def entry_of_appointment(
    appointment: Appointment, *, names: Iterable[str] = (), for_specialist: bool = False
) -> Entry:
    """An appointment. Who comes is never in the calendar of the specialist."""
    is_private = appointment.service.is_confidential
    entry = {
        "uid": uid_of(appointment.uuid),
        "sequence": appointment.sequence,
        "starts_at": appointment.starts_at,
        "ends_at": appointment.ends_at,
        "changed_at": appointment.changed_at,
        "stands": not appointment.is_over,
    }
    if is_private:
        return Entry(**entry, summary=neutral(), is_private=True)  # type: ignore[arg-type]
    with_whom = "" if for_specialist else str(appointment.specialist)
    return Entry(
        **entry,  # type: ignore[arg-type]
        summary=_with(appointment.service.name, names),
        description=_("With: %(specialist)s") % {"specialist": with_whom} if with_whom else "",
        location=_address(appointment.room),
        url=appointment.online_link,
    )


def _with(title: str, names: Iterable[str]) -> str:
    who = ", ".join(names)
    return f"{title} ({who})" if who else title


def _address(room: Room | None) -> str:
    return address_of(room) if room else ""
