"""Too few have come forward: what the coordinator decides, and who is told."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Person
from lms.web.record_pages import RecordDeed
from sessions.backoffice.words import explain
from sessions.decision import go_ahead
from sessions.errors import BookingClosed, BookingError
from sessions.models import Run


@dataclass(frozen=True)
class Decision:
    """Too few have come forward: by how many, and how many are told either way."""

    missing: int
    told: int
    is_due: bool


def decision_about(run: Run) -> Decision | None:
    """What is to be decided; none where enough have come, it was decided, or the run has begun."""
    if run.status != Run.Status.PUBLISHED or run.decided_at or run.seats_taken >= run.minimum:
        return None
    if run.sessions.not_cancelled().filter(starts_at__lte=timezone.now()).exists():
        return None
    is_due = run.decision_on is not None and run.decision_on <= timezone.localdate()
    return Decision(run.minimum - run.seats_taken, run.places.held().count(), is_due)


class GoAhead(RecordDeed):
    """The run takes place although few come."""

    model = Run
    inspect_url_name = "run:inspect"
    errors = (BookingError,)

    def explain(self, error: Exception) -> str:
        return explain(error)

    def do(self) -> str:
        by = Person.of(self.user)
        if by is None:
            raise BookingClosed
        go_ahead(self.object, by=by)
        return _("%(run)s goes ahead. Those with a place are being told.") % {"run": self.object}
