"""Candidates are known to the organisation that leads them, and to nobody else."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from courses.models import CandidatePath
from lms.people.models import Role
from lms.people.permission_policies import may, permit
from lms.people.ties import tie


def by_path(organisations: Collection[int], person: OuterRef) -> Exists:
    """Whoever has or had a candidate's path there."""
    return Exists(CandidatePath.objects.filter(organisation__in=organisations, person=person))


def led_by_own(organisations: Collection[int]) -> Q:
    return Q(organisation__in=organisations)


def register() -> None:
    tie(by_path)
    full = "view add change"
    permit(CandidatePath, {Role.COORDINATOR: (may(full, within=led_by_own),)}, administrators=full)
