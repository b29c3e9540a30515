"""Marks a trainer makes on the list by hand: each becomes an entry in the log like any scan."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance.checkin import note
from attendance.derive import standing
from attendance.events import DoorEvent, Noted
from attendance.models import Scan
from attendance.windows import GRACE
from sessions.models.session import WARSAW

if TYPE_CHECKING:
    from lms.people.models import Person
    from sessions.models import Session

USUALLY_LATE = timedelta(minutes=15)
"""What "late" and "left early" mean when nobody says by how much."""


class Mark(models.TextChoices):
    CAME = "came", pgettext_lazy("mark on the list", "Came")
    LATE = "late", pgettext_lazy("mark on the list", "Late")
    LEFT_EARLY = "left", pgettext_lazy("mark on the list", "Left early")
    EXCUSED = "excused", pgettext_lazy("mark on the list", "Excused")
    ABSENT = "absent", pgettext_lazy("mark on the list", "Absent")
    UNDO = "undo", _("Undo")


ACTS = {
    Mark.CAME: Scan.Act.ENTER,
    Mark.LATE: Scan.Act.ENTER,
    Mark.LEFT_EARLY: Scan.Act.LEAVE,
    Mark.EXCUSED: Scan.Act.EXCUSE,
    Mark.ABSENT: Scan.Act.MARK_ABSENT,
    Mark.UNDO: Scan.Act.ANNUL,
}


class OutsideSession(Exception):
    """The time stated is not one of the session."""


def mark(
    what: Mark,
    person: Person,
    *,
    session: Session,
    by: Person,
    at: time | None = None,
    event_id: UUID | None = None,
) -> Noted | None:
    """Note a mark. The same ``event_id`` again changes nothing; none when there is nothing to undo.

    ``at`` is a local time of day for "late" and "left early". Raises OutsideSession when the session
    was not on then.
    """
    now = timezone.now()
    annuls = None
    if what == Mark.UNDO:
        entries = session.scans.filter(person=person)
        last = next(reversed(standing(entries)), None)
        if last is None:
            return None
        annuls = last.event_id
    event = DoorEvent(
        event_id=event_id or uuid4(),
        device=f"list-{by.uuid.hex}",
        happened_at=now,
        act=ACTS[what],
        method=Scan.Method.LIST,
        person=None if annuls else person.uuid,
        annuls=annuls,
        stated_at=_stated(what, session=session, at=at, now=now),
    )
    return note(event, session=session, by=by)


def suggested(what: Mark, *, session: Session, now: datetime) -> datetime:
    """The time offered for "late" and "left early": now, if that makes sense, else the usual one."""
    if what == Mark.LATE:
        is_now = session.starts_at + GRACE < now < session.ends_at
        return now if is_now else min(session.starts_at + USUALLY_LATE, session.ends_at)
    is_now = session.starts_at < now < session.ends_at - GRACE
    return now if is_now else max(session.ends_at - USUALLY_LATE, session.starts_at)


def _stated(what: Mark, *, session: Session, at: time | None, now: datetime) -> datetime | None:
    if what == Mark.CAME:
        # "Came", said at twenty past, means that they were there from the start.
        return min(session.starts_at, now)
    if what not in {Mark.LATE, Mark.LEFT_EARLY}:
        return None
    if at is None:
        return suggested(what, session=session, now=now)
    local = datetime.combine(session.starts_at.astimezone(WARSAW).date(), at, tzinfo=WARSAW)
    if not session.starts_at <= local <= session.ends_at:
        raise OutsideSession
    return local
