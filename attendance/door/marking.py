"""Marks a trainer makes on the list by hand: each becomes an entry in the log like any scan."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendance.door.checkin import note
from attendance.door.derive import standing
from attendance.door.entries import entries_about
from attendance.door.events import DoorEvent, Noted
from attendance.door.undoings import may_undo
from attendance.door.windows import GRACE
from attendance.models import Excuse, Scan
from sessions.timetables.clock import on_the_clock, on_the_wall

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


class NotedByAnother(Exception):
    """The last mark is somebody else's, so it is theirs to undo."""

    def __init__(self, by: Person) -> None:
        self.by = by
        super().__init__(str(by.pk))


def mark(
    what: Mark,
    person: Person,
    *,
    session: Session,
    by: Person,
    at: time | None = None,
    event_id: UUID | None = None,
    excuse: Excuse | str = "",
    guardian: UUID | None = None,
    has_paper_consent: bool = False,
) -> Noted | None:
    """Note a mark. The same ``event_id`` again changes nothing; none when there is nothing to undo.

    ``at`` is a local time of day for "late" and "left early"; ``guardian`` brings or fetches a child.
    Raises OutsideSession when the session was not on then, and NotedByAnother when the mark to undo is
    not of whoever asks: then the right mark is made instead, and both stand in the log. What somebody noted
    of themselves by a room code is anybody's at the Desk to undo.
    """
    now = timezone.now()
    annuls = None
    if what == Mark.UNDO:
        entries = entries_about(person, session=session).select_related("noted_by")
        last = next(reversed(standing(entries)), None)
        if last is None:
            return None
        if not may_undo(by.pk, last, method=Scan.Method.LIST):
            raise NotedByAnother(last.noted_by)
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
        excuse=excuse if what == Mark.EXCUSED else "",
        guardian=guardian,
        has_paper_consent=has_paper_consent,
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
    local = at_time_of(session, at)
    if not session.starts_at <= local <= session.ends_at:
        raise OutsideSession
    return local


def at_time_of(session: Session, at: time) -> datetime:
    """An hour of the clock on the wall, on the day of the session, or the next if it ran past midnight."""
    starts, ends = on_the_wall(session.starts_at), on_the_wall(session.ends_at)
    is_next_day = ends.date() > starts.date() and at <= ends.time()
    return on_the_clock(datetime.combine(starts.date() + timedelta(days=is_next_day), at))
