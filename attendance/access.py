"""Whose Desk shows which sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from attendance.windows import DESK_DAYS
from lms.people.models import Membership, Person, Role
from sessions.models import Session, SessionTrainer

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
