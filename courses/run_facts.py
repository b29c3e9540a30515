"""What the papers say of the edition in which a course was taken; told by the room that holds editions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from courses.models import Enrolment
from courses.signals import run_facts_asked

if TYPE_CHECKING:
    from lms.people.models import Organisation


@dataclass(frozen=True)
class RunFacts:
    """What the papers say of the edition in which a course was taken."""

    organiser: Organisation
    first_day: date
    last_day: date
    funder: Organisation | None = None
    is_confidential: bool = False


def facts_of(enrolment: Enrolment) -> RunFacts | None:
    """What the papers say of the run; of whoever learnt alone, who stands behind the course, and when."""
    answers: list[tuple[Any, Any]] = run_facts_asked.send(sender=Enrolment, enrolment=enrolment)
    for _receiver, facts in answers:
        if isinstance(facts, RunFacts):
            return facts
    if enrolment.course.organiser is None:
        return None
    return RunFacts(
        organiser=enrolment.course.organiser,
        first_day=timezone.localdate(enrolment.started_at),
        last_day=timezone.localdate(),
        is_confidential=enrolment.course.is_confidential,
    )
