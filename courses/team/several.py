"""One competence and everybody of the reader's teams who needs it: a gap is closed for several at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404

from courses.competences.closing import what_gives
from courses.lessons.enrolling import is_self_paced
from courses.team.people import Member, read_members
from courses.team.wanted import GridFilters

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from courses.models import Competence, Course


@dataclass(frozen=True)
class SharedGap:
    """Those who may be put into a course for it, whoever needs it most first; and the courses with levels."""

    competence: Competence
    members: list[Member]
    arranged: int
    """How many hold it, or have something arranged."""
    courses: dict[Course, int]

    @property
    def self_paced(self) -> list[Course]:
        return [course for course in self.courses if is_self_paced(course)]

    @property
    def needy(self) -> list[Member]:
        """Those for whom something must be done, and who are proposed."""
        return [one for one in self.members if one.cells[self.competence.pk].needs_action]

    def level_asked_of(self, member: Member) -> int:
        return member.cells[self.competence.pk].level_required


def shared_gap_or_404(request: HttpRequest, competence: UUID) -> SharedGap:
    """The competence as far as a duty in the reader's teams asks for it; filters of the grid narrow whom."""
    members, competences = read_members(GridFilters(request.GET, user=request.user).duties)
    wanted = next((one for one in competences.values() if one.uuid == competence), None)
    asked = [one for one in members if wanted and wanted.pk in one.cells]
    if wanted is None or not asked:
        raise Http404
    open_ones = [one for one in asked if one.cells[wanted.pk].can_be_closed]
    open_ones.sort(key=lambda one: (not one.cells[wanted.pk].needs_action, one.urgency))
    lowest = min(one.cells[wanted.pk].level_required for one in asked)
    courses = {gives.course: gives.level for gives in what_gives([wanted.pk]) if gives.level >= lowest}
    return SharedGap(wanted, open_ones, len(asked) - len(open_ones), courses)
