"""The rule of a course is written, step by step. It counts from then on for all who are under way."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from celery import current_app
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from kombu.exceptions import OperationalError

from courses.completion.concluding import review
from courses.completion.errors import RuleError
from courses.models import Course, Enrolment, Requirement
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from lms.people.models import User

log = logging.getLogger(__name__)


@transaction.atomic
def add_step(course: Course, *, kind: str, by: User, **asked: Any) -> Requirement:
    """Ask for one thing more, at the end. Raises RuleError, in words, for what a rule cannot hold."""
    course = _held(course)
    last = course.requirements.aggregate(last=Max("position"))["last"]
    step = Requirement(course=course, kind=kind, position=0 if last is None else last + 1, **asked)
    return _kept(step, by=by)


@transaction.atomic
def change_step(step: Requirement, *, by: User, **asked: Any) -> Requirement:
    """Ask for it in another way. Raises RuleError."""
    _held(step.course)
    step = Requirement.objects.get(pk=step.pk)
    for name, value in asked.items():
        setattr(step, name, value)
    return _kept(step, by=by)


@transaction.atomic
def remove_step(step: Requirement, *, by: User) -> Course:
    """Ask for it no more. What people handed in for it is kept. Safe to repeat."""
    course = _held(step.course)
    Requirement.objects.filter(pk=step.pk).delete()
    _changed(course, by=by)
    return course


@transaction.atomic
def move_up(step: Requirement, *, by: User) -> Course:
    """Show it one place earlier; the first, and one that was removed meanwhile, changes nothing."""
    course = _held(step.course)
    steps = list(course.requirements.all())
    at = steps.index(step) if step in steps else 0
    if at:
        steps[at - 1], steps[at] = steps[at], steps[at - 1]
    for position, each in enumerate(steps):
        each.position = position
    Requirement.objects.bulk_update(steps, ["position"])
    audit.record(AuditEntry.Action.CHANGED, course, actor=by)
    return course


@transaction.atomic
def set_needed(course: Course, completion: str, *, by: User) -> Course:
    """Say whether all of the steps are needed, or any one will do. Raises RuleError for anything else."""
    if completion not in Course.Completion.values:
        raise RuleError
    course = _held(course)
    if course.completion != completion:
        course.completion = completion
        course.save(update_fields=["completion"])
        _changed(course, by=by)
    return course


def review_all(course_id: int) -> int:
    """After a rule was changed: whoever is under way and meets it now has completed the course.

    One that fails keeps no other from its turn.
    """
    under_way = Enrolment.objects.filter(course=course_id, result=Enrolment.Result.UNDER_WAY)
    completed = 0
    for enrolment in list(under_way.order_by("pk")):
        try:
            completed += review(enrolment).result == Enrolment.Result.COMPLETED
        except Exception:
            log.exception("Enrolment %s could not be reviewed.", enrolment.pk)
    return completed


def _held(course: Course) -> Course:
    return Course.objects.select_for_update(no_key=True).get(pk=course.pk)


def _kept(step: Requirement, *, by: User) -> Requirement:
    try:
        step.full_clean()
    except ValidationError as error:
        raise RuleError(" ".join(error.messages)) from error
    step.save()
    _changed(step.course, by=by)
    return step


def _changed(course: Course, *, by: User) -> None:
    audit.record(AuditEntry.Action.CHANGED, course, actor=by)
    review_soon(course.pk)


def review_soon(course_id: int) -> None:
    """Have those looked at who are under way, when what was changed is written."""
    transaction.on_commit(lambda: _review_in_background(course_id), robust=True)


def _review_in_background(course_id: int) -> None:
    """Without a broker each of them is looked at when they next do something."""
    try:
        current_app.send_task("courses.tasks.review_course", [course_id], retry=False)
    except OperationalError as error:
        log.warning("No worker was asked to review course %s: %s", course_id, error)
