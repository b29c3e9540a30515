"""What somebody learns at home: for themselves and for the children in their care."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from courses import completion
from courses.completion.rule import courses_with_work
from courses.lessons.access import enrolments_of
from courses.lessons.enrolling import is_self_paced
from courses.lessons.outline import Outline, outline_of, outlines_of
from courses.models import Certificate, Enrolment, Lesson

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from courses.models import Course
    from lms.people.models import Person


class CourseOfMine:
    """One enrolment as its learner sees it."""

    def __init__(self, enrolment: Enrolment, *, reader: Person, outline: Outline | None = None) -> None:
        self.enrolment = enrolment
        self.reader = reader
        self._outline = outline

    @property
    def course(self) -> Course:
        return self.enrolment.course

    @cached_property
    def outline(self) -> Outline:
        if self._outline is not None:
            return self._outline
        return outline_of(self.enrolment, reader_id=self.reader.pk)

    @property
    def title(self) -> str:
        """Its name on a screen that somebody else may see."""
        return _("Your course") if self.is_confidential else str(self.course.title)

    @property
    def is_confidential(self) -> bool:
        return self.course.is_confidential

    @property
    def is_self_paced(self) -> bool:
        return is_self_paced(self.course)

    @property
    def child(self) -> Person | None:
        """For whom, where that is not the reader."""
        return None if self.enrolment.person_id == self.reader.pk else self.enrolment.person

    @property
    def is_under_way(self) -> bool:
        return self.enrolment.result == Enrolment.Result.UNDER_WAY

    @property
    def is_completed(self) -> bool:
        return self.enrolment.result == Enrolment.Result.COMPLETED

    @cached_property
    def checklist(self) -> list[completion.Step]:
        """What the course still asks for."""
        return completion.checklist(self.enrolment)

    @property
    def next_step(self) -> completion.Step | None:
        """What can be done now, where every lesson is read."""
        return next((step for step in self.checklist if step.url), None)

    @cached_property
    def certificate(self) -> Certificate | None:
        """What the course ended with."""
        if not self.is_completed:
            return None
        return self.enrolment.certificates.filter(status=Certificate.Status.VALID).first()


class MyLearning:
    """All courses of a household that can be learnt at home, what goes on first."""

    def __init__(self, person: Person, *, enrolments: Iterable[Enrolment] | None = None) -> None:
        """``enrolments``: where the whole household's are read already, with ``read_enrolments``."""
        self.person = person
        self._enrolments = enrolments

    @cached_property
    def courses(self) -> list[CourseOfMine]:
        known = read_enrolments(self.person) if self._enrolments is None else self._enrolments
        enrolments = list(known)
        read_at_home = [one for one in enrolments if one.has_lessons]  # type: ignore[attr-defined]
        outlines = outlines_of(read_at_home, reader_id=self.person.pk) if read_at_home else {}
        return [
            CourseOfMine(enrolment, reader=self.person, outline=outlines.get(enrolment.pk, Outline()))
            for enrolment in enrolments
        ]

    @property
    def under_way(self) -> list[CourseOfMine]:
        """Those under way that hold something to be done at home: meetings stand in My Krok."""
        return [mine for mine in self.courses if mine.is_under_way and self._is_at_home(mine)]

    def _is_at_home(self, mine: CourseOfMine) -> bool:
        return bool(mine.outline) or mine.is_self_paced or mine.course.pk in self._with_work

    @cached_property
    def _with_work(self) -> set[int]:
        """Courses that ask for more than being there: practice, a file, a quiz. One query."""
        return courses_with_work({mine.course.pk for mine in self.courses if mine.is_under_way})

    @property
    def completed(self) -> list[CourseOfMine]:
        return [mine for mine in self.courses if mine.is_completed and mine.outline]

    @property
    def next_lesson(self) -> CourseOfMine | None:
        """The course whose lesson was read last, or else the one begun last that has a lesson left."""
        going = [mine for mine in self.under_way if mine.outline.following]
        return max(going, key=_read_at, default=None)


def read_enrolments(person: Person) -> QuerySet[Enrolment]:
    """Those of the household, each knowing whether its course has lessons: most have none to ask for."""
    lessons = Lesson.objects.filter(course=OuterRef("course"))
    return enrolments_of(person).annotate(has_lessons=Exists(lessons))


def _read_at(mine: CourseOfMine) -> float:
    following = mine.outline.following
    progress = following.progress if following else None
    return (progress.read_at if progress else mine.enrolment.started_at).timestamp()
