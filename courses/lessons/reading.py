"""A lesson before its reader: who reads, how far they are, what comes next."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.utils.crypto import salted_hmac

from courses.lessons.access import enrolment_or_404, person_of
from courses.lessons.checking import answers_in, check_of
from courses.lessons.outline import outline_of
from courses.lessons.progress import open_lesson

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.blocks import StreamValue

    from courses.lessons.checking import Check
    from courses.lessons.outline import Outline, Step
    from courses.models import Enrolment, LessonPage, LessonProgress
    from lms.people.models import Person

FOR = "for"
"""The parameter that says whose lesson it is, where that is a child's."""


class Part:
    """A piece of a lesson as its template draws it."""

    def __init__(self, child: StreamValue.StreamChild, check: Check | None) -> None:
        self.child = child
        self.id = child.id
        self.check = check


class Reading:
    """One lesson, read by somebody. An editor's preview is read by nobody, and nothing of it is kept."""

    def __init__(
        self,
        page: LessonPage,
        *,
        enrolment: Enrolment | None = None,
        reader: Person | None = None,
        progress: LessonProgress | None = None,
    ) -> None:
        self.page = page
        self.enrolment = enrolment
        self.reader = reader
        self.progress = progress

    @cached_property
    def parts(self) -> list[Part]:
        answers = answers_in(self.progress) if self.progress else {}
        return [
            Part(child, check_of(child, answers.get(child.id)) if child.block_type == "check" else None)
            for child in self.page.body
        ]

    @property
    def go_on_at(self) -> str:
        """The piece to go on with: the one after the last that was read; none at either end."""
        ids = [part.id for part in self.parts]
        if self.progress is None or self.progress.is_finished or self.progress.read_to not in ids:
            return ""
        following = ids.index(self.progress.read_to) + 1
        return ids[following] if following < len(ids) else ""

    @cached_property
    def outline(self) -> Outline | None:
        if self.enrolment is None or self.reader is None:
            return None
        return outline_of(self.enrolment, reader_id=self.reader.pk)

    @cached_property
    def step(self) -> Step | None:
        return self.outline.step_of(self.page.lesson) if self.outline else None

    @property
    def following(self) -> Step | None:
        return self.outline.after(self.step) if self.outline and self.step else None

    @property
    def is_for_another(self) -> bool:
        return bool(self.enrolment and self.reader and self.enrolment.person_id != self.reader.pk)

    @property
    def may_be_kept(self) -> bool:
        """Whether a phone may keep it: nothing that could give its owner away stays on a device."""
        return self.enrolment is not None and not (
            self.page.is_sensitive or self.page.lesson.course.is_confidential
        )

    @property
    def keeper(self) -> str:
        """A name for the reader's shelf on a phone, which tells nothing of them."""
        return shelf_of(self.reader) if self.reader and self.may_be_kept else ""


def shelf_of(person: Person) -> str:
    return salted_hmac("courses.lessons.shelf", str(person.uuid)).hexdigest()[:16]


def begin_reading(request: HttpRequest, page: LessonPage) -> Reading | None:
    """The lesson for whoever may read it, nothing for others. A phone that fetches it ahead opens nothing."""
    reader = person_of(request)
    if reader is None:
        return None
    try:
        enrolment = enrolment_or_404(request, _whose(request) or page.lesson.course)
    except Http404:
        return None
    if enrolment.course_id != page.lesson.course_id:
        return None
    if "X-Krok-Ahead" in request.headers:
        progress = page.lesson.progress.filter(enrolment=enrolment).first()
    else:
        progress = open_lesson(enrolment, page.lesson)
    return Reading(page, enrolment=enrolment, reader=reader, progress=progress)


def _whose(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.GET.get(FOR, ""))
    except ValueError:
        return None
