from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from lms.people.models import Person


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def hold(self, enrolment: Enrolment) -> Enrolment:
        """The enrolment as it stands, for one at a time until the transaction ends.

        It is held without its key: a row that refers to it, as all progress does, holds the key already, and
        two that asked for it would wait for each other for ever.
        """
        held = self.select_for_update(of=("self",), no_key=True)
        return held.select_related("course__organiser", "person").get(pk=enrolment.pk)


class Enrolment(models.Model):
    """One person taking one course once: hours earned and how it ended."""

    class Result(models.TextChoices):
        UNDER_WAY = "under_way", _("under way")
        COMPLETED = "completed", _("completed")
        NOT_COMPLETED = "not_completed", _("not completed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="enrolments"
    )
    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.PROTECT, related_name="enrolments"
    )
    theory_minutes = models.PositiveIntegerField(_("minutes of theory earned"), default=0)
    practice_minutes = models.PositiveIntegerField(_("minutes of practice earned"), default=0)
    planned_minutes = models.PositiveIntegerField(_("minutes planned"), default=0)
    result = models.CharField(_("result"), max_length=15, choices=Result, default=Result.UNDER_WAY)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ("-started_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(result="under_way", ended_at=None)
                | (~Q(result="under_way") & Q(ended_at__isnull=False)),
                name="enrolment_ends_with_result",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.course.code}"

    @property
    def earned_minutes(self) -> int:
        return self.theory_minutes + self.practice_minutes
