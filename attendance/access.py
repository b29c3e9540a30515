"""Whose Desk shows which sessions and appointments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from attendance.windows import DESK_DAYS
from lms.people.models import Membership, Person, Role
from sessions.models import Appointment, Session, SessionTrainer

if TYPE_CHECKING:
    from lms.people.roles import AnyUser

AT_DESK = (Role.TRAINER, Role.THERAPIST, Role.COORDINATOR)


def sessions_at_desk(user: AnyUser) -> QuerySet[Session]:
    """A trainer's own, from a week before to a week after; of a coordinator's organisation, all.

    One query. Each session is marked with ``is_coordinated`` and ``worker_id``, the person behind the user.
    """
    now = timezone.now()
    roles = Membership.objects.valid_on().filter(person__user=user.pk)
    is_trainer = Exists(roles.filter(role__in=(Role.TRAINER, Role.THERAPIST)))
    teaches = Exists(SessionTrainer.objects.filter(session=OuterRef("pk"), trainer__user=user.pk))
    return (
        Session.objects.annotate(
            worker_id=Subquery(Person.objects.filter(user=user.pk).values("pk")[:1]),
            is_coordinated=Exists(
                roles.filter(role=Role.COORDINATOR, organisation=OuterRef("run__organiser"))
            ),
        )
        .filter(
            Q(is_trainer, teaches, starts_at__lte=now + DESK_DAYS, ends_at__gte=now - DESK_DAYS)
            | Q(is_coordinated=True)
        )
        .select_related("run__course")
    )


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
