"""In which run somebody takes a course: what its papers say, and who teaches there.

The room of the courses knows no runs. It asks here when a course is completed after its meetings, or beside
them, and when somebody wants to confirm the practice of those they teach.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Max, Min, Q
from django.dispatch import receiver
from django.utils import timezone

from courses.models import Enrolment
from courses.run_facts import RunFacts
from courses.signals import run_facts_asked, secrecy_asked, supervisors_asked
from lms.people.models import Membership, Role
from sessions.models import Place, Run, Session, SessionTrainer

if TYPE_CHECKING:
    from lms.people.models import Person


@receiver(run_facts_asked, sender=Enrolment, dispatch_uid="sessions.runs_taken.facts")
def facts_of_the_run(*, enrolment: Enrolment, **_kwargs: Any) -> RunFacts | None:
    """What the papers say of the edition: from its first meeting to the last, or to today."""
    place = Place.objects.filter(enrolment=enrolment).select_related("run__organiser", "run__funder").first()
    if place is None:
        return None
    run, today = place.run, timezone.localdate()
    held = run.sessions.filter(status=Session.Status.CLOSED)
    days = held.aggregate(first=Min("starts_at"), last=Max("starts_at"))
    is_going_on = run.sessions.filter(status=Session.Status.PLANNED).exists()
    first = days["first"] or enrolment.started_at
    return RunFacts(
        organiser=run.organiser,
        funder=run.funder,
        first_day=timezone.localdate(first),
        last_day=today if is_going_on or not days["last"] else timezone.localdate(days["last"]),
        is_confidential=run.is_confidential,
    )


@receiver(secrecy_asked, sender=Enrolment, dispatch_uid="sessions.runs_taken.secrecy")
def in_confidential_runs(**_kwargs: Any) -> Q:
    """A run may become confidential long after its papers were given out."""
    return Q(place__run__visibility=Run.Visibility.CONFIDENTIAL)


@receiver(supervisors_asked, sender=Enrolment, dispatch_uid="sessions.runs_taken.supervisors")
def learners_of(*, person: Person, **_kwargs: Any) -> Q:
    """Those of the runs which the person teaches, and of all that the organisation they coordinate holds."""
    roles = Membership.objects.valid_on().filter(person=person)
    coordinated = roles.filter(role=Role.COORDINATOR).values("organisation")
    theirs = Q(place__run__organiser__in=coordinated)
    theirs |= Q(place__isnull=True, course__organiser__in=coordinated)
    if roles.filter(role__in=(Role.TRAINER, Role.THERAPIST)).exists():
        taught = SessionTrainer.objects.filter(trainer=person).exclude(
            session__status=Session.Status.CANCELLED
        )
        theirs |= Q(place__run__in=taught.values("session__run"))
    return theirs
