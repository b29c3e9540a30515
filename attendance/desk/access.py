"""Whose Desk shows which sessions and appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from attendance.door.windows import DESK_DAYS
from attendance.models import Handover
from lms.people.models import Membership, Role
from sessions.models import Appointment, Session, SessionTrainer

if TYPE_CHECKING:
    from lms.people.roles import AnyUser

AT_DESK = (Role.TRAINER, Role.THERAPIST, Role.COORDINATOR)


def sessions_at_desk(user: AnyUser) -> QuerySet[Session]:
    """A trainer's own and those handed to them, from a week before to a week after; a coordinator's, all.

    One query. Each session is marked as by ``with_rights``.
    """
    now = timezone.now()
    is_held = Q(is_trainer=True) & (Q(is_taught=True) | Q(is_substituted=True))
    is_near = Q(starts_at__lte=now + DESK_DAYS, ends_at__gte=now - DESK_DAYS)
    return with_rights(Session.objects.all(), user=user.pk).filter(is_held & is_near | Q(is_coordinated=True))


def is_at_desk(session: Session) -> bool:
    """The same of one session that ``with_rights`` has marked."""
    now, held = timezone.now(), cast("Any", session)
    is_near = session.starts_at <= now + DESK_DAYS and session.ends_at >= now - DESK_DAYS
    is_held = held.is_trainer and (held.is_taught or held.is_substituted)
    return bool((is_held and is_near) or held.is_coordinated)


def with_rights(sessions: QuerySet[Session], *, user: Any, on: Any = None) -> QuerySet[Session]:
    """Mark each session with what ``is_at_desk`` looks at.

    ``is_trainer`` says whether the user is one anywhere, ``is_taught`` and ``is_substituted`` whether here.
    The user is told by id, and by ``on`` the day on which the roles must be held: today if none is given.
    """
    roles = Membership.objects.valid_on(on).filter(person__user=user)
    is_trainer = Exists(roles.filter(role__in=(Role.TRAINER, Role.THERAPIST)))
    teaches = Exists(SessionTrainer.objects.filter(session=OuterRef("pk"), trainer__user=user))
    steps_in = Exists(
        Handover.objects.filter(session=OuterRef("pk"), substitute__user=user, taken_back_at=None)
    )
    return sessions.annotate(
        is_trainer=is_trainer,
        is_taught=teaches,
        is_substituted=steps_in,
        is_coordinated=Exists(roles.filter(role=Role.COORDINATOR, organisation=OuterRef("run__organiser"))),
    ).select_related("run__course")


def holds_the_run(session: Session, *, user: AnyUser) -> bool:
    """Whether the rest of the run is the reader's too: a coordinator's, or a trainer's own.

    ``session`` comes from ``sessions_at_desk``. A substitute for one meeting needs not know of the others.
    """
    is_coordinated: bool = session.is_coordinated  # type: ignore[attr-defined]
    return is_coordinated or session.session_trainers.filter(trainer__user=user.pk).exists()


def appointments_at_desk(user: AnyUser) -> QuerySet[Appointment]:
    """A specialist’s own, from a week before to a week after, without what was called off. One query."""
    now = timezone.now()
    roles = Membership.objects.valid_on().filter(
        person__user=user.pk, role__in=(Role.TRAINER, Role.THERAPIST)
    )
    return (
        Appointment.objects.filter(
            Exists(roles),
            specialist__person__user=user.pk,
            person__isnull=False,
            starts_at__lte=now + DESK_DAYS,
            ends_at__gte=now - DESK_DAYS,
        )
        .exclude(status__in=Appointment.OVER)
        .select_related("service", "person", "accompanied_by", "room", "specialist__person")
        .order_by("starts_at", "pk")
    )
