"""A learning plan as one of its two sides reads it. The number of queries does not grow with the plan."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.models import Enrolment, LearningPlan, PlanItem, PlanNote, PlanReview
from courses.plans.agreeing import is_for

if TYPE_CHECKING:
    from courses.models.plan import LearningPlanQuerySet
    from lms.people.models import Person

KINDS = {
    PlanItem.Status.PROPOSED: "next",
    PlanItem.Status.AGREED: "info",
    PlanItem.Status.DONE: "success",
    PlanItem.Status.DROPPED: "neutral",
}


@dataclass(frozen=True)
class Line:
    """One thing of a plan, with how far its course has come."""

    item: PlanItem
    reader: Person
    url: str
    enrolment: Enrolment | None

    @property
    def title(self) -> str:
        item = self.item
        return item.goal or (item.course.title if item.course else str(item.competence))

    @property
    def towards(self) -> str:
        """The competence, where the course or the goal says it by another name."""
        competence = self.item.competence
        return str(competence) if competence and str(competence) != self.title else ""

    @property
    def asks_me(self) -> bool:
        return is_for(self.item, self.reader)

    @property
    def is_completed(self) -> bool:
        return self.enrolment is not None and self.enrolment.result == Enrolment.Result.COMPLETED

    @property
    def kind(self) -> str:
        if self.is_under_way:
            return "info"
        return "danger" if self.item.is_overdue else KINDS[PlanItem.Status(self.item.status)]

    @property
    def is_under_way(self) -> bool:
        return self.enrolment is not None and self.enrolment.result == Enrolment.Result.UNDER_WAY

    @property
    def word(self) -> str:
        """How it stands, in a word."""
        if self.item.is_open and self.is_completed:
            return _("course completed")
        if self.item.is_open and self.is_under_way:
            return _("enrolled")
        if self.item.is_overdue:
            return _("overdue")
        if self.item.status == PlanItem.Status.PROPOSED and not self.asks_me:
            return _("proposed, not agreed yet")
        return str(self.item.get_status_display())


class PlanPage:
    """The plan with all that is in it. ``names`` are the addresses of the side that reads: learn or team."""

    def __init__(self, plan: LearningPlan, *, reader: Person, space: str) -> None:
        self.plan = plan
        self.reader = reader
        self.space = space

    @property
    def is_own(self) -> bool:
        return self.reader.pk == self.plan.person_id

    def address(self, name: str, *more: object) -> str:
        whose = [] if self.is_own else [self.plan.person.uuid]
        return reverse(f"{self.space}:{name}", args=[*whose, *more])

    @property
    def home_url(self) -> str:
        return self.address("plan")

    @property
    def note_url(self) -> str:
        return self.address("plan_note")

    @property
    def item_url(self) -> str:
        return self.address("plan_add")

    @cached_property
    def lines(self) -> list[Line]:
        items = list(
            self.plan.items.select_related("course", "competence").exclude(course__is_confidential=True)
        )
        for item in items:
            item.plan = self.plan
        enrolments = self._enrolments({item.course_id for item in items if item.course_id})
        return [
            Line(item, self.reader, self.address("plan_item", item.uuid), enrolments.get(item.course_id or 0))
            for item in items
        ]

    def _enrolments(self, courses: set[int]) -> dict[int, Enrolment]:
        """The latest of each course since the plan was opened, or still under way; one query."""
        found = Enrolment.objects.filter(person=self.plan.person_id, course__in=courses).order_by(
            "started_at"
        )
        told = (Enrolment.Result.UNDER_WAY, Enrolment.Result.COMPLETED)
        return {
            enrolment.course_id: enrolment
            for enrolment in found.filter(result__in=told)
            if enrolment.ended_at is None or enrolment.ended_at.date() >= self.plan.opened_on
        }

    @property
    def open(self) -> list[Line]:
        return [line for line in self.lines if line.item.is_open]

    @property
    def settled(self) -> list[Line]:
        return [line for line in self.lines if not line.item.is_open]

    @cached_property
    def done(self) -> int:
        return sum(line.item.status == PlanItem.Status.DONE for line in self.lines)

    @property
    def total(self) -> int:
        """All that was not dropped."""
        return sum(line.item.status != PlanItem.Status.DROPPED for line in self.lines)

    @cached_property
    def notes(self) -> list[PlanNote]:
        return list(self.plan.notes.select_related("by"))

    @cached_property
    def reviews(self) -> list[PlanReview]:
        return list(self.plan.reviews.select_related("by"))


def plans_read() -> LearningPlanQuerySet:
    return LearningPlan.objects.select_related("person", "manager")
