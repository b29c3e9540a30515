"""Frameworks and roles are the house's; who took up which role is known to the organisation where it is.

Evidence and standings are read by the person and by whoever leads them, on their own pages: the back office
shows evidence to administrators only, and nobody writes a standing.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from courses.models import (
    Competence,
    CourseGives,
    Duty,
    Evidence,
    Framework,
    Level,
    RequiredCompetence,
    RoleProfile,
    Team,
)
from lms.people.models import Role
from lms.people.permission_policies import EVERYTHING, may, permit
from lms.people.ties import tie


def by_duty(organisations: Collection[int], person: OuterRef) -> Exists:
    """Whoever has or had taken up a role there."""
    return Exists(Duty.objects.filter(organisation__in=organisations, person=person))


def own(organisations: Collection[int]) -> Q:
    return Q(organisation__in=organisations)


def register() -> None:
    tie(by_duty)
    look = (may("view"),)
    for model in (Framework, Level, Competence, RoleProfile, RequiredCompetence, CourseGives):
        permit(
            model,
            {Role.COORDINATOR: look, Role.EDITOR: look, Role.TRANSLATOR: (may("view change"),)},
            administrators=EVERYTHING,
        )
    full = "view add change"
    for kept in (Team, Duty):
        permit(kept, {Role.COORDINATOR: (may(full, within=own),)}, administrators=full)
    permit(Evidence, {}, administrators="view")
