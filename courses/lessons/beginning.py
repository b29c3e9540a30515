"""A course is begun once what happens to one's data was read: by somebody new and by somebody known alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from courses.lessons.enrolling import enrol
from lms.people.models import Acceptance, InformationClause

if TYPE_CHECKING:
    from courses.models import Course, Enrolment
    from lms.people.models import Person


def clause_in_force() -> InformationClause | None:
    return InformationClause.objects.current(InformationClause.Purpose.BOOKING)


def clause_to_read(reader: Person) -> InformationClause | None:
    """The one in force, unless this version was read before."""
    clause = clause_in_force()
    if clause and Acceptance.objects.filter(person=reader, clause=clause).exists():
        return None
    return clause


@transaction.atomic
def begin(
    learner: Person, *, course: Course, by: Person, clause: InformationClause | None = None
) -> Enrolment:
    """Begin a course for oneself or a child in one's care, ``clause`` having been read. Safe to repeat.

    Raises what ``enrol`` raises; then nothing is noted as read either.
    """
    for person in {by, learner} if clause else ():
        note_as_read(person, clause=clause, by=by)
    return enrol(learner, course=course, by=by)


def note_as_read(person: Person, *, clause: InformationClause | None, by: Person) -> None:
    if clause:
        Acceptance.objects.get_or_create(
            person=person, clause=clause, defaults={"accepted_by": by, "language": by.language}
        )
