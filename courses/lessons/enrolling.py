"""Beginning a course on one's own, at any time: no run, no seat, no waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from courses.completion.prerequisites import missing_for
from courses.eligibility import may_take
from courses.lessons.errors import NotEligible, NotInYourCare, NotSelfPaced, PrerequisiteMissing
from courses.lessons.renewing import is_time_to_renew
from courses.models import Course, Enrolment
from lms.people.care import cares_for
from lms.people.models import Person
from lms.privacy import audit
from lms.privacy.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterable

Result = Enrolment.Result
STANDING = (Result.UNDER_WAY, Result.COMPLETED, Result.NOT_COMPLETED)
"""What somebody would go on with, the best first. What was given back is none of it."""


@transaction.atomic
def enrol(person: Person, *, course: Course, by: Person, is_led: bool = False) -> Enrolment:
    """Begin a self-paced course, for oneself or for a child in one's care.

    ``is_led``: for somebody whom one leads at work, as the caller has looked.

    Asking twice returns the enrolment that is held already. A course completed before is begun anew only
    when what it gave lapses soon. Raises NotSelfPaced for a course that is taken in a run, NotInYourCare,
    NotEligible where the course is for others, PrerequisiteMissing with the courses to be done first.
    """
    Person.objects.select_for_update(no_key=True).get(
        pk=person.pk
    )  # asked twice at once: one after the other
    held = current_enrolment(person, course)
    if held and goes_on(held):
        return held
    assert_may_begin(person, course=course, by=by, is_led=is_led)
    enrolment = Enrolment.objects.create(person=person, course=course)
    audit.record(AuditEntry.Action.CREATED, enrolment, actor=by.user, subject=person)
    return enrolment


def assert_may_begin(person: Person, *, course: Course, by: Person, is_led: bool = False) -> None:
    """Raise what stands in the way."""
    if not is_self_paced(course):
        raise NotSelfPaced
    if person.pk != by.pk and not is_led and not cares_for(by, person):
        raise NotInYourCare
    if not may_take(person, audience=course.audience):
        raise NotEligible
    if missing := missing_for(person, course):
        raise PrerequisiteMissing(missing)


def is_self_paced(course: Course) -> bool:
    return course.form == Course.Form.SELF_PACED


def current_enrolment(person: Person, course: Course) -> Enrolment | None:
    """The one under way; else the last that was completed, or at least ended."""
    found = Enrolment.objects.filter(person=person, course=course, result__in=STANDING)
    return best_of(found.select_related("course", "person"), of=person)


def goes_on(enrolment: Enrolment) -> bool:
    """Whether it stands as it is, and nothing new need be begun."""
    if enrolment.result == Result.UNDER_WAY:
        return True
    return enrolment.result == Result.COMPLETED and not is_time_to_renew(enrolment)


def best_of(enrolments: Iterable[Enrolment], *, of: Person) -> Enrolment | None:
    """The person's own before others', what is under way before what is over, the newest first."""
    return min(enrolments, key=lambda one: _order(one, of), default=None)


def _order(enrolment: Enrolment, person: Person) -> tuple[bool, int, float]:
    standing = STANDING.index(Result(enrolment.result)) if enrolment.result in STANDING else len(STANDING)
    last = enrolment.ended_at or enrolment.started_at
    return (enrolment.person_id != person.pk, standing, -last.timestamp())
