"""What is whose among candidates, learners and papers that are no run's."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q

from courses.bank import permissions as bank
from courses.competences import permissions as competences
from courses.models import (
    CandidatePath,
    CertificateTemplate,
    Enrolment,
    InductionPlan,
    InductionStep,
    Recognition,
)
from lms.people.models import Role
from lms.people.permission_policies import may, permit
from lms.people.ties import tie


def by_path(organisations: Collection[int], person: OuterRef) -> Exists:
    """Whoever has or had a candidate's path there."""
    return Exists(CandidatePath.objects.filter(organisation__in=organisations, person=person))


def led_by_own(organisations: Collection[int]) -> Q:
    return Q(organisation__in=organisations)


def by_learning(organisations: Collection[int], person: OuterRef) -> Exists:
    """Whoever learns alone with them."""
    learnt = Enrolment.objects.filter(course__organiser__in=organisations, person=person)
    return Exists(learnt.filter(place__isnull=True))


def by_recognition(organisations: Collection[int], person: OuterRef) -> Exists:
    """Whoever showed them what they learnt elsewhere."""
    return Exists(Recognition.objects.filter(course__organiser__in=organisations, person=person))


def of_own_courses(organisations: Collection[int]) -> Q:
    return Q(course__organiser__in=organisations)


def register() -> None:
    tie(by_path)
    tie(by_learning)
    tie(by_recognition)
    full = "view add change"
    permit(CandidatePath, {Role.COORDINATOR: (may(full, within=led_by_own),)}, administrators=full)
    write, look = (may(full),), (may("view"),)
    permit(
        CertificateTemplate,
        {Role.EDITOR: write, Role.MODERATOR: write, Role.TRANSLATOR: write, Role.COORDINATOR: look},
        administrators=full,
    )
    bank.register()
    competences.register()
    for model in (InductionPlan, InductionStep):
        permit(model, {Role.COORDINATOR: look}, administrators="view add change delete")
    permit(
        Recognition,
        {Role.COORDINATOR: (may("view change", within=of_own_courses),)},
        administrators="view change",
    )
