"""Somebody else holds one session: the trainer is ill, and a colleague steps in for that session only.

The trainers of the session stay its trainers. The substitute sees it at the Desk as they do, from a week
before to a week after, and nothing else of theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from attendance.models import Handover
from lms.messaging import outbox
from lms.people.models import Membership, Person, Role
from lms.people.roles import is_administrator
from lms.privacy import audit
from lms.privacy.models import AuditEntry
from sessions.arrangements import Arrangement
from sessions.clearances import assert_cleared
from sessions.models import Run, Session, SessionTrainer
from sessions.reservations import release, reserve, resources_of_people

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lms.people.roles import AnyUser


class HandoverRefused(Exception):
    """This session cannot be handed to this person, or not by this one."""


class NotYoursToHandOver(HandoverRefused):
    """Only its trainers and a coordinator of the organiser hand a session over."""


class NotATrainer(HandoverRefused):
    """They hold no role of a trainer or therapist where the session belongs."""


class HoldsItAlready(HandoverRefused):
    """They are a trainer of this session."""


class OverAlready(HandoverRefused):
    """The session was cancelled or its list is closed."""


@transaction.atomic
def hand_over(session: Session, *, to: Person, by: Person, reason: str = "") -> Handover:
    """Let ``to`` hold this session. Doing it twice gives the handover that stands.

    Raises HandoverRefused, ``sessions.errors.NotCleared`` where children come and the substitute may not
    work with them on that day, and ``sessions.errors.Clash`` where the substitute is somewhere else then.
    """
    session = _held(session)
    if not may_hand_over(by, session):
        raise NotYoursToHandOver
    if session.status != Session.Status.PLANNED:
        raise OverAlready
    if SessionTrainer.objects.filter(session=session, trainer=to).exists():
        raise HoldsItAlready
    if not substitutes_for(session).filter(pk=to.pk).exists():
        raise NotATrainer
    assert_cleared([to], days=[timezone.localdate(session.starts_at)], run=session.run)
    if standing := handovers_of(session).filter(substitute=to).first():
        return standing
    reserve(session, resources_of_people([to]))
    handover = Handover.objects.create(session=session, substitute=to, by=by, reason=reason)
    audit.record(AuditEntry.Action.CREATED, handover, actor=by.user, subject=to)
    _tell(handover, holds_it=True)
    return handover


@transaction.atomic
def take_back(handover: Handover, *, by: Person) -> Handover:
    """From now on the session is the substitute's no more. Doing it twice changes nothing."""
    session = _held(handover.session)
    if not may_hand_over(by, session):
        raise NotYoursToHandOver
    changed = Handover.objects.filter(pk=handover.pk, taken_back_at=None).update(taken_back_at=timezone.now())
    if changed:
        needed = Arrangement.of(session).resources(session.run, at=session)
        theirs = resources_of_people([handover.substitute])
        release(session, resources=[resource for resource in theirs if resource not in needed])
        audit.record(AuditEntry.Action.REVOKED, handover, actor=by.user, subject=handover.substitute)
        _tell(handover, holds_it=False)
    handover.refresh_from_db()
    return handover


def _held(session: Session) -> Session:
    """The session as it stands now; its run is kept for this transaction, so that nobody moves it."""
    run = Run.objects.hold(session.run)
    held = Session.objects.select_related("room").get(pk=session.pk)
    held.run = run
    return held


def handovers_of(session: Session) -> QuerySet[Handover]:
    """Those that stand."""
    return Handover.objects.filter(session=session, taken_back_at=None).select_related("substitute", "by")


def may_hand_over(person: Person, session: Session) -> bool:
    """A trainer of the session, a coordinator of its organiser, an administrator; not a substitute."""
    if SessionTrainer.objects.filter(session=session, trainer=person).exists():
        return True
    coordinates = Membership.objects.valid_on().filter(
        person=person, role=Role.COORDINATOR, organisation=session.run.organiser_id
    )
    user: AnyUser | None = person.user
    return coordinates.exists() or (user is not None and is_administrator(user))


def substitutes_for(session: Session) -> QuerySet[Person]:
    """Trainers and therapists of the organiser on the day, but for those who hold the session anyway."""
    day = timezone.localdate(session.starts_at)
    roles = Membership.objects.valid_on(day).filter(
        organisation=session.run.organiser_id, role__in=(Role.TRAINER, Role.THERAPIST)
    )
    return (
        Person.objects.filter(pk__in=roles.values("person"))
        .exclude(pk__in=SessionTrainer.objects.filter(session=session).values("trainer"))
        .order_by("family_name", "given_name", "pk")
    )


def _tell(handover: Handover, *, holds_it: bool) -> None:
    """The substitute and the trainers; of a run that is not out yet nobody is told."""
    session = handover.session
    if session.run.status != Run.Status.PUBLISHED:
        return
    cause = uuid4().hex
    for reader in (handover.substitute, *session.trainers.all()):
        is_substitute = reader.pk == handover.substitute_id
        outbox.write(
            "session_handed_over",
            to=reader,
            on_behalf_of=session.run.organiser_id,
            key=f"session_handed_over:{session.uuid}:{cause}:{reader.pk}",
            context={
                "session": session,
                "run": session.run,
                "substitute": handover.substitute.display_name,
                "is_substitute": is_substitute,
                "is_taken_back": not holds_it,
            },
        )
