"""Who learns at home: Oksana is in the middle of a course, Marta has failed once, passed and completed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from courses.lessons.enrolling import enrol
from courses.lessons.progress import finish_lesson, read_on
from courses.models import Course, Enrolment, LessonPage, Quiz
from courses.quizzes.attempts import begin, send
from courses.quizzes.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lms.demo.seed.people import Cast


@transaction.atomic
def learn_at_home(cast: Cast) -> None:
    course = Course.objects.get(code="SEN")
    if course.enrolments.exists():
        return
    lessons = list(course.lessons.all())
    oksana, marta = (
        enrol(cast.people[key], course=course, by=cast.people[key]) for key in ("oksana", "marta")
    )
    finish_lesson(oksana, lessons[0])
    second = LessonPage.objects.get(lesson=lessons[1], locale__language_code=cast.people["oksana"].language)
    parts = [part.id for part in second.body]
    read_on(oksana, lessons[1], to=parts[1], parts=parts)
    for lesson in lessons:
        finish_lesson(marta, lesson)
    quiz = course.quizzes.get(purpose=Quiz.Purpose.QUIZ)
    answer(marta, quiz, wrong=range(3))
    answer(marta, quiz)


def answer(enrolment: Enrolment, quiz: Quiz, *, wrong: Sequence[int] = ()) -> None:
    """Send an attempt in which all is answered rightly but the questions at these places."""
    attempt = begin(enrolment, quiz=quiz)
    responses = {}
    for number, item in enumerate(attempt.items.select_related("version")):
        version = item.version
        if number not in wrong:
            responses[item.position] = KINDS[version.kind].right_response(version.words("pl"), version.key)
    send(attempt, responses)
