"""The lessons of a course in the reader's language, and how far somebody is with each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import get_language

from cms.addresses import address_of
from courses.models import LessonPage, LessonProgress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from uuid import UUID

    from courses.models import Course, Enrolment, Lesson


@dataclass(frozen=True)
class Told:
    """A lesson as it is told to a reader. ``language`` is set where it is not the reader's own."""

    lesson: Lesson
    title: str
    lead: str
    address: str
    language: str = ""


def lessons_of(courses: Iterable[Course], *, language: str | None = None) -> dict[int, list[Told]]:
    """Lessons by course, in their order. One query for any number of courses.

    A lesson that is not told in the reader's language is told in the next best, rather than not at all.
    """
    wanted = language or get_language() or settings.LANGUAGE_CODE
    pages = (
        LessonPage.objects.live()
        .filter(lesson__course__in=list(courses), lesson__retired_at=None)
        .select_related("lesson", "locale")
        .defer("body", "easy_read")
        .order_by("lesson__position", "lesson_id")
    )
    by_lesson: dict[int, list[LessonPage]] = defaultdict(list)
    for page in pages:
        by_lesson[page.lesson_id].append(page)
    order = _order_of_languages(wanted)
    told: dict[int, list[Told]] = defaultdict(list)
    for versions in by_lesson.values():
        best = min(versions, key=lambda page: order.index(page.locale.language_code))
        told[best.lesson.course_id].append(_told(best, wanted))
    return told


def _told(page: LessonPage, wanted: str) -> Told:
    own = page.locale.language_code
    return Told(
        lesson=page.lesson,
        title=page.title,
        lead=page.lead,
        address=address_of(page, shared=page),
        language="" if own == wanted else own,
    )


def _order_of_languages(wanted: str) -> list[str]:
    fallback: Mapping[str, Sequence[str]] = settings.MODELTRANSLATION_FALLBACK_LANGUAGES
    known = [code for code, _name in settings.LANGUAGES]
    return list(dict.fromkeys([wanted, *fallback.get(wanted, fallback["default"]), *known]))


@dataclass(frozen=True)
class Step:
    """A lesson of somebody's course."""

    number: int
    told: Told
    progress: LessonProgress | None = None
    holder: UUID | None = None
    """The enrolment, where the lesson is not read for oneself: the address says for whom."""

    @property
    def lesson(self) -> Lesson:
        return self.told.lesson

    @property
    def title(self) -> str:
        return self.told.title

    @property
    def url(self) -> str:
        return f"{self.told.address}?for={self.holder}" if self.holder else self.told.address

    @property
    def is_finished(self) -> bool:
        return bool(self.progress and self.progress.is_finished)

    @property
    def is_begun(self) -> bool:
        return self.progress is not None and not self.is_finished


@dataclass(frozen=True)
class Outline:
    """All lessons of one enrolment, and where it goes on."""

    steps: tuple[Step, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.steps)

    @property
    def done(self) -> int:
        return sum(step.is_finished for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def is_done(self) -> bool:
        return self.done == self.total

    @property
    def is_begun(self) -> bool:
        return any(step.progress for step in self.steps)

    @property
    def minutes_left(self) -> int:
        return sum(step.lesson.minutes for step in self.steps if not step.is_finished)

    @property
    def following(self) -> Step | None:
        """Where to go on: the lesson read last, unless it is finished; then the first that is not."""
        open_ones = [step for step in self.steps if not step.is_finished]
        begun = [step for step in open_ones if step.progress]
        last = max(begun, key=lambda step: step.progress.read_at, default=None)  # type: ignore[union-attr]
        return last or next(iter(open_ones), None)

    def step_of(self, lesson: Lesson) -> Step | None:
        return next((step for step in self.steps if step.lesson.pk == lesson.pk), None)

    def after(self, step: Step) -> Step | None:
        """The next lesson in order, read or not."""
        return next((other for other in self.steps if other.number == step.number + 1), None)

    def before(self, step: Step) -> Step | None:
        return next((other for other in self.steps if other.number == step.number - 1), None)


def outlines_of(enrolments: Sequence[Enrolment], *, reader_id: int) -> dict[int, Outline]:
    """By enrolment. Two queries for any number of them."""
    told = lessons_of({enrolment.course_id: enrolment.course for enrolment in enrolments}.values())
    if not told:
        return {enrolment.pk: Outline() for enrolment in enrolments}
    read = {
        (progress.enrolment_id, progress.lesson_id): progress
        for progress in LessonProgress.objects.filter(enrolment__in=[one.pk for one in enrolments])
    }
    return {
        enrolment.pk: Outline(
            tuple(
                Step(
                    number=number,
                    told=one,
                    progress=read.get((enrolment.pk, one.lesson.pk)),
                    holder=None if enrolment.person_id == reader_id else enrolment.uuid,
                )
                for number, one in enumerate(told.get(enrolment.course_id, ()), start=1)
            )
        )
        for enrolment in enrolments
    }


def outline_of(enrolment: Enrolment, *, reader_id: int) -> Outline:
    return outlines_of([enrolment], reader_id=reader_id)[enrolment.pk]
