"""Whose learners somebody may decide about: those of their runs, and of the courses of their organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils import timezone

from courses.completion.errors import NotYourLearner
from courses.models import Decision, Enrolment, Requirement, TrainersWord
from courses.signals import supervisors_asked
from lms.people.models import Person, Role

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.db.models import QuerySet

LEARNERS_A_PAGE = 30
AFTERWARDS = timedelta(days=30)
"""How long somebody whose course has ended is still shown to those who supervised them."""
DECIDED_BY_PEOPLE = (
    Requirement.Kind.PRACTICE_HOURS,
    Requirement.Kind.FILE,
    Requirement.Kind.TRAINERS_WORD,
)
SUPERVISORS = (Role.TRAINER, Role.THERAPIST, Role.COORDINATOR)


def supervised_by(person: Person) -> QuerySet[Enrolment]:
    """People under way, and those who ended a short while ago. Nobody supervises themselves."""
    theirs = Q(pk__in=[])
    answers: list[tuple[Any, Any]] = supervisors_asked.send(sender=Enrolment, person=person)
    for _receiver, further in answers:
        theirs |= further
    is_recent = Q(ended_at=None) | Q(ended_at__gte=timezone.now() - AFTERWARDS)
    found = Enrolment.objects.filter(theirs, is_recent).exclude(result=Enrolment.Result.WITHDRAWN)
    return found.exclude(person=person).select_related("course", "person")


def assert_not_own(enrolment: Enrolment, by: Person) -> None:
    if enrolment.person_id == by.pk:
        raise NotYourLearner


@dataclass(frozen=True)
class Supervised:
    """The learners of a supervisor: all whose work waits, and the others under way, page by page."""

    waiting: list[Enrolment]
    others: Page[Enrolment]

    @classmethod
    def of(cls, person: Person, *, page: str | None = None) -> Supervised:
        """Three queries. Each enrolment is marked with ``entries``, ``files`` and ``lacks_word``."""
        marked = _marked(supervised_by(person))
        something = Q(entries__gt=0) | Q(files__gt=0)
        others = Paginator(marked.exclude(something), LEARNERS_A_PAGE)
        return cls(list(marked.filter(something)), others.get_page(page))


def _marked(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Only of courses that ask for something a supervisor decides, or where something waits all the same."""
    asked = Requirement.objects.filter(course=OuterRef("course"), kind__in=DECIDED_BY_PEOPLE)
    words = Requirement.objects.filter(course=OuterRef("course"), kind=Requirement.Kind.TRAINERS_WORD)
    given = TrainersWord.objects.filter(enrolment=OuterRef("pk"), taken_back_at=None)
    entry, file = Q(diary_entries__decision=Decision.WAITING), Q(handed_in__decision=Decision.WAITING)
    marked = enrolments.annotate(
        entries=Count("diary_entries", filter=entry, distinct=True),
        files=Count("handed_in", filter=file, distinct=True),
        waits_since=Min("diary_entries__written_at", filter=entry),
        lacks_word=Exists(words) & ~Exists(given),
        is_asked=Exists(asked),
    )
    found = marked.filter(Q(is_asked=True) | Q(entries__gt=0) | Q(files__gt=0))
    return found.order_by("waits_since", "person__family_name", "pk")
