"""Whose learning a page shows. Every page of a learner comes through here: lesson, quiz, package, diary.

People see their own enrolments and those of the children in their care. For everybody else they are not
there: the answer is the same as for an address that nobody ever had. A course that a manager chose opens once
its reader has read how her data is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import Http404

from courses.lessons.enrolling import best_of
from courses.lessons.gate import ReadFirst, chosen_for, clause_before
from courses.models import Course, Enrolment
from lms.people.models import Person

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from lms.people.models import InformationClause


def person_of(request: HttpRequest) -> Person | None:
    """Whoever is signed in, read once a request."""
    known: Person | None = getattr(request, "person", None)
    if known is None:
        known = Person.of(request.user)  # type: ignore[arg-type]
        request.person = known  # type: ignore[attr-defined]
    return known


def enrolments_of(person: Person) -> QuerySet[Enrolment]:
    """The person's own and those of the children in their care. A place that was given back is none."""
    own = Q(person=person) | Q(person__in=Person.objects.in_care_of(person).values("pk"))
    found = Enrolment.objects.filter(own).exclude(result=Enrolment.Result.WITHDRAWN)
    return found.select_related("course", "person")


def enrolment_or_404(request: HttpRequest, of: Course | UUID) -> Enrolment:
    """The enrolment with this uuid, or the present one in this course; ``course`` and ``person`` are read.

    In a course that both a carer and a child take, the carer's own comes first. Raises ReadFirst, which leads
    to the page of the clause.
    """
    found, clause = held_or_404(request, of)
    if clause:
        raise ReadFirst(found.uuid)
    return found


def held_or_404(request: HttpRequest, of: Course | UUID) -> tuple[Enrolment, InformationClause | None]:
    """The same with what is to be read first: for the page where it is read, and for no other."""
    person = person_of(request)
    if person is None:
        raise Http404
    chosen = Exists(chosen_for(person).filter(course=OuterRef("course")))
    held = enrolments_of(person).annotate(is_chosen=chosen)
    asked = held.filter(uuid=of) if isinstance(of, UUID) else held.filter(course=of)
    found = best_of(asked, of=person)
    if found is None:
        raise Http404
    return found, clause_before(found, reader=person, is_chosen=found.is_chosen)  # type: ignore[attr-defined]
