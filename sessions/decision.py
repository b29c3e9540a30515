"""Too few have come forward: on the decision day a coordinator says whether the run takes place.

To call it off is ``planning.cancel_run``, which tells everybody why.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from lms.people.models import Membership, Role
from lms.privacy.audit import record
from lms.privacy.models import AuditEntry
from sessions import party_notices
from sessions.errors import BookingClosed
from sessions.models import Run, Session

if TYPE_CHECKING:
    from lms.people.models import Person
    from sessions.models.run import RunQuerySet


def runs_to_decide(day: date | None = None) -> RunQuerySet:
    """Runs whose decision day has come, that have fewer people than they need, and have not begun."""
    begun = Session.objects.not_cancelled().filter(run=OuterRef("pk"), starts_at__lte=timezone.now())
    return (
        Run.objects.published()
        .filter(decision_on__lte=day or timezone.localdate(), decided_at=None, seats_taken__lt=F("minimum"))
        .exclude(Exists(begun))
        .select_related("course", "organiser")
        .order_by("decision_on", "pk")
    )


@transaction.atomic
def go_ahead(run: Run, *, by: Person) -> Run:
    """It takes place although few come; those with a seat are told. Safe to repeat. Raises BookingClosed."""
    run = Run.objects.hold(run)
    if run.status != Run.Status.PUBLISHED:
        raise BookingClosed
    if run.decided_at is None:
        run.decided_at = timezone.now()
        run.save(update_fields=["decided_at"])
        record(AuditEntry.Action.CHANGED, run, actor=by.user)
        for place in run.places.confirmed().select_related("person", "booked_by"):
            place.run = run
            party_notices.tell_goes_ahead(place)
    return run


def remind_of_decisions(day: date | None = None) -> int:
    """Tell the coordinators what they have to decide, nobody twice; returns the number of runs."""
    runs = list(runs_to_decide(day))
    for run in runs:
        coordinators = Membership.objects.valid_on().filter(
            organisation=run.organiser_id, role=Role.COORDINATOR
        )
        for membership in coordinators.select_related("person"):
            party_notices.tell_decision_due(run, to=membership.person)
    return len(runs)
