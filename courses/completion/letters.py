"""What learners are told of their work. Of a confidential course nothing is named."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from courses.models import Course, DiaryEntry, Enrolment, HandedIn, Recognition
from courses.run_facts import facts_of
from lms.messaging import outbox
from lms.people.models import Person
from lms.people.reach import readers_for


def tell_sent_back(enrolment: Enrolment, *, work: DiaryEntry | HandedIn, key: str) -> None:
    """A supervisor asks for something else; the answer itself is read behind the sign-in."""
    facts = facts_of(enrolment)
    is_diary = isinstance(work, DiaryEntry)
    page, given = ("diary", [enrolment.uuid]) if is_diary else ("course", [enrolment.uuid])
    _tell(
        "work_sent_back",
        about=enrolment.person,
        course=enrolment.course,
        is_confidential=enrolment.course.is_confidential or bool(facts and facts.is_confidential),
        on_behalf_of=facts.organiser.pk if facts else None,
        key=f"work_sent_back:{key}",
        page=(f"learn:{page}", given),
        is_diary=is_diary,
    )


def tell_recognition(recognition: Recognition) -> None:
    """The decision, with its reason."""
    accepted = recognition.decision == Recognition.Decision.ACCEPTED
    kind = "recognition_accepted" if accepted else "recognition_refused"
    _tell(
        kind,
        about=recognition.person,
        course=recognition.course,
        is_confidential=recognition.course.is_confidential,
        on_behalf_of=recognition.course.organiser_id,
        key=f"{kind}:{recognition.uuid}",
        page=("learn:recognition", []),
        reason=recognition.reason,
    )


def _tell(
    kind: str,
    *,
    about: Person,
    course: Course,
    is_confidential: bool,
    on_behalf_of: int | None,
    key: str,
    page: tuple[str, list[Any]],
    **more: Any,
) -> None:
    for reader in readers_for(about):
        with override(reader.language):
            title, address = course.title, settings.SITE_ADDRESS + reverse(page[0], args=page[1])
        outbox.write(
            kind,
            to=reader,
            on_behalf_of=on_behalf_of,
            key=f"{key}:{reader.pk}",
            context={
                "person": about,
                "course_title": title,
                "is_confidential": is_confidential,
                "address": address,
                **more,
            },
        )
