"""A list that was handed in is opened again, by a coordinator who says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from attendance.models import Reopening
from attendance.records.closing import SessionCancelled, held
from sessions import no_show
from sessions.models import Place, Run, Session

if TYPE_CHECKING:
    from lms.people.models import Person


@transaction.atomic
def reopen_session(session: Session, *, by: Person, reason: str) -> Session:
    """Open a closed list again. Opening an open one changes nothing. Raises SessionCancelled.

    What the run's people were told stands until the list is handed in again; then the course is
    concluded anew with the corrected minutes.
    """
    session = held(session)
    if session.status == Session.Status.CANCELLED:
        raise SessionCancelled
    if session.status == Session.Status.PLANNED:
        return session
    Reopening.objects.create(session=session, by=by, reason=reason)
    session.status = Session.Status.PLANNED
    session.closed_at = None
    session.closed_by = None
    session.save(update_fields=["status", "closed_at", "closed_by", "changed_at"])
    Run.objects.filter(pk=session.run_id, status=Run.Status.FINISHED).update(status=Run.Status.PUBLISHED)
    absent = session.run.places.filter(status=Place.Status.NO_SHOW).select_related("run", "person")
    no_show.take_back(list(absent), by=by, cause=reason)
    return session
