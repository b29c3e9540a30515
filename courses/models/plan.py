from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from lms.people.models import Person

if TYPE_CHECKING:
    from collections.abc import Mapping


class LearningPlanQuerySet(models.QuerySet["LearningPlan"]):
    def open(self) -> Self:
        return self.filter(closed_on=None)

    def open_first(self) -> Self:
        """What goes on before what is closed, the newest first."""
        return self.order_by(F("closed_on").desc(nulls_first=True), "-opened_on", "-pk")


class LearningPlan(models.Model):
    """What a person and their manager have agreed to learn, looked at together once a year.

    ``manager`` leads it now; a new manager of the team takes the plan over as it stands.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="learning_plans"
    )
    manager = models.ForeignKey(
        Person, verbose_name=_("manager"), on_delete=models.PROTECT, related_name="learning_plans_led"
    )
    opened_on = models.DateField(_("opened on"), default=timezone.localdate)
    review_on = models.DateField(_("next review on"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = LearningPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning plan")
        verbose_name_plural = _("learning plans")
        ordering = ("-opened_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(closed_on=None),
                name="one_open_plan",
                violation_error_message=_("This person has a learning plan already."),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="plan_closes_after_opening",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=~Q(person=F("manager")),
                name="plan_has_two_sides",
                violation_error_message=_("Nobody agrees a plan with themselves."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.opened_on:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def is_review_due(self) -> bool:
        return self.is_open and self.review_on <= timezone.localdate()


class PlanItemQuerySet(models.QuerySet["PlanItem"]):
    def open(self) -> Self:
        """What is still to be done, whether both sides have agreed to it yet or not."""
        return self.filter(status__in=PlanItem.OPEN, plan__closed_on=None)


class PlanItem(models.Model):
    """One thing to learn: a course, a competence to reach, or a goal in one's own words.

    One side proposes it and the other agrees. What came with an induction plan is agreed from the start.
    """

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        AGREED = "agreed", _("agreed")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    OPEN = (Status.PROPOSED, Status.AGREED)
    NEXT: Mapping[str, frozenset[str]] = {
        Status.PROPOSED: frozenset({Status.AGREED, Status.DONE, Status.DROPPED}),
        Status.AGREED: frozenset({Status.DONE, Status.DROPPED}),
        Status.DONE: frozenset({Status.AGREED}),
        Status.DROPPED: frozenset({Status.PROPOSED}),
    }

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(
        LearningPlan, verbose_name=_("learning plan"), on_delete=models.CASCADE, related_name="items"
    )
    course = models.ForeignKey(
        Course,
        verbose_name=_("course"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plan_items",
    )
    competence = models.ForeignKey(
        "courses.Competence",
        verbose_name=_("competence"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="plan_items",
    )
    goal = models.CharField(_("goal"), max_length=300, blank=True)
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(
        Person, verbose_name=_("proposed by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    step = models.ForeignKey(
        "courses.InductionStep",
        verbose_name=_("step of the induction"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="plan_items",
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    settled_on = models.DateField(_("done or dropped on"), null=True, blank=True)

    objects = PlanItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a learning plan")
        verbose_name_plural = _("items of a learning plan")
        ordering = (F("due_on").asc(nulls_last=True), "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False) | Q(competence__isnull=False) | ~Q(goal=""),
                name="plan_item_says_what",
                violation_error_message=_("Say what is to be learnt: a course, a competence or a goal."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=("proposed", "agreed"), settled_on=None)
                | Q(status__in=("done", "dropped"), settled_on__isnull=False),
                name="plan_item_settles_with_day",
            ),
            models.UniqueConstraint(
                fields=["plan", "step"], condition=Q(step__isnull=False), name="one_item_of_each_step"
            ),
        ]

    def __str__(self) -> str:
        return self.goal or str(self.course or self.competence)

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()


class PlanNote(models.Model):
    """What one side wrote for both to read. It stays as it was written."""

    plan = models.ForeignKey(
        LearningPlan, verbose_name=_("learning plan"), on_delete=models.CASCADE, related_name="notes"
    )
    by = models.ForeignKey(Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)
    words = models.TextField(_("note"), max_length=2000)

    class Meta:
        verbose_name = _("note in a learning plan")
        verbose_name_plural = _("notes in a learning plan")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.by}, {self.at:%Y-%m-%d}"


class PlanReview(models.Model):
    """A talk about the plan. The manager writes down what was said, the person confirms having read it."""

    plan = models.ForeignKey(
        LearningPlan, verbose_name=_("learning plan"), on_delete=models.CASCADE, related_name="reviews"
    )
    by = models.ForeignKey(Person, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(_("day of the talk"), default=timezone.localdate)
    achieved = models.TextField(_("what went well"), max_length=2000)
    ahead = models.TextField(_("what comes next"), max_length=2000, blank=True)
    next_on = models.DateField(_("next review on"))
    read_at = models.DateTimeField(_("read by the person"), null=True, blank=True)

    class Meta:
        verbose_name = _("review of a learning plan")
        verbose_name_plural = _("reviews of a learning plan")
        ordering = ("-held_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(next_on__gt=F("held_on")),
                name="next_review_comes_later",
                violation_error_message=_("The next review comes after this one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.person}, {self.held_on:%Y-%m-%d}"
