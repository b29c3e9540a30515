"""What somebody may read of a meeting: its name, and where it is. A confidential run tells both late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.web import dates

if TYPE_CHECKING:
    from sessions.models import Room, Run, Session


@dataclass(frozen=True, kw_only=True)
class Where:
    """Where to go, in words; with a map that opens only when somebody asks for it."""

    text: str
    map_url: str = ""
    online_link: str = ""
    note: str = ""


def title_of(run: Run) -> str:
    """The name of a run on a screen that somebody else may see."""
    return pgettext("neutral message", "Appointment") if run.is_confidential else run.course.title


def is_told(session: Session, run: Run, *, has_seat: bool) -> bool:
    """Whether the place of a session may be shown: of a confidential one to the seated, near its hour."""
    if not run.is_confidential:
        return True
    return has_seat and timezone.now() >= session.starts_at - timedelta(hours=run.place_shown_hours_before)


def where_is(session: Session, run: Run, *, has_seat: bool) -> Where:
    """The place of a session, as far as this reader may know it. Joining online is for the seated only."""
    if not is_told(session, run, has_seat=has_seat):
        from_when = session.starts_at - timedelta(hours=run.place_shown_hours_before)
        if not has_seat:
            return Where(text=_("You will learn the place when you have a seat."))
        return Where(text=_("You will see the place here from %(day)s.") % {"day": dates.moment(from_when)})
    room = session.room or run.room
    link = (session.online_link or run.online_link) if has_seat else ""
    if room is None:
        return Where(text=_("Online"), online_link=link)
    return Where(text=address_of(room), map_url=room.map_url, online_link=link, note=room.way)


def address_of(room: Room) -> str:
    return ", ".join(part for part in (room.name, room.street, room.floor) if part)
