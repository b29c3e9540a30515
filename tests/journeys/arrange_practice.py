"""What the story of practice finds in the house: a run with a diary, a file to hand in, a trainer's word."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.utils import timezone

from courses.models import Course, Requirement
from lms.people.models import Person
from sessions.booking import take_place
from sessions.models import Run
from sessions.planning import add_session, publish_run

if TYPE_CHECKING:
    from collections.abc import Mapping

Kind = Requirement.Kind
COURSE: Mapping[str, str] = {
    "pl": "Dziecko w naszym domu",
    "uk": "Дитина в нашому домі",
    "en": "A child in our home",
}
FILE: Mapping[str, str] = {
    "pl": "Opisz jeden dzień z dzieckiem",
    "uk": "Опишіть один день із дитиною",
    "en": "Describe one day with the child",
}


def practise_in_a_run(email: str, *, trainer: str) -> dict[str, Any]:
    """A place in a run whose course asks for two hours of practice, a file, and the trainer's word."""
    teacher = Person.objects.get(user__email=trainer)
    organiser = teacher.memberships.earliest("pk").organisation
    course = Course.objects.create(
        code=f"PRAK-{uuid4().hex[:5]}".upper(),
        organiser=organiser,
        practice_hours=2,
        **{f"title_{language}": title for language, title in COURSE.items()},
    )
    Requirement.objects.create(course=course, position=0, kind=Kind.PRACTICE_HOURS, minutes=120)
    words = {f"words_{language}": said for language, said in FILE.items()}
    Requirement.objects.create(course=course, position=1, kind=Kind.FILE, **words)
    Requirement.objects.create(course=course, position=2, kind=Kind.TRAINERS_WORD)
    begins = timezone.now() + timedelta(days=300, minutes=2 * Run.objects.count())
    run = Run.objects.create(
        course=course, code=course.code, organiser=organiser, capacity=5, booking_closes_at=begins
    )
    add_session(
        run, starts_at=begins, ends_at=begins + timedelta(minutes=1), kind="practice", trainers=[teacher]
    )
    publish_run(run)
    person = Person.objects.get(user__email=email)
    place = take_place(person, in_run=Run.objects.get(pk=run.pk), booked_by=person)
    place.refresh_from_db()
    return {"run": str(run.uuid), "path": f"learn/{place.enrolment.uuid}/"}
