"""How the gap of one person in one competence can be closed: courses to ask for; runs come from above."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from courses.competences.closing import what_gives
from courses.lessons.enrolling import is_self_paced
from courses.models import Certificate, Course, Enrolment, Evidence, PlanItem

if TYPE_CHECKING:
    from datetime import date

    from courses.models import Competence
    from courses.team.cells import Cell
    from courses.team.people import Member


@dataclass(frozen=True)
class Way:
    """A course that gives the competence, and what is arranged of it."""

    course: Course
    is_renewal: bool
    enrolment: Enrolment | None
    item: PlanItem | None

    @property
    def is_under_way(self) -> bool:
        return self.enrolment is not None

    @property
    def is_asked(self) -> bool:
        return self.item is not None

    @property
    def is_self_paced(self) -> bool:
        """It can be given at once: there are no dates to choose."""
        return is_self_paced(self.course)


@dataclass(frozen=True)
class Gap:
    """One square, looked at closely."""

    member: Member
    competence: Competence
    cell: Cell
    ways: list[Way]
    evidence: list[Evidence]

    @property
    def courses(self) -> list[Course]:
        return [way.course for way in self.ways]

    @property
    def to_give(self) -> list[Way]:
        """Begun on one's own: a click gives them."""
        return [way for way in self.ways if way.is_self_paced]

    @property
    def to_ask(self) -> list[Way]:
        return [way for way in self.ways if not way.is_self_paced]

    @property
    def is_arranged(self) -> bool:
        return any(way.is_under_way for way in self.ways)

    @property
    def by(self) -> date | None:
        """The day by which somebody is asked to have done it, where one is to come."""
        return None if self.cell.is_past else self.cell.until


def gap_of(member: Member, competence: Competence) -> Gap:
    cell = member.cells[competence.pk]
    return Gap(
        member=member,
        competence=competence,
        cell=cell,
        ways=_ways(member, competence, level=cell.level_required),
        evidence=evidence_of(member, [competence.pk]),
    )


def evidence_of(member: Member, competences: list[int]) -> list[Evidence]:
    """What proves these competences, without anything that was learnt in confidence."""
    found = Evidence.objects.accepted().filter(person=member.person, competence__in=competences)
    found = found.exclude(certificate__enrolment__course__is_confidential=True)
    found = found.exclude(certificate__in=Certificate.objects.of_secret_runs())
    found = found.exclude(recognition__course__is_confidential=True)
    return list(found.select_related("competence", "certificate__enrolment__course"))


def _ways(member: Member, competence: Competence, *, level: int) -> list[Way]:
    courses = [gives.course for gives in what_gives([competence.pk]) if gives.level >= level]
    under_way = Enrolment.objects.filter(
        person=member.person, course__in=courses, result=Enrolment.Result.UNDER_WAY
    )
    enrolments = {enrolment.course_id: enrolment for enrolment in under_way}
    asked = PlanItem.objects.open().filter(plan__person=member.person, course__in=courses)
    items = {item.course_id: item for item in asked}
    renewals = {course.renewed_by_id for course in courses if course.renewed_by_id}
    return [
        Way(
            course=course,
            is_renewal=course.pk in renewals,
            enrolment=enrolments.get(course.pk),
            item=items.get(course.pk),
        )
        for course in courses
    ]
